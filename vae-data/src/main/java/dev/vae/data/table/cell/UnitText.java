package dev.vae.data.table.cell;

/** Takes a number and the word behind it apart. */
public final class UnitText {
  private static final int LONGEST = 28;

  /** Before the most that a number can be: 12 of 15. */
  private static final String[] OF = {
    " of ", " von ", " sobre ", " su ", " sur ", " de ", " di ", " van ", " av ", " af ", " z "
  };

  private final NumberText numbers = new NumberText();
  private double number;
  private String suffix = "";

  /** A reader for one thread. */
  public UnitText() {}

  /**
   * Whether a text is a number with a word behind it.
   *
   * @param text without blanks around it
   */
  public boolean parse(String text, char decimal) {
    int of = of(text);
    if (of > 0) {
      number = numbers.parse(Blanks.strip(text.substring(0, of)), decimal);
      suffix = text.substring(Blanks.strip(text.substring(0, of)).length());
      return !Double.isNaN(number) && !numbers.unit();
    }
    int end = text.length();
    while (end > 0 && !digit(text.charAt(end - 1)) && text.length() - end < LONGEST) {
      end--;
    }
    if (end == 0 || !digit(text.charAt(end - 1))) {
      return false;
    }
    if (end == text.length()) {
      return behind(text, decimal);
    }
    number = numbers.parse(text.substring(0, end), decimal);
    suffix = text.substring(end);
    return !Double.isNaN(number) || behind(text, decimal);
  }

  /** A word with digits in it, such as l/100 km. */
  private boolean behind(String text, char decimal) {
    int end = 0;
    while (end < text.length() && !Character.isLetter(text.charAt(end))) {
      end++;
    }
    String before = Blanks.strip(text.substring(0, end));
    number = before.isEmpty() ? Double.NaN : numbers.parse(before, decimal);
    suffix = text.substring(before.length());
    return suffix.length() <= LONGEST && !Double.isNaN(number) && numbers.suffix().isEmpty();
  }

  /** Where "/5", ":5" or "of 5" begins behind a number, at most; -1 if it does not. */
  private static int of(String text) {
    int slash = text.indexOf('/');
    int colon = slash >= 0 ? slash : text.indexOf(':');
    int of = colon >= 0 && text.indexOf(':', colon + 1) < 0 ? colon : text.indexOf(" out of ");
    for (int i = 0; of < 0 && i < OF.length; i++) {
      of = text.indexOf(OF[i]);
    }
    boolean number = of > 0 && digit(text.charAt(of - 1)) || of > 1 && digit(text.charAt(of - 2));
    return number && digit(text.charAt(text.length() - 1)) ? of : -1;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Returns the number before the word. */
  public double number() {
    return number;
  }

  /** Returns how the number was written. */
  public NumberText numbers() {
    return numbers;
  }

  /** Returns the word, with the blanks before it. */
  public String suffix() {
    return suffix;
  }

  /** Returns the word. */
  public String unit() {
    return Blanks.strip(suffix);
  }
}
