package dev.vae.data;

import dev.vae.core.plugin.Spec;
import dev.vae.data.rows.DataException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Gives the categories of one column other numbers: those that a model knows its words by.
 *
 * @param column the column
 * @param codes the new number of each old one
 */
public record CategoryRecoding(int column, List<Integer> codes) implements Transform {
  static final String NAME = "recode";

  /** Copies the list. */
  public CategoryRecoding {
    codes = List.copyOf(codes);
  }

  @Override
  public void apply(double[] row) {
    if (!Double.isNaN(row[column])) {
      row[column] = codes.get((int) row[column]);
    }
  }

  @Override
  public void invert(double[] row) {
    if (!Double.isNaN(row[column])) {
      row[column] = codes.indexOf((int) row[column]);
    }
  }

  @Override
  public Optional<Transform> picked(int[] kept) {
    return IntStream.range(0, kept.length)
        .filter(c -> kept[c] == column)
        .mapToObj(c -> (Transform) new CategoryRecoding(c, codes))
        .findFirst();
  }

  @Override
  public Spec spec() {
    return Spec.of(NAME).with("column", column).with("codes", codes);
  }

  static CategoryRecoding of(Spec spec) {
    if (spec.options().get("column") instanceof Long column
        && spec.options().get("codes") instanceof List<?> codes
        && codes.stream().allMatch(c -> c instanceof Long)) {
      int[] numbers = codes.stream().mapToInt(c -> ((Long) c).intValue()).toArray();
      return new CategoryRecoding(column.intValue(), Arrays.stream(numbers).boxed().toList());
    }
    throw new DataException("transform recode: its 'column' or 'codes' are missing");
  }

  @Override
  public String description() {
    return "column " + column + " in the model's categories";
  }
}
