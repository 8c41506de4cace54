package dev.vae.data.table.dialect;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Whether bytes are Japanese text as Excel writes it (Shift_JIS, windows-31j): pairs of a leading
 * byte and a trailing one, and single bytes for narrow kana, all through the file. Western letters
 * make such pairs as well, but then trailing bytes are those of ASCII.
 */
final class ShiftJis {
  private static final String NAME = "windows-31j";
  private static final int FEWEST = 8;
  private static final double HIGH = 0.2;

  private boolean broken;
  private boolean inside; // of a pair
  private long pairs;
  private long high; // pairs that end above ASCII
  private long narrow;

  /** Takes the next byte. */
  void add(int b) {
    if (inside) {
      inside = false;
      broken |= b < 0x40 || b == 0x7f || b > 0xfc;
      pairs++;
      high += b >= 0x80 ? 1 : 0;
    } else if (b >= 0x81 && b <= 0x9f || b >= 0xe0 && b <= 0xfc) {
      inside = true;
    } else if (b >= 0x80) {
      broken |= b < 0xa1 || b > 0xdf;
      narrow++;
    }
  }

  /** Returns the character set, if the bytes are such text and this JVM can read it. */
  Optional<Charset> charset() {
    boolean is = !broken && !inside && pairs >= FEWEST && high >= HIGH * pairs && narrow <= pairs;
    return is && Charset.isSupported(NAME) ? Optional.of(Charset.forName(NAME)) : Optional.empty();
  }
}
