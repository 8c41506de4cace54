package dev.vae.core.internal.text;

import java.util.Locale;

/**
 * Writes texts of others as Markdown (CommonMark, and GitHub's tables), so that a reader sees them
 * as they are and can copy them.
 */
public final class Markdown {
  private static final String MARKS = "\\`*_[]<>&|~$";

  private Markdown() {}

  /** Returns a sentence or name in running text or in a table's cell. */
  public static String text(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      if (Character.isISOControl(c)) {
        out.append(entity(c));
      } else {
        out.append(MARKS.indexOf(c) < 0 ? "" : "\\").append(c);
      }
    }
    return out.toString();
  }

  /**
   * Returns a name or value as code, also in a table's cell: in as many backticks as it needs. What
   * code cannot hold, such as line breaks, makes it text with entities.
   */
  public static String code(String text) {
    boolean held =
        !text.isBlank()
            && text.chars().noneMatch(Character::isISOControl)
            && !text.contains("\\|"); // which a table's cell would end at or not, by who reads it
    if (!held) {
      StringBuilder out = new StringBuilder();
      for (char c : text.toCharArray()) {
        boolean mark = MARKS.indexOf(c) >= 0 || c == ' ' || Character.isISOControl(c);
        out.append(mark ? entity(c) : String.valueOf(c));
      }
      return out.toString();
    }
    String fence = "`".repeat(longestRun(text) + 1);
    boolean padded =
        text.startsWith("`")
            || text.endsWith("`")
            || text.startsWith(" ") && text.endsWith(" "); // of which one each would be taken off
    String blank = padded ? " " : "";
    return fence + blank + text.replace("|", "\\|") + blank + fence;
  }

  private static int longestRun(String text) {
    int longest = 0;
    int run = 0;
    for (char c : text.toCharArray()) {
      run = c == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static String entity(char c) {
    return String.format(Locale.ROOT, "&#%d;", (int) c);
  }
}
