package dev.vae.export;

import dev.vae.core.model.Scaling;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Support;
import java.util.List;
import java.util.SplittableRandom;

/** Rows such as a model may meet. */
final class PlausibleRows {
  private static final int MOST_COUNTED = 5;

  private PlausibleRows() {}

  static float[][] draw(Vae vae, int count) {
    SplittableRandom random = new SplittableRandom(1);
    Scaling scaling = vae.schema().scaling().orElse(null);
    List<Support> supports = vae.supports();
    float[][] rows = new float[count][vae.spec().width()];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        double value = value(supports.get(i), random);
        // what the likelihood allows is what the model sees: after scaling
        row[i] =
            (float)
                (scaling == null
                    ? value
                    : scaling.mean().get(i) + scaling.deviation().get(i) * value);
      }
    }
    return rows;
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
