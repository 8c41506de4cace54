package dev.vae.cli.show;

import java.util.Locale;

/** Seconds as people write them. */
final class Durations {
  private Durations() {}

  /** {@code 1:02:03} or {@code 2:03}. */
  static String of(long seconds) {
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }
}
