package dev.vae.data.table.column;

/**
 * An inferred type or style that another one nearly was, with the override that would make it so.
 *
 * @param why what was seen
 * @param override the text that would change it, such as {@code zip=categorical}; may be empty
 */
public record Doubt(String why, String override) {
  /** Why digits are words: some begin with zeros. */
  public static final String LEADING_ZEROS = "digits with leading zeros are taken for names";

  /** Why numbers are words: all are as long as account numbers. */
  public static final String ONE_LENGTH = "numbers of one length are taken for names";

  /** Why numbers are words: their column's name says so. */
  public static final String NAMED = "numbers under such a name are taken for names";

  /** Whether it says that what looks like a number is taken for a word, zeros before it apart. */
  public boolean ofDigits() {
    return why.equals(ONE_LENGTH) || why.equals(NAMED);
  }
}
