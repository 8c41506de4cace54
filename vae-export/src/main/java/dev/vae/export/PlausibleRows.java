package dev.vae.export;

import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Support;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Scaling;
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
        // what the likelihood allows is what the model sees: after scaling and division
        double inUnits =
            scaling == null
                ? value
                : scaling.mean().get(i) + scaling.standardDeviation().get(i) * value;
        Support support = supports.get(i);
        boolean divided =
            support.kind() != Support.Kind.COUNT && support.kind() != Support.Kind.CATEGORY;
        row[i] = (float) (inUnits * (divided ? vae.schema().divisor().orElse(1.0) : 1));
      }
    }
    return rows;
  }

  /** Conditions such as a model may meet, one after the other. */
  static float[] conditions(Vae vae, int count) {
    SplittableRandom random = new SplittableRandom(2);
    int width = vae.spec().condition();
    float[] all = new float[count * width];
    Condition meaning = vae.schema().condition().orElse(null);
    for (int at = 0; at < all.length; at += width) {
      int place = at;
      if (meaning == null) {
        for (int i = 0; i < width; i++) {
          all[place + i] = (float) random.nextGaussian();
        }
        continue;
      }
      for (Condition.Factor factor : meaning.factors()) {
        if (factor.classes().isEmpty()) {
          all[place] = (float) (factor.mean() + factor.standardDeviation() * random.nextGaussian());
        } else {
          all[place + random.nextInt(factor.width())] = 1;
        }
        place += factor.width();
      }
    }
    return all;
  }

  /** Returns masks of which about a third is 0. */
  static float[] mask(int count, int width) {
    SplittableRandom random = new SplittableRandom(3);
    float[] all = new float[count * width];
    for (int i = 0; i < all.length; i++) {
      all[i] = random.nextInt(3) == 0 ? 0 : 1;
    }
    return all;
  }

  private static double value(Support support, SplittableRandom random) {
    return switch (support.kind()) {
      case REAL -> random.nextGaussian();
      case BINARY -> random.nextDouble();
      case UNIT_INTERVAL ->
          support.levels() == 0
              ? random.nextDouble()
              : random.nextInt(support.levels()) / (support.levels() - 1.0);
      case INTERVAL ->
          support.smallest() + (support.largest() - support.smallest()) * random.nextDouble();
      case CIRCLE -> Math.PI * (2 * random.nextDouble() - 1);
      case POSITIVE -> Math.exp(random.nextGaussian());
      case COUNT -> random.nextInt((int) Math.min(MOST_COUNTED, support.largest() + 1));
      case CATEGORY -> random.nextInt(2);
    };
  }
}
