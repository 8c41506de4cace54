package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingResult;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whole models of sequences of tokens. */
class SequenceModelTest {
  private static final int STEPS = 6;
  private static final int TOKENS = 5;

  private static final VaeSpec RECURRENT =
      tokens(Layers.gru(12, Layers.Returns.LAST), Layers.gru(12, Layers.Returns.SEQUENCE)).build();

  private static final VaeSpec ATTENDING =
      tokens(Layers.selfAttention(2), Layers.selfAttention(2)).build();

  private static VaeSpec.Builder tokens(Spec encoder, Spec decoder) {
    return VaeSpec.builder()
        .event(STEPS)
        .latent(2)
        .encoder(Layers.embedding(TOKENS, 8), Layers.positionalEncoding(), encoder)
        .decoder(Layers.repeat(STEPS), Layers.dense(8), Layers.positionalEncoding(), decoder)
        .decoder(Layers.dense(TOKENS))
        .output(VaeSpec.Output.DIRECT)
        .objective(Objectives.elbo().with("warmUp", 20))
        .likelihood(Likelihoods.categorical(TOKENS));
  }

  /** Each row counts up or down from some token. */
  private static float[][] rows(int count) {
    Random random = new Random(4);
    float[][] rows = new float[count][STEPS];
    for (float[] row : rows) {
      int first = random.nextInt(TOKENS);
      int by = random.nextBoolean() ? 1 : TOKENS - 1;
      for (int i = 0; i < STEPS; i++) {
        row[i] = (first + i * by) % TOKENS;
      }
    }
    return rows;
  }

  private static TrainingResult train(Vae vae, int rows, int epochs) {
    return Trainer.of(vae)
        .train(Rows.of(rows(rows)))
        .epochs(epochs)
        .batch(20)
        .optimizer(Optimizer.adam(1e-2))
        .run();
  }

  @Test
  void tokensAreLearned() {
    for (VaeSpec spec : new VaeSpec[] {RECURRENT, ATTENDING}) {
      TrainingResult result = train(Vae.create(spec, 1), 200, 40);
      double untrained = -STEPS * Math.log(TOKENS);
      double bound = result.last().train().elbo();
      // of the 10 rows there are, each takes log 10 nats
      assertTrue(bound > 0.7 * untrained, spec.encoder() + " reached " + bound);
      assertTrue(bound < -Math.log(2 * TOKENS) + 0.2, "more than there is to know: " + bound);
    }
  }

  @Test
  void sameBitsWithOtherThreadsAndKernels() {
    for (VaeSpec spec : new VaeSpec[] {RECURRENT, ATTENDING}) {
      var one = trained(spec, Engine.of(1, null));
      TrainerTest.assertSame(one, trained(spec, Engine.of(2, null)));
      TrainerTest.assertSame(one, trained(spec, Engine.of(1, "portable")));
    }
  }

  private static java.util.Map<String, float[]> trained(VaeSpec spec, Engine engine) {
    Vae vae = Vae.builder(spec).seed(3).engine(engine).build();
    train(vae, 50, 1);
    return TrainerTest.numbers(vae);
  }

  @Test
  void specsComeBackFromJson() {
    assertEquals(RECURRENT, VaeSpec.fromJson(RECURRENT.toJson()));
    assertEquals(ATTENDING, VaeSpec.fromJson(ATTENDING.toJson()));
  }

  @Test
  void tokensThatAreNotThereAreNamed() {
    Vae vae = Vae.create(RECURRENT, 1);
    float[][] rows = rows(3);
    rows[2][4] = 7;
    String message =
        assertThrows(IllegalArgumentException.class, () -> vae.encode(rows)).getMessage();
    assertTrue(message.contains("encoder/0.embedding: there is no row 7.0"), message);
    assertEquals(3, vae.encode(rows(3)).mean().length);
    assertArrayEquals(vae.encode(rows(3)).mean()[0], vae.encode(rows(1)).mean()[0], 1e-6f);
  }
}
