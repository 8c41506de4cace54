package dev.vae.programs;

import static dev.vae.layers.Layers.dense;
import static dev.vae.layers.Layers.relu;

import dev.vae.core.model.Vae;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** Learns heights and weights given the kind of animal, and samples the kind that is asked for. */
public final class Conditional {
  private Conditional() {}

  /** Runs the example; the argument is the folder to write into. */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]).resolve("animals.csv");
    Files.writeString(file, animals());
    Dataset animals = DataSource.parse("csv:" + file).open();
    VaeSpec spec =
        VaeSpec.builder().latent(2).encoder(dense(32), relu()).decoder(dense(32), relu()).build();
    Vae vae = Vae.builder(spec).data(animals).condition("kind").seed(1).build();
    Trainer.of(vae).train(animals).batch(50).epochs(40).run();

    for (String kind : new String[] {"cat", "horse"}) {
      float[][] rows = vae.sample(200, 42, vae.condition("kind=" + kind));
      double height = Arrays.stream(rows).mapToDouble(row -> row[0]).average().orElseThrow();
      System.out.printf(Locale.ROOT, "%s: mean height %.0f cm%n", kind, height);
    }
  }

  /** Makes cats of 25 cm and 4 kg, and horses of 160 cm and 500 kg. */
  private static String animals() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("height,weight,kind\n");
    for (int i = 0; i < 600; i++) {
      boolean cat = i % 2 == 0;
      double size = 1 + 0.1 * random.nextGaussian();
      double height = (cat ? 25 : 160) * size;
      double weight = (cat ? 4 : 500) * size * (1 + 0.1 * random.nextGaussian());
      text.append(
          String.format(Locale.ROOT, "%.1f,%.1f,%s%n", height, weight, cat ? "cat" : "horse"));
    }
    return text.toString();
  }
}
