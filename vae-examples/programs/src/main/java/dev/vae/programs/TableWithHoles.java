package dev.vae.programs;

import static dev.vae.layers.Layers.dense;
import static dev.vae.layers.Layers.relu;

import dev.vae.core.model.Vae;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import dev.vae.data.write.RowWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * Reads a table with a text column and missing cells, and writes what a model makes of each row: no
 * cell is empty, and an income that was missing fits the age.
 */
public final class TableWithHoles {
  private TableWithHoles() {}

  /** Runs the example; the argument is the folder to write into. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path file = folder.resolve("people.csv");
    Files.writeString(file, people());

    Dataset people = DataSource.parse("csv:" + file).open(DataOptions.DEFAULTS.withMissing(true));
    VaeSpec spec =
        VaeSpec.builder().latent(2).encoder(dense(32), relu()).decoder(dense(32), relu()).build();
    Vae vae =
        Vae.builder(spec)
            .data(people) // each column gets a likelihood by its values
            .likelihood("age", "gamma")
            .notes(System.out::println)
            .seed(1)
            .build();
    Trainer.of(vae).train(people).batch(50).epochs(30).run();

    double[][] filled = vae.reconstructAsDouble(people, 1);
    try (RowWriter out =
        RowWriter.to(
            folder.resolve("filled.csv"),
            filled.length,
            people.columns().size(),
            people.columns(),
            people.categories(),
            true)) {
      out.write(Arrays.stream(filled).flatMapToDouble(Arrays::stream).toArray(), filled.length);
      out.commit();
    }
  }

  /** Makes 500 people; older ones earn more, and a tenth of the cells is empty. */
  private static String people() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("age,income,city\n");
    for (int i = 0; i < 500; i++) {
      double age = 20 + 40 * random.nextDouble();
      String city = random.nextDouble() < (age - 20) / 40 ? "Oslo" : "Rome";
      String income = String.format(Locale.ROOT, "%.0f", 800 * age + 3000 * random.nextGaussian());
      text.append(random.nextInt(10) == 0 ? "" : String.format(Locale.ROOT, "%.1f", age))
          .append(',');
      text.append(random.nextInt(10) == 0 ? "" : income).append(',');
      text.append(random.nextInt(10) == 0 ? "" : city).append('\n');
    }
    return text.toString();
  }
}
