package dev.vae.serve.explore;

import dev.vae.core.internal.linalg.ProbabilisticPca;
import dev.vae.core.model.Encoding;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where rows lie in the latent space of a model, and what the prior expects there. */
final class LatentSpace {
  private static final int PRIOR_DRAWS = 20_000;
  private static final long SEED = 1;

  private final Vae vae;
  private final Rows rows;
  private final Encoding encoding;
  private final int size;
  private final int latent;

  LatentSpace(Vae vae, Rows rows) {
    this.vae = vae;
    this.rows = rows;
    encoding = vae.encode(rows);
    size = encoding.mean().length;
    latent = vae.spec().latent();
  }

  int size() {
    return size;
  }

  /** What the page begins with. */
  Map<String, Object> described() {
    double[][] means = new double[size][latent];
    double[] kl = new double[latent];
    for (int r = 0; r < size; r++) {
      for (int d = 0; d < latent; d++) {
        means[r][d] = encoding.mean()[r][d];
        kl[d] += kl(r, d) / size;
      }
    }
    ProbabilisticPca pca = ProbabilisticPca.of(means);
    double[][] axes = pca.axes();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("count", size);
    map.put("latent", latent);
    map.put("kl", kl);
    map.put("mean", pca.mean());
    map.put("axes", List.of(axes[0], axes[Math.min(1, latent - 1)]));
    map.put("prior", standard() ? "standard" : conditional() ? "conditional" : "draws");
    return map;
  }

  private boolean standard() {
    return vae.spec().prior().name().equals("standardNormal");
  }

  private boolean conditional() {
    return vae.spec().condition() > 0;
  }

  /** The arrays that go with it. */
  Map<String, Supplier<byte[]>> files() {
    Map<String, Supplier<byte[]>> files = new LinkedHashMap<>();
    files.put("z.bin", () -> Bytes.of(encoding.mean()));
    files.put("draws.bin", Bytes.once(() -> Bytes.of(vae.drawLatents(rows, SEED))));
    if (!standard() && !conditional()) {
      files.put("prior.bin", Bytes.once(() -> Bytes.of(vae.drawPrior(PRIOR_DRAWS, SEED, null))));
    }
    return files;
  }

  /** The KL of each row's posterior from N(0, 1), in nats, where there is a closed form. */
  Optional<Colour> kl() {
    if (encoding.logVariance().isEmpty()) {
      return Optional.empty();
    }
    float[] all = new float[size];
    for (int r = 0; r < size; r++) {
      double sum = 0;
      for (int d = 0; d < latent; d++) {
        sum += kl(r, d);
      }
      all[r] = (float) sum;
    }
    return Optional.of(Colour.of("KL (nats)", all));
  }

  private double kl(int row, int dimension) {
    if (encoding.logVariance().isEmpty()) {
      return Double.NaN;
    }
    double mean = encoding.mean()[row][dimension];
    double logVariance = encoding.logVariance().get()[row][dimension];
    return 0.5 * (Math.exp(logVariance) + mean * mean - 1 - logVariance);
  }
}
