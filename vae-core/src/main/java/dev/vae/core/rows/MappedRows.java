package dev.vae.core.rows;

import dev.vae.core.graph.Shape;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Rows of any source, each batch of which is changed on its way. */
final class MappedRows implements Rows {
  private final Rows rows;
  private final Supplier<UnaryOperator<Batch>> eachPass;

  MappedRows(Rows rows, Supplier<UnaryOperator<Batch>> eachPass) {
    this.rows = rows;
    this.eachPass = eachPass;
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
    return new Pass(rows.shuffled(batch, seed, epoch), eachPass.get());
  }

  @Override
  public Batches inOrder(int batch, long seed) {
    return new Pass(rows.inOrder(batch, seed), eachPass.get());
  }

  @Override
  public String toString() {
    return rows.toString();
  }

  private record Pass(Batches batches, UnaryOperator<Batch> change) implements Batches {
    @Override
    public @Nullable Batch next() {
      Batch batch = batches.next();
      return batch == null ? null : change.apply(batch);
    }

    @Override
    public void close() {
      batches.close();
    }
  }
}
