package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;

/** The words of a data set's columns beside those that a model knows. */
@NullUnmarked // no null leaves it
final class CategoryNames {
  private CategoryNames() {}

  static Dataset recoded(Dataset data, Map<Integer, List<String>> known) {
    known.forEach(
        (column, words) -> {
          Objects.requireNonNull(column, "a column of the known words");
          Objects.requireNonNull(words, () -> "the words of column " + column);
        });
    RowPipeline pipeline = data.pipeline();
    for (CategoryRecoding recoding : recodings(data, known)) {
      pipeline = pipeline.then(recoding);
    }
    return pipeline == data.pipeline() ? data : new Dataset(pipeline);
  }

  private static List<CategoryRecoding> recodings(Dataset data, Map<Integer, List<String>> known) {
    List<CategoryRecoding> recodings = new ArrayList<>();
    Map<Integer, List<String>> here = data.categories();
    here.forEach(
        (column, words) -> {
          if (!known.containsKey(column)) {
            throw new DataException(
                data
                    + ": column "
                    + describe(data, column)
                    + " holds words such as '"
                    + words.get(0)
                    + "', but numbers when the model was trained");
          }
        });
    known.forEach(
        (column, words) -> {
          if (!here.containsKey(column)) {
            throw new DataException(
                data
                    + ": column "
                    + describe(data, column)
                    + " holds numbers; the model was trained with words there: "
                    + Messages.list(words));
          }
          if (data.pipeline().transforms().stream()
              .anyMatch(t -> t instanceof CategoryRecoding r && r.column() == column)) {
            return; // done before
          }
          int[] codes = known(here.get(column), words);
          int[] unknown =
              IntStream.range(0, codes.length).filter(code -> codes[code] < 0).toArray();
          if (unknown.length > 0) {
            requireUnused(data, column, unknown, words);
          }
          if (!here.get(column).equals(words)) {
            List<Integer> list = Arrays.stream(codes).map(c -> Math.max(c, 0)).boxed().toList();
            recodings.add(new CategoryRecoding(column, list));
          }
        });
    return recodings;
  }

  /** The numbers that known words have, for each word there is here; -1 for others. */
  private static int[] known(List<String> here, List<String> known) {
    return here.stream().mapToInt(known::indexOf).toArray();
  }

  /** Refuses rows that hold a word that the model does not know. */
  private static void requireUnused(Dataset data, int column, int[] unknown, List<String> known) {
    RowReader reader = data.reader();
    for (long i = 0; i < data.size(); i++) {
      long row = data.pipeline().selection().at(i);
      double code = reader.numbers(row)[column];
      if (IntStream.of(unknown).anyMatch(u -> u == code)) {
        String word = data.categories().get(column).get((int) code);
        throw unknown(
            data, describe(data, column) + ", row " + row + " (counted from 0),", word, known);
      }
    }
  }

  private static DataException unknown(
      Dataset data, String column, String word, List<String> known) {
    return new DataException(
        data
            + ": column "
            + column
            + " holds '"
            + word
            + "', which the model does not know; "
            + Messages.suggest(word, known)
            + "; leave the row out, or train with such rows");
  }

  /** The numbers that known words have, for each word there is here. */
  static int[] codes(Dataset data, String column, List<String> here, List<String> known) {
    int[] codes = known(here, known);
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] < 0) {
        throw unknown(data, column, here.get(i), known);
      }
    }
    return codes;
  }

  private static String describe(Dataset data, int column) {
    return column + (data.columns().isEmpty() ? "" : " '" + data.columns().get(column) + "'");
  }
}
