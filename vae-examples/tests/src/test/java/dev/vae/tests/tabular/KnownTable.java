package dev.vae.tests.tabular;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A table whose conditionals are known: x is normal with mean 50 and deviation 10, y = 0.9 x + 5 +
 * noise of deviation 4, and colour is blue with the probability of a logistic curve in x. It is
 * written with semicolons and decimal commas.
 */
public final class KnownTable {
  private static TableModel model;

  private KnownTable() {}

  /** Returns E[y | x]. */
  static double meanOfY(double x) {
    return 0.9 * x + 5;
  }

  /** Returns P(colour = blue | x). */
  static double blue(double x) {
    return 1 / (1 + Math.exp(-(x - 50) / 4));
  }

  /**
   * Writes the table as text.
   *
   * @param holes the share of cells that are empty
   */
  public static String text(int rows, double holes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("name;x;y;colour\r\n");
    for (int i = 0; i < rows; i++) {
      double x = 50 + 10 * normal(random);
      double y = meanOfY(x) + 4 * normal(random);
      String colour = random.nextDouble() < blue(x) ? "\"blue\"" : "red";
      text.append("N-").append(seed).append('-').append(i).append(';');
      text.append(random.nextDouble() < holes ? "" : number(x)).append(';');
      text.append(random.nextDouble() < holes ? "" : number(y)).append(';');
      text.append(random.nextDouble() < holes ? "" : colour).append("\r\n");
    }
    return text.toString();
  }

  private static String number(double value) {
    return String.format(java.util.Locale.ROOT, "%.2f", value).replace('.', ',');
  }

  private static double normal(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }

  /** Fits a model of 1,500 such rows, of which a tenth of the cells are empty; once. */
  public static synchronized TableModel model() throws IOException {
    if (model == null) {
      Path file = Files.createTempFile("known", ".csv");
      try {
        Files.writeString(file, text(1500, 0.1, 1));
        TableSchema schema = TableSchema.infer(file);
        TableOptions options = TableOptions.defaults().withMembers(2).withSteps(700);
        model = TableModel.fit(Table.read(file, schema), options);
      } finally {
        Files.delete(file);
      }
    }
    return model;
  }
}
