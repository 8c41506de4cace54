package dev.vae.core.train;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.io.Hashes;
import dev.vae.core.internal.rows.PassBatch;
import dev.vae.core.rows.Rows;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are hashed as they go by: values, which of them were observed, conditions and order, as
 * the model sees them. A pass that is made anyway gives the hash for little more.
 */
final class HashingRows implements Rows {
  /** The start of another order is hashed too, which tells other shuffling or augmentation. */
  private static final int SHUFFLED = 64;

  private final Rows rows;
  private final long seed;
  private final MessageDigest digest = Hashes.sha256();
  private boolean begun;
  private long seen;

  /**
   * Hashes nothing yet.
   *
   * @param seed what random transforms draw by
   */
  HashingRows(Rows rows, long seed) {
    this.rows = rows;
    this.seed = seed;
  }

  /** The hash of all rows; reads those that no pass has read yet. */
  String hash() {
    if (seen < rows.size()) {
      digest.reset();
      seen = 0;
      begun = false;
      try (Batches batches = inOrder(PassBatch.rows(rows.event().elements()), seed)) {
        while (batches.next() != null) {
          // to hash them
        }
      }
    }
    try (Batches batches = rows.shuffled(SHUFFLED, 0, 1)) {
      Batch first = batches.next();
      if (first != null) {
        add(first);
      }
    }
    return Hashes.text(digest);
  }

  private void add(Batch batch) {
    int width = rows.event().elements();
    int given = rows.condition();
    float[] condition = batch.condition();
    ByteBuffer row = ByteBuffer.allocate(width * (Float.BYTES + 1) + given * Float.BYTES);
    for (int r = 0; r < batch.rows(); r++) {
      row.clear();
      for (int i = r * width; i < (r + 1) * width; i++) {
        boolean observed = batch.mask() == null || batch.mask()[i] != 0;
        row.put((byte) (observed ? 1 : 0));
        row.putInt(observed ? Float.floatToIntBits(batch.values()[i]) : 0);
      }
      for (int i = r * given; condition != null && i < (r + 1) * given; i++) {
        row.putInt(Float.floatToIntBits(condition[i]));
      }
      digest.update(row.flip());
    }
    seen += batch.rows();
  }

  @Override
  public long size() {
    return rows.size();
  }

  @Override
  public Shape event() {
    return rows.event();
  }

  @Override
  public int condition() {
    return rows.condition();
  }

  @Override
  public Batches shuffled(int batch, long seed, int epoch) {
    return rows.shuffled(batch, seed, epoch);
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    Batches batches = rows.inOrder(batch, seed);
    if (begun || seed != this.seed) {
      return batches;
    }
    begun = true;
    return new Batches() {
      @Override
      public @Nullable Batch next() {
        Batch batch = batches.next();
        if (batch != null) {
          add(batch);
        }
        return batch;
      }

      @Override
      public void close() {
        batches.close();
      }
    };
  }

  @Override
  public String toString() {
    return rows.toString();
  }
}
