package dev.vae.data.table.cell;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Words that stand for a value that is not there. */
public final class MissingWords {
  private static final Set<String> ALWAYS =
      Set.of(
          "NaN",
          "nan",
          "NULL",
          "null",
          "<NA>",
          "#N/A",
          "#N/A N/A",
          "#NA",
          "N/A",
          "n/a",
          "#NULL!",
          "#DIV/0!",
          "#VALUE!",
          "#REF!",
          "#NAME?",
          "#NUM!",
          "-nan",
          "-NaN",
          "1.#IND",
          "1.#QNAN",
          "-1.#IND",
          "-1.#QNAN",
          "\\N",
          "(none)",
          "#NV",
          "#WERT!",
          "#BEZUG!",
          "#ZAHL!");

  /** In lower case. */
  private static final Set<String> AMONG_NUMBERS =
      Set.of(
          "na",
          "none",
          "null",
          "nil",
          "nan",
          "?",
          "??",
          ".",
          "..",
          "...",
          "-",
          "--",
          "---",
          "\u2013",
          "\u2014",
          "\u2015",
          "\u2212",
          "\uff0d",
          "x",
          "unknown",
          "unbekannt",
          "n.a.",
          "n/a.",
          "n.d.",
          "k.a.",
          "k. a.",
          "n. a.",
          "n. v.",
          "n/d",
          "s.o.",
          "s/o",
          "keine angabe",
          "non renseign\u00e9",
          "\u4e0d\u660e",
          "\u306a\u3057",
          "\u65e0",
          "\u672a\u77e5",
          "not applicable",
          "not reported",
          "prefer not to say",
          "prefer not to answer",
          "no answer",
          "don't know",
          "missing",
          "no data",
          "not available",
          "tbd",
          "inf",
          "+inf",
          "-inf",
          "infinity",
          "+infinity",
          "-infinity",
          "\u221e",
          "+\u221e",
          "-\u221e",
          "1.#inf",
          "-1.#inf");

  /** Days that a database writes for none. */
  private static final Set<String> ZERO_DAYS =
      Set.of(
          "0000-00-00",
          "0000-00-00 00:00:00",
          "00.00.0000",
          "00/00/0000",
          "00000000",
          "00-00-0000");

  private static final int LONGEST = 20;

  private MissingWords() {}

  /** Returns the words that mean missing in every column, in alphabetical order. */
  public static List<String> everywhere() {
    return ALWAYS.stream().sorted().toList();
  }

  /**
   * Returns the words, in lower case and alphabetical order, that mean missing among numbers, dates
   * or yes and no.
   */
  public static List<String> amongNumbers() {
    return Stream.concat(AMONG_NUMBERS.stream(), ZERO_DAYS.stream()).sorted().toList();
  }

  /** Whether a stripped text means missing in every column: {@code NaN}, {@code #N/A}, NULL. */
  public static boolean always(String text) {
    if (text.isEmpty()) {
      return true;
    }
    char c = text.charAt(0);
    boolean candidate =
        text.length() <= 9
            && (c == '#' || c == '<' || c == '-' || c == '\\' || c == '(' || c == '1' || c == 'n'
                || c == 'N');
    return candidate && ALWAYS.contains(text);
  }

  /** Whether a word that counts as missing among numbers means an infinite one. */
  public static boolean infinite(String text) {
    return text.toLowerCase(Locale.ROOT).matches("[+-]?(inf(inity)?|\u221e|1\\.#inf)");
  }

  /**
   * Whether a stripped text means missing where all other values are numbers, dates or yes and no:
   * NA, None, ?, -; elsewhere NA may be Namibia.
   */
  public static boolean amongNumbers(String text) {
    if (text.startsWith("00")) {
      return ZERO_DAYS.contains(text);
    }
    return text.length() <= LONGEST
        && (!(text.charAt(0) >= '0' && text.charAt(0) <= '9') || text.startsWith("1.#"))
        && AMONG_NUMBERS.contains(text.toLowerCase(Locale.ROOT));
  }
}
