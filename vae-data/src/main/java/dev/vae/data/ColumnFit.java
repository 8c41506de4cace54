package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Support;
import dev.vae.core.spec.Binarization;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the values of a data set fit a likelihood whose columns differ. */
final class ColumnFit {
  private ColumnFit() {}

  static Dataset.Fitted fit(Dataset data, List<Support> supports) {
    Dataset plain = data.binarized(Binarization.NONE, data.pipeline().binary());
    List<String> notes = new ArrayList<>();
    List<Integer> divided =
        IntStream.range(0, supports.size()).filter(c -> !whole(supports.get(c))).boxed().toList();
    boolean grey =
        !data.pipeline().fixed()
            && data.pipeline().transforms().equals(List.of(DivisorTransform.GREY));
    Dataset fitted = plain;
    if (grey && divided.size() < supports.size()) {
      fitted = new Dataset(plain.pipeline().withoutTransforms());
      fitted = divided.isEmpty() ? fitted : fitted.with(new DivisorTransform(255, divided));
      int counted = supports.size() - divided.size();
      notes.add(
          "the values of "
              + Messages.count(counted, "column")
              + " are used as counts 0..255, not divided");
    }
    List<ColumnSummary> columns = fitted.columnSummaries();
    boolean between = false;
    for (int c = 0; c < columns.size(); c++) {
      if (!made(data, c)) {
        check(fitted, columns.get(c), supports.get(c));
        between |=
            supports.get(c).kind() == Support.Kind.BINARY && columns.get(c).between() != null;
      }
    }
    if (between) {
      notes.add(SupportFit.GREY_BERNOULLI);
    }
    boolean binary = data.binarization() != Binarization.NONE;
    return new Dataset.Fitted(
        binary ? fitted.binarized(data.binarization(), data.pipeline().binary()) : fitted, notes);
  }

  private static boolean made(Dataset data, int column) {
    return data.binarization() != Binarization.NONE && data.pipeline().binary().get(column);
  }

  private static boolean whole(Support support) {
    return support.kind() == Support.Kind.COUNT || support.kind() == Support.Kind.CATEGORY;
  }

  private static void check(Dataset data, ColumnSummary column, Support support) {
    if (column.smallest() == null) {
      return;
    }
    String wanted = support.describe() + ", for the likelihood of this column";
    if (!support.contains(column.min())) {
      throw SupportFit.outside(data, column.smallest(), wanted, support);
    }
    if (!support.contains(column.max())) {
      throw SupportFit.outside(data, column.largest(), wanted, support);
    }
    if (whole(support) && column.fraction() != null) {
      throw SupportFit.outside(data, column.fraction(), wanted, support);
    }
  }
}
