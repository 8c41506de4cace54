package dev.vae.cli.bench;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * Trains for some steps and hashes the weights: the same hash must come from any number of threads,
 * any kernels, any width of vectors and any JDK.
 */
public final class WeightDigest {

  private static final int BATCHES = 10;

  private WeightDigest() {}

  /**
   * Returns the SHA-256 of all trained variables' names and numbers after {@code epochs} times ten
   * steps.
   */
  public static String afterTraining(VaeSpec spec, Engine engine, int batch, int epochs) {
    Random random = new Random(1);
    float[][] rows = new float[BATCHES * batch][spec.width()];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    Vae vae = Vae.builder(spec).engine(engine).seed(1).build();
    Trainer.of(vae).train(Rows.of(rows)).startFromRows(false).batch(batch).epochs(epochs).run();
    return hash(vae.variables());
  }

  private static String hash(Variables variables) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    for (Variables.Variable v : variables.all().values()) {
      if (!v.trained()) {
        continue;
      }
      digest.update(v.name().getBytes(StandardCharsets.UTF_8));
      ByteBuffer bytes = ByteBuffer.allocate(4 * v.size()).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(v.values());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
