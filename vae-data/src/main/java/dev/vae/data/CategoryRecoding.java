package dev.vae.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Gives the categories of one column other numbers: those that a model knows its words by.
 *
 * @param column the column
 * @param codes the new number of each old one
 */
record CategoryRecoding(int column, List<Integer> codes) implements Transform {
  /** Copies the list. */
  CategoryRecoding {
    codes = List.copyOf(codes);
  }

  @Override
  public void apply(double[] row) {
    if (!Double.isNaN(row[column])) {
      row[column] = codes.get((int) row[column]);
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
  public String description() {
    return "column " + column + " in the model's categories";
  }
}
