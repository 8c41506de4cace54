package dev.vae.data;

import dev.vae.core.plugin.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The words of a data set's columns beside those that a model knows. */
final class Words {
  private Words() {}

  static List<Recode> recodings(Dataset data, Map<Integer, List<String>> known) {
    List<Recode> recodings = new ArrayList<>();
    Map<Integer, List<String>> here = data.categories();
    here.forEach(
        (column, words) -> {
          if (!known.containsKey(column)) {
            throw new DataException(
                data
                    + ": column "
                    + words(data, column)
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
                    + words(data, column)
                    + " holds numbers; the model was trained with words there: "
                    + Names.list(words));
          }
          int[] codes = codes(data, words(data, column), here.get(column), words);
          if (!here.get(column).equals(words)) {
            recodings.add(new Recode(column, Arrays.stream(codes).boxed().toList()));
          }
        });
    return recodings;
  }

  /** The numbers that known words have, for each word there is here. */
  static int[] codes(Dataset data, String column, List<String> here, List<String> known) {
    int[] codes = new int[here.size()];
    for (int i = 0; i < codes.length; i++) {
      String word = here.get(i);
      int code = known.indexOf(word);
      if (code < 0) {
        throw new DataException(
            data
                + ": column "
                + column
                + " holds '"
                + word
                + "', which the model does not know; "
                + Names.suggest(word, known));
      }
      codes[i] = code;
    }
    return codes;
  }

  private static String words(Dataset data, int column) {
    return column + (data.columns().isEmpty() ? "" : " '" + data.columns().get(column) + "'");
  }
}
