package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.ModelFileException;
import dev.vae.core.TrainingException;
import dev.vae.core.engine.Variables;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.rows.Rows;
import dev.vae.core.sampler.LatentSampler;
import dev.vae.core.sampler.Samplers;
import dev.vae.core.train.EpochReport;
import dev.vae.core.train.Trainer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not what was saved, and numbers that are none. */
class DamagedModelTest {
  @TempDir Path folder;

  private Path weights() {
    return folder.resolve("weights.safetensors");
  }

  private static String refused(Path folder) {
    return assertThrows(ModelFileException.class, () -> Vae.load(folder)).getMessage();
  }

  @Test
  void anyFlippedBitOfTheWeightsIsSeen() throws IOException {
    KilledSaves.model(1).save(folder);
    byte[] sound = Files.readAllBytes(weights());
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      byte[] spoilt = sound.clone();
      spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(weights(), spoilt);
      String message = refused(folder);
      assertTrue(message.startsWith(weights() + " is damaged or of another model"), message);
    }
    Files.write(weights(), sound);
    assertEquals(1, KilledSaves.whole(folder));
    KilledSaves.model(2).save(folder.resolve("other"));
    Files.copy(
        folder.resolve("other/weights.safetensors"),
        weights(),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertTrue(refused(folder).contains("of another model"));
    Files.delete(weights());
    assertTrue(refused(folder).startsWith("there is no " + weights()));
  }

  @Test
  void theHashIsThatOfTheFile() throws Exception {
    KilledSaves.model(1).save(folder);
    byte[] digest =
        java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(weights()));
    Path model = folder.resolve("model.json");
    String text = Files.readString(model);
    String hash = HexFormat.of().formatHex(digest);
    assertTrue(text.contains("\"sha256\": \"" + hash + "\""), text);
    // as earlier versions left it
    Files.writeString(model, withoutHash(text));
    assertEquals(1, KilledSaves.whole(folder));
    Files.writeString(model, text.replace("\"" + hash + "\"", "7"));
    assertTrue(refused(folder).contains("model.json: 'weights.sha256' must be a text; not 7"));
  }

  private static String withoutHash(String text) {
    String without = text.replaceAll(",\\s*\"weights\": \\{[^}]*\\}", "");
    assertTrue(without.length() < text.length(), text);
    return without;
  }

  @Test
  void numbersThatAreNoneAreNamed() throws IOException {
    for (float none : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1 / 0f}) {
      Vae vae = KilledSaves.model(1);
      vae.save(folder);
      vae.variables().all().values().forEach(v -> v.set(marked(v)));
      vae.save(folder.resolve("marked"));
      Path model = folder.resolve("marked/model.json");
      Files.writeString(model, withoutHash(Files.readString(model)));
      Path file = folder.resolve("marked/weights.safetensors");
      byte[] bytes = Files.readAllBytes(file);
      ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      // the last of all numbers, whichever variable has it
      numbers.putFloat(bytes.length - 4, none);
      Files.write(file, bytes);
      String last = vae.variables().all().keySet().stream().reduce((a, b) -> b).orElseThrow();
      String message = refused(folder.resolve("marked"));
      assertTrue(message.startsWith(file + ": tensor '" + last + "' holds " + none), message);

      Variables.Variable v = vae.variables().get("decoder/0.dense/bias");
      float[] values = v.values();
      values[1] = none;
      v.set(values);
      message = assertThrows(IllegalArgumentException.class, () -> vae.save(folder)).getMessage();
      assertTrue(message.contains("'decoder/0.dense/bias' holds " + none + " at number 1 of"));
      assertEquals(1, KilledSaves.whole(folder), "the model that was there still is");
    }
  }

  private static float[] marked(Variables.Variable v) {
    float[] values = v.values();
    java.util.Arrays.fill(values, 0.5f);
    return values;
  }

  @Test
  void samplersAreRefusedLikeWeights() throws IOException {
    Vae vae = KilledSaves.model(1);
    float[][] latents = VaeTest.rows(40, 2);
    LatentSampler sampler = Samplers.mixture(vae, latents, 2, 1);
    Path file = Samplers.save(sampler, vae, folder);
    assertArrayEquals(sampler.draw(3, 5), Samplers.load(vae, folder, Samplers.MIXTURE).draw(3, 5));
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      byte[] spoilt = sound.clone();
      spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, spoilt);
      String message =
          assertThrows(ModelFileException.class, () -> Samplers.load(vae, folder, Samplers.MIXTURE))
              .getMessage();
      assertTrue(message.startsWith(file.toString()), message);
    }
    // without its seal, as earlier versions wrote it
    String text = new String(sound, StandardCharsets.ISO_8859_1);
    byte[] unsealed =
        text.replace("\"sha256\"", "\"sha25x\"")
            .replace("\"version\"", "\"versiox\"")
            .getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, unsealed);
    Samplers.load(vae, folder, Samplers.MIXTURE);
    ByteBuffer.wrap(unsealed)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(unsealed.length - 4, Float.NaN);
    Files.write(file, unsealed);
    String message =
        assertThrows(ModelFileException.class, () -> Samplers.load(vae, folder, Samplers.MIXTURE))
            .getMessage();
    assertTrue(message.matches("(?s).*tensor '\\w+' holds NaN at number \\d+ of \\d+.*"), message);
  }

  @Test
  void aLossThatIsNotFiniteLeavesTheLastGoodWeights() {
    Vae vae = KilledSaves.model(1);
    Trainer trainer =
        Trainer.of(vae)
            .train(Rows.of(VaeTest.rows(64, 4)))
            .epochs(50)
            .batch(4)
            .optimizer(Optimizer.sgd(0.01, 0.9));
    trainer.listener(
        e -> {
          if (e instanceof EpochReport ended && ended.epoch() == 10) {
            Variables.Variable v = vae.variables().get("decoder/0.dense/weight");
            float[] values = v.values();
            values[0] = Float.NaN;
            v.set(values);
          }
        });
    TrainingException failed = assertThrows(TrainingException.class, trainer::run);
    assertTrue(failed.steps() > 100 && failed.steps() <= 160, failed.getMessage());
    assertTrue(
        failed.getMessage().contains("those after step " + failed.steps()), failed.getMessage());
    vae.save(folder);
    Vae back = Vae.load(folder);
    assertArrayEquals(
        vae.variables().get("decoder/0.dense/weight").values(),
        back.variables().get("decoder/0.dense/weight").values());

    // no step was good
    Vae first = KilledSaves.model(2);
    TrainingException none =
        assertThrows(
            TrainingException.class,
            () ->
                Trainer.of(first)
                    .startFromRows(false)
                    .train(Rows.of(VaeTest.rows(8, 4)))
                    .epochs(3)
                    .batch(8)
                    .optimizer(Optimizer.sgd(1e38, 0.9))
                    .run());
    assertEquals(0, none.steps());
    assertTrue(none.getMessage().contains("with which this run began"), none.getMessage());
    first.save(folder);
    assertEquals(2, KilledSaves.whole(folder));
  }
}
