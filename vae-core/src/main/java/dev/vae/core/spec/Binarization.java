package dev.vae.core.spec;

import dev.vae.core.internal.text.Messages;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How values between 0 and 1 become 0 or 1. */
public enum Binarization {
  /** Not at all. */
  NONE,
  /** 1 from 0.5 up, else 0. */
  THRESHOLD,
  /**
   * 1 with the value as probability, drawn anew at every use: the draw depends on seed, epoch, row
   * and column alone.
   */
  DYNAMIC;

  /** Returns its name in files and on the command line, such as {@code threshold}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the one of a name.
   *
   * @throws IllegalArgumentException if there is none; the message says which there are
   */
  public static Binarization of(String text) {
    List<String> known = Arrays.stream(values()).map(Binarization::text).toList();
    int at = known.indexOf(text.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw new IllegalArgumentException(
          "there is no binarization '"
              + Messages.shown(text)
              + "'; "
              + Messages.suggest(text, known));
    }
    return values()[at];
  }
}
