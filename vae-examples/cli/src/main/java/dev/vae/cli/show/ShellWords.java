package dev.vae.cli.show;

/** Words of a command that somebody is to copy. */
public final class ShellWords {
  private ShellWords() {}

  /** Returns a word as a shell takes it: in quotes where it holds more than plain characters. */
  public static String quoted(Object word) {
    String text = word.toString();
    return text.matches("[\\w./~:=@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
