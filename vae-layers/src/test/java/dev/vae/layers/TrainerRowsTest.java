package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.TrainingException;
import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that are bad, odd or incomplete. */
class TrainerRowsTest {
  @Test
  void aLossThatIsNotFiniteStopsAndKeepsGoodWeights() {
    Vae vae = TrainerTest.vae(Engine.defaults());
    Trainer wild = TrainerTest.trainer(vae).clip(0).optimizer(Optimizer.sgd(1e30, 0));
    String message = assertThrows(TrainingException.class, wild::run).getMessage();
    assertTrue(message.startsWith("the loss became "), message);
    assertTrue(message.contains("The first number that is not finite is "), message);
    TrainerTest.numbers(vae)
        .forEach(
            (name, values) -> {
              for (float v : values) {
                assertTrue(Float.isFinite(v) && Math.abs(v) < 10, name + " " + v);
              }
            });
  }

  @Test
  void aStepThatCannotFitIsRefusedBeforeItStarts() {
    Vae vae = Vae.create(Presets.mlp(Shape.of(6)), 1);
    long few = Trainer.of(vae).batch(8).memory();
    // how much of it is laid out for products hangs on the machine's vectors and caches
    assertTrue(few > 8 * 400 * 4 && few < 2 << 20, "bytes " + few);
    Trainer trainer = Trainer.of(vae).batch(1 << 22);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> trainer.train(new Endless()).epochs(1).run())
            .getMessage();
    assertTrue(message.contains("a smaller batch"), message);
  }

  /** Says that it has many rows. */
  private record Endless() implements Rows {
    @Override
    public long size() {
      return 1L << 40;
    }

    @Override
    public Shape event() {
      return Shape.of(6);
    }

    @Override
    public Batches shuffled(int batch, long seed, int epoch) {
      return Rows.of(VaeTest.rows(1, 6)).inOrder(1, seed);
    }

    @Override
    public Batches inOrder(int batch, long seed) {
      return Rows.of(VaeTest.rows(1, 6)).inOrder(1, seed);
    }
  }

  @Test
  void unscaledRowsTrainWithoutNaN() {
    for (float scale : new float[] {1e5f, 1e-6f}) {
      float[][] rows = VaeTest.rows(64, 6);
      for (float[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          row[i] = (row[i] - 0.5f) * scale;
        }
      }
      for (Likelihoods.Variance variance : Likelihoods.Variance.values()) {
        VaeSpec spec =
            VaeSpec.builder()
                .event(6)
                .latent(4)
                .encoder(Layers.dense(32), Layers.relu())
                .decoder(Layers.dense(32), Layers.relu())
                .likelihood(Likelihoods.gaussian(variance))
                .build();
        Vae vae = Vae.create(spec, 1);
        Trainer.of(vae).train(Rows.of(rows)).epochs(5).batch(16).run();
        TrainerTest.numbers(vae).forEach((name, v) -> assertTrue(Float.isFinite(v[0]), name));
      }
    }
  }

  @Test
  void valuesWithoutADensityAreRefused() {
    Vae vae = Vae.create(TrainerTest.SPEC.with("likelihood=bernoulli"), 1);
    float[][] rows = VaeTest.rows(9, 6);
    List<String> notices = new ArrayList<>();
    Trainer.of(vae).train(Rows.of(rows)).epochs(1).listener(e -> note(e, notices)).run();
    assertTrue(notices.get(0).startsWith("100.0 % of the values lie between 0 and 1"));
    rows[7][3] = -2;
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Trainer.of(vae).train(Rows.of(rows)).run())
            .getMessage();
    assertTrue(message.startsWith("row 7, column 3 is -2; likelihood 'bernoulli'"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> Trainer.of(vae).train(Rows.of(VaeTest.rows(9, 5))).run());
  }

  private static void note(TrainingEvent event, List<String> notices) {
    if (event instanceof TrainingEvent.Notice notice) {
      notices.add(notice.text());
    }
  }

  @Test
  void whatStandsInAMissingCellDoesNotMatter() {
    float[][] holes = VaeTest.rows(40, 6);
    for (int r = 0; r < holes.length; r++) {
      holes[r][r % 6] = Float.NaN;
    }
    Vae first = TrainerTest.vae(Engine.defaults());
    TrainerTest.trainer(first).train(Rows.withMissing(holes)).run();
    Rows garbage = new Garbage(Rows.withMissing(holes));
    Vae second = TrainerTest.vae(Engine.defaults());
    TrainerTest.trainer(second).train(garbage).run();
    TrainerTest.assertSame(TrainerTest.numbers(first), TrainerTest.numbers(second));
    assertFalse(Float.isNaN(first.variables().get("likelihood/mean/bias").values()[0]));
  }

  /** The same rows with other numbers where nothing was observed. */
  private record Garbage(Rows rows) implements Rows {
    @Override
    public long size() {
      return rows.size();
    }

    @Override
    public dev.vae.core.graph.Shape event() {
      return rows.event();
    }

    @Override
    public Batches shuffled(int batch, long seed, int epoch) {
      return spoilt(rows.shuffled(batch, seed, epoch));
    }

    @Override
    public Batches inOrder(int batch, long seed) {
      return spoilt(rows.inOrder(batch, seed));
    }

    private static Batches spoilt(Batches batches) {
      return new Batches() {
        @Override
        public Batch next() {
          Batch b = batches.next();
          for (int i = 0; b != null && i < b.rows() * 6; i++) {
            b.values()[i] = b.mask()[i] == 0 ? 1e30f : b.values()[i];
          }
          return b;
        }

        @Override
        public void close() {
          batches.close();
        }
      };
    }
  }
}
