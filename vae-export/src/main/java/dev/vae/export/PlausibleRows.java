package dev.vae.export;

import dev.vae.core.model.Scaling;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Support;
import java.util.SplittableRandom;

/** Rows such as a model may meet. */
final class PlausibleRows {
  private static final int MOST_COUNTED = 5;

  private PlausibleRows() {}

  static float[][] draw(Vae vae, int count) {
    SplittableRandom random = new SplittableRandom(1);
    Scaling scaling = vae.schema().scaling().orElse(null);
    float[][] rows = new float[count][vae.spec().width()];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] =
            (float) (scaling == null ? value(vae.support(), random) : value(scaling, i, random));
      }
    }
    return rows;
  }

  private static double value(Scaling s, int column, SplittableRandom random) {
    return s.mean().get(column) + s.deviation().get(column) * random.nextGaussian();
  }

  private static double value(Support support, SplittableRandom random) {
    return switch (support) {
      case REAL -> random.nextGaussian();
      case BINARY, UNIT_INTERVAL -> random.nextDouble();
      case POSITIVE -> Math.exp(random.nextGaussian());
      case COUNT -> random.nextInt(MOST_COUNTED);
      case CATEGORY -> random.nextInt(2);
    };
  }
}
