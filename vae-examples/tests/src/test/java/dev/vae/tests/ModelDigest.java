package dev.vae.tests;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that a model is and says, to the bit, as one text; and of saved models in this process. */
public final class ModelDigest {
  private static final int ROWS = 3;

  private ModelDigest() {}

  /** Prints the digest of each model in a folder. */
  public static void main(String[] folders) throws Exception {
    Plugins plugins = Plugins.load();
    Engine engine = Engine.of(1, "portable");
    try (Stream<Path> models = Files.list(Path.of(folders[0]))) {
      for (Path model : models.sorted().toList()) {
        System.out.println(model.getFileName() + " " + of(Vae.load(model, plugins, engine)));
      }
    }
  }

  static String of(Vae vae) throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    vae.variables()
        .all()
        .forEach(
            (name, v) -> {
              sha.update(name.getBytes(StandardCharsets.UTF_8));
              add(sha, v.values());
            });
    float[][] values = new float[ROWS][vae.spec().width()];
    for (int r = 0; r < ROWS; r++) {
      Arrays.fill(values[r], r == 0 ? 1 : 0);
    }
    int c = vae.spec().condition();
    float[][] conditions = c == 0 ? null : new float[ROWS][c];
    Rows rows = c == 0 ? Rows.of(values) : Rows.of(RowMatrix.of(values), RowMatrix.of(conditions));
    float[][] latents = new float[ROWS][vae.spec().latent()];
    latents[1][0] = 1;
    add(sha, vae.encode(rows).mean());
    vae.encode(rows).logVariance().ifPresent(v -> add(sha, v));
    add(sha, vae.drawLatents(rows, 4));
    add(sha, vae.reconstruct(rows));
    for (Map.Entry<String, float[][]> e : vae.decodeAll(latents, conditions).entrySet()) {
      sha.update(e.getKey().getBytes(StandardCharsets.UTF_8));
      add(sha, e.getValue());
    }
    add(sha, vae.sample(ROWS, 8, conditions));
    return HexFormat.of().formatHex(sha.digest());
  }

  private static void add(MessageDigest sha, float[]... rows) {
    for (float[] row : List.of(rows)) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
      bytes.asFloatBuffer().put(row);
      sha.update(bytes);
    }
  }
}
