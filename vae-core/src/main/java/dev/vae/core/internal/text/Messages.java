package dev.vae.core.internal.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Helps with names that are nearly right. */
public final class Messages {
  private static final int MOST_LISTED = 60;
  private static final int MOST_BESIDE = 12;
  private static final int LONGEST_SHOWN = 200;

  private Messages() {}

  /**
   * Says which of the known names was probably meant, and lists them: {@code did you mean 'dense'?
   * (dense, elu)}, else {@code known: dense, elu}. Of many names only some are listed.
   */
  public static String suggest(String wrong, Collection<String> known) {
    return suggest(wrong, known, "known: ");
  }

  /**
   * Returns the same.
   *
   * @param lead what stands before the list where no name is near, such as {@code it can be}
   */
  public static String suggest(String wrong, Collection<String> known, String lead) {
    if (known.isEmpty()) {
      return "";
    }
    return nearest(wrong, known)
        .map(n -> "did you mean '" + shown(n) + "'? (" + list(known, MOST_BESIDE) + ")")
        .orElseGet(() -> lead + list(known));
  }

  /** Lists names; of more than {@value #MOST_LISTED} the first ones, and how many there are. */
  public static String list(Collection<String> names) {
    return list(names, MOST_LISTED);
  }

  private static String list(Collection<String> names, int most) {
    String first =
        names.stream().limit(most).map(Messages::shown).collect(Collectors.joining(", "));
    return names.size() <= most ? first : first + ", ... " + names.size() + " in all";
  }

  /**
   * Returns a name or another piece of input as it may stand in a message: on one line, and not
   * longer.
   */
  public static String shown(Object input) {
    String text = String.valueOf(input);
    String start = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    return start.replaceAll("\\p{Cntrl}", "?");
  }

  /**
   * Says how many there are of something: {@code 1 row}, {@code 2 rows}, {@code 3 categories}.
   *
   * @param noun what one of them is called
   */
  public static String count(long number, String noun) {
    if (number == 1) {
      return "1 " + noun;
    }
    String many =
        noun.endsWith("y")
            ? noun.substring(0, noun.length() - 1) + "ies"
            : noun + (noun.endsWith("s") ? "es" : "s");
    return number + " " + many;
  }

  /**
   * Returns the known name that takes fewest edits, if these are at most a third of its length plus
   * one; of several, the one that begins most like it.
   */
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    if (wrong.length() > LONGEST_SHOWN) {
      return Optional.empty();
    }
    String low = wrong.toLowerCase(Locale.ROOT);
    Comparator<String> order =
        Comparator.comparingInt(n -> distance(low, n.toLowerCase(Locale.ROOT)));
    return known.stream()
        .filter(n -> n.length() <= LONGEST_SHOWN)
        .min(order.thenComparingInt(n -> -commonStart(low, n.toLowerCase(Locale.ROOT))))
        .filter(n -> distance(low, n.toLowerCase(Locale.ROOT)) <= n.length() / 3 + 1);
  }

  private static int commonStart(String a, String b) {
    int i = 0;
    while (i < Math.min(a.length(), b.length()) && a.charAt(i) == b.charAt(i)) {
      i++;
    }
    return i;
  }

  /** Levenshtein's distance: single-letter edits from one to the other. */
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
        diagonal = row[j];
        row[j] = Math.min(cost, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
