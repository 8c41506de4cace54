package dev.vae.layers;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whole models that are a good start. */
public final class Presets {
  private Presets() {}

  /** Returns the names {@link #of} takes. */
  public static List<String> names() {
    return List.of("mlp", "linear", "conv", "resnet");
  }

  /**
   * Returns a preset by name.
   *
   * @param event the shape of a row, such as {@code [28, 28, 1]}
   * @throws IllegalArgumentException if there is none of this name, or it does not fit the rows
   */
  public static VaeSpec of(String name, Shape event) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(event, "event");
    return switch (name) {
      case "mlp" -> mlp(event);
      case "linear" -> linear(event);
      case "conv" -> conv(event);
      case "resnet" -> resnet(event);
      default ->
          throw new IllegalArgumentException(
              "there is no preset '"
                  + Messages.shown(name)
                  + "'; "
                  + Messages.suggest(name, names()));
    };
  }

  /**
   * Returns a preset with another likelihood.
   *
   * @throws IllegalArgumentException if there is none of this name, or it does not fit the rows
   */
  public static VaeSpec of(String name, Shape event, Spec likelihood) {
    return fitted(of(name, event).withLikelihood(likelihood), Plugins.load());
  }

  /**
   * Returns a preset whose likelihood was changed, with as many last filters as that needs: one for
   * each channel and number that the likelihood takes for a value. Where it takes not the same for
   * all values, a dense layer follows. Any other spec stays as it is.
   *
   * @param plugins those that make the likelihood
   */
  public static VaeSpec fitted(VaeSpec spec, Plugins plugins) {
    Objects.requireNonNull(spec, "spec");
    Objects.requireNonNull(plugins, "plugins");
    int channels = spec.event().rank() == 3 ? spec.event().dim(2).factor() : 0;
    List<Spec> decoder = spec.decoder();
    Spec last = decoder.isEmpty() ? Spec.of("none") : decoder.get(decoder.size() - 1);
    boolean ofPreset =
        spec.output() == VaeSpec.Output.DIRECT
            && last.equals(Layers.convTranspose2d(channels, 4, 2, 1));
    if (!ofPreset) {
      return spec;
    }
    int width = spec.width();
    long numbers = 0;
    boolean even = true;
    for (Shape head :
        plugins
            .likelihood(Objects.requireNonNull(spec.likelihood()))
            .heads(Shape.of(width))
            .values()) {
      even &= head.elements() % width == 0;
      numbers += head.elements() / width;
    }
    if (!even) {
      return spec.withOutput(VaeSpec.Output.DENSE);
    }
    if (numbers == 1) {
      return spec;
    }
    List<Spec> wider = new ArrayList<>(decoder);
    int filters = Math.toIntExact(numbers * channels);
    wider.set(wider.size() - 1, Layers.convTranspose2d(filters, 4, 2, 1));
    return spec.withLayers(spec.encoder(), wider).withOutput(VaeSpec.Output.CHANNELS);
  }

  /** Returns one hidden layer of 400 units each way, latent 20, Bernoulli. */
  public static VaeSpec mlp(Shape event) {
    Objects.requireNonNull(event, "event");
    return VaeSpec.builder()
        .event(event)
        .latent(20)
        .encoder(Layers.dense(400), Layers.relu())
        .decoder(Layers.dense(400), Layers.relu())
        .likelihood(Likelihoods.bernoulli())
        .build();
  }

  /**
   * Returns no hidden layer, latent 2, Gaussian with one learned variance, shared posterior
   * variances: its optimum is probabilistic PCA (Tipping and Bishop 1999; Lucas et al. 2019).
   */
  public static VaeSpec linear(Shape event) {
    Objects.requireNonNull(event, "event");
    return VaeSpec.builder()
        .event(event)
        .latent(2)
        .posterior(Posteriors.gaussianShared())
        .likelihood(Likelihoods.gaussian())
        .build();
  }

  /**
   * Returns two convolutions of 32 and 64 filters that halve the image, latent 32, and back,
   * Bernoulli.
   *
   * @param event {@code [height, width, channels]}, height and width divisible by 4
   */
  public static VaeSpec conv(Shape event) {
    Objects.requireNonNull(event, "event");
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
        .likelihood(Likelihoods.bernoulli())
        .build();
  }

  /**
   * Returns residual blocks with group normalisation at full, half and quarter size, latent 32,
   * Bernoulli.
   *
   * @param event {@code [height, width, channels]}, height and width divisible by 4
   */
  public static VaeSpec resnet(Shape event) {
    Objects.requireNonNull(event, "event");
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
        .likelihood(Likelihoods.bernoulli())
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
