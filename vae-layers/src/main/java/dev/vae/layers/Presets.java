package dev.vae.layers;

import dev.vae.core.graph.Shape;
import dev.vae.core.model.VaeSpec;
import dev.vae.core.plugin.Names;
import dev.vae.core.plugin.Spec;
import java.util.List;

/** Whole models that are a good start. */
public final class Presets {
  private Presets() {}

  /** The names {@link #of} takes. */
  public static List<String> names() {
    return List.of("mlp", "linear", "conv", "resnet");
  }

  /**
   * A preset by name.
   *
   * @param event the shape of a row, such as {@code [28, 28, 1]}
   * @throws IllegalArgumentException if there is none of this name, or it does not fit the rows
   */
  public static VaeSpec of(String name, Shape event) {
    return switch (name) {
      case "mlp" -> mlp(event);
      case "linear" -> linear(event);
      case "conv" -> conv(event);
      case "resnet" -> resnet(event);
      default ->
          throw new IllegalArgumentException(
              "there is no preset '" + name + "'; " + Names.suggest(name, names()));
    };
  }

  /** One hidden layer of 400 units each way, latent 20, Bernoulli. */
  public static VaeSpec mlp(Shape event) {
    return VaeSpec.builder()
        .event(event)
        .latent(20)
        .encoder(Layers.dense(400), Layers.relu())
        .decoder(Layers.dense(400), Layers.relu())
        .build();
  }

  /**
   * No hidden layer, latent 2, Gaussian with one learned variance, shared posterior variances: its
   * optimum is probabilistic PCA (Tipping and Bishop 1999; Lucas et al. 2019).
   */
  public static VaeSpec linear(Shape event) {
    return VaeSpec.builder()
        .event(event)
        .latent(2)
        .posterior(Posteriors.gaussianShared())
        .likelihood(Likelihoods.gaussian())
        .build();
  }

  /**
   * Two convolutions of 32 and 64 filters that halve the image, latent 32, and back, Bernoulli.
   *
   * @param event {@code [height, width, channels]}, height and width divisible by 4
   */
  public static VaeSpec conv(Shape event) {
    int[] image = image(event, "conv");
    int h = image[0] / 4;
    int w = image[1] / 4;
    return VaeSpec.builder()
        .event(event)
        .latent(32)
        .encoder(
            Layers.unflatten(image),
            Layers.conv2d(32, 4, 2, 1),
            Layers.relu(),
            Layers.conv2d(64, 4, 2, 1),
            Layers.relu(),
            Layers.flatten())
        .decoder(
            Layers.dense(h * w * 64),
            Layers.relu(),
            Layers.unflatten(h, w, 64),
            Layers.convTranspose2d(32, 4, 2, 1),
            Layers.relu(),
            Layers.convTranspose2d(image[2], 4, 2, 1))
        .output(VaeSpec.Output.DIRECT)
        .build();
  }

  /**
   * Residual blocks with group normalisation at full, half and quarter size, latent 32, Bernoulli.
   *
   * @param event {@code [height, width, channels]}, height and width divisible by 4
   */
  public static VaeSpec resnet(Shape event) {
    int[] image = image(event, "resnet");
    int h = image[0] / 4;
    int w = image[1] / 4;
    return VaeSpec.builder()
        .event(event)
        .latent(32)
        .encoder(
            Layers.unflatten(image),
            Layers.conv2d(32, 4, 2, 1),
            block(32),
            Layers.silu(),
            Layers.conv2d(64, 4, 2, 1),
            block(64),
            Layers.silu(),
            Layers.flatten())
        .decoder(
            Layers.dense(h * w * 64),
            Layers.unflatten(h, w, 64),
            block(64),
            Layers.silu(),
            Layers.convTranspose2d(32, 4, 2, 1),
            block(32),
            Layers.silu(),
            Layers.convTranspose2d(image[2], 4, 2, 1))
        .output(VaeSpec.Output.DIRECT)
        .build();
  }

  /** Two 3 x 3 convolutions around which x passes unchanged. */
  private static Spec block(int filters) {
    return Layers.residual(
        Layers.groupNorm(8),
        Layers.silu(),
        Layers.conv2d(filters, 3, 1, 1),
        Layers.groupNorm(8),
        Layers.silu(),
        Layers.conv2d(filters, 3, 1, 1));
  }

  private static int[] image(Shape event, String preset) {
    boolean fits =
        event.rank() == 3 && event.dim(0).factor() % 4 == 0 && event.dim(1).factor() % 4 == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "preset '"
              + preset
              + "' takes images [height, width, channels] with height and width"
              + " divisible by 4, not rows of shape "
              + event
              + "; preset 'mlp' takes any rows");
    }
    return event.dims().stream().mapToInt(d -> d.factor()).toArray();
  }
}
