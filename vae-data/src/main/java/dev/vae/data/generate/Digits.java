package dev.vae.data.generate;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.Digests;
import dev.vae.data.internal.RowCache;
import dev.vae.data.internal.SplitMix64;
import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import java.util.List;
import java.util.Optional;

/**
 * Hand-drawn-looking digits: 28 × 28 grey images of 0 to 9 with labels.
 *
 * <p>Each digit has two to four skeletons of pen strokes. Their points are shaken, then bent,
 * slanted, stretched and turned together, and drawn with a soft pen of random width. Row i follows
 * from seed, part and i alone, so any number of rows may be asked for. Rows are kept once drawn, up
 * to 256 MB.
 */
public final class Digits implements ByteRowSource {
  /** The width and height of an image in pixels. */
  public static final int SIDE = 28;

  private static final int CLASSES = 10;
  private static final long KEPT = 256L << 20;

  /** Rows of different parts have nothing in common. */
  public enum Part {
    /** Rows to train on. */
    TRAIN,
    /** Rows to judge by. */
    TEST
  }

  private final long size;
  private final long seed;
  private final Part part;
  private final RowCache cache;

  /**
   * So many digits of a seed and a part.
   *
   * @throws DataException if none are asked for
   */
  public Digits(long size, long seed, Part part) {
    if (size < 1) {
      throw new DataException(
          "digits: " + Messages.count(size, "row") + " make no data set; ask for at least 1");
    }
    this.size = size;
    this.seed = seed;
    this.part = part;
    this.cache = new RowCache(size, KEPT);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Shape event() {
    return Shape.of(SIDE, SIDE, 1);
  }

  @Override
  public void readBytes(long row, byte[] into) {
    byte[] image = cache.get(row, this::draw);
    System.arraycopy(image, 0, into, 0, image.length);
  }

  private byte[] draw(long row) {
    SplitMix64 random = random(row);
    return Handwriting.write(random.below(CLASSES), SIDE, random);
  }

  /** The random numbers of a row; the first gives the digit. */
  private SplitMix64 random(long row) {
    return SplitMix64.of(seed, part.ordinal(), row);
  }

  @Override
  public Optional<Labels> labels() {
    return Optional.of(
        new Labels() {
          @Override
          public long size() {
            return size;
          }

          @Override
          public List<String> names() {
            return List.of("digit");
          }

          @Override
          public int classes(int factor) {
            return CLASSES;
          }

          @Override
          public int get(long row, int factor) {
            return random(row).below(CLASSES);
          }
        });
  }

  @Override
  public String description() {
    return "digits: " + size + " of part " + part + ", seed " + seed + ", version 1";
  }

  @Override
  public String sha256() {
    return Digests.of(description());
  }

  @Override
  public String toString() {
    return "digits";
  }
}
