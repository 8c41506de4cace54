package dev.vae.layers;

import dev.vae.core.plugin.Spec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The built-in layers. Further options are added by {@link Spec#with}. */
public final class Layers {
  private Layers() {}

  /** Returns {@code x·W + b} over the last axis, to this many units. */
  public static Spec dense(int units) {
    return Spec.of("dense").with("units", units);
  }

  /**
   * Returns two dense layers to this many units, one of which says how much of the other passes.
   */
  public static Spec gatedDense(int units) {
    return Spec.of("gatedDense").with("units", units);
  }

  /** Returns a learned vector of this many units for each category 0 to categories − 1. */
  public static Spec embedding(int categories, int units) {
    return Spec.of("embedding").with("categories", categories).with("units", units);
  }

  /** Returns max(x, 0). */
  public static Spec relu() {
    return Spec.of("relu");
  }

  /** Returns x above 0, slope·x below. */
  public static Spec leakyRelu(double slope) {
    return Spec.of("leakyRelu").with("slope", slope);
  }

  /** Returns x above 0, exp(x) − 1 below. */
  public static Spec elu() {
    return Spec.of("elu");
  }

  /** Returns x · Φ(x). */
  public static Spec gelu() {
    return Spec.of("gelu");
  }

  /** Returns x · sigmoid(x). */
  public static Spec silu() {
    return Spec.of("silu");
  }

  /** Returns the hyperbolic tangent. */
  public static Spec tanh() {
    return Spec.of("tanh");
  }

  /** Returns 1 / (1 + exp(−x)). */
  public static Spec sigmoid() {
    return Spec.of("sigmoid");
  }

  /** Returns log(1 + exp(x)). */
  public static Spec softplus() {
    return Spec.of("softplus");
  }

  /** Sets elements, in training, to 0 with this probability. */
  public static Spec dropout(double rate) {
    return Spec.of("dropout").with("rate", rate);
  }

  /** Normalises each row over its last axis. */
  public static Spec layerNorm() {
    return Spec.of("layerNorm");
  }

  /** Normalises each channel over the batch, outside training by running statistics. */
  public static Spec batchNorm() {
    return Spec.of("batchNorm");
  }

  /** Normalises each row over positions and the channels of a group. */
  public static Spec groupNorm(int groups) {
    return Spec.of("groupNorm").with("groups", groups);
  }

  /** Returns what the nested layers make of x, added to x; they must keep its shape. */
  public static Spec residual(Spec... layers) {
    Objects.requireNonNull(layers, "layers");
    return Spec.of("residual").with("layers", Arrays.asList(layers));
  }

  /** Returns the same, where x goes through layers of its own that give the same shape. */
  public static Spec residual(List<Spec> layers, List<Spec> shortcut) {
    return Spec.of("residual").with("layers", layers).with("shortcut", shortcut);
  }

  /**
   * Returns what the nested layers make of x, and x itself, mixed by a gate; they must keep its
   * shape.
   */
  public static Spec highway(Spec... layers) {
    Objects.requireNonNull(layers, "layers");
    return Spec.of("highway").with("layers", Arrays.asList(layers));
  }

  /** Which states a recurrent layer gives. */
  public enum Returns {
    /** Those after all steps: {@code [N, steps, units]}. */
    SEQUENCE("sequence"),
    /** The one after the last step: {@code [N, units]}. */
    LAST("last");

    private final String option;

    Returns(String option) {
      this.option = option;
    }
  }

  /** Returns gated recurrent units over {@code [N, steps, features]}. */
  public static Spec gru(int units, Returns returns) {
    Objects.requireNonNull(returns, "returns");
    return Spec.of("gru").with("units", units).with("returns", returns.option);
  }

  /** Returns long short-term memory over {@code [N, steps, features]}. */
  public static Spec lstm(int units, Returns returns) {
    Objects.requireNonNull(returns, "returns");
    return Spec.of("lstm").with("units", units).with("returns", returns.option);
  }

  /**
   * Returns a transformer's block over {@code [N, steps, features]}: attention, then feed-forward.
   */
  public static Spec selfAttention(int heads) {
    return Spec.of("selfAttention").with("heads", heads);
  }

  /** Adds to each step of a sequence waves that tell it from the others. */
  public static Spec positionalEncoding() {
    return Spec.of("positionalEncoding");
  }

  /** Returns the whole row at every step of a sequence: {@code [N, steps, F]}. */
  public static Spec repeat(int steps) {
    return Spec.of("repeat").with("steps", steps);
  }

  /** Returns 2-D convolution of images {@code [N, H, W, C]}, with zeros at each side. */
  public static Spec conv2d(int filters, int kernel, int stride, int padding) {
    return convolution("conv2d", filters, kernel, stride, padding);
  }

  /** Returns the transpose of a 2-D convolution; add {@code outputPadding} by {@link Spec#with}. */
  public static Spec convTranspose2d(int filters, int kernel, int stride, int padding) {
    return convolution("convTranspose2d", filters, kernel, stride, padding);
  }

  /** Returns every pixel repeated in height and width. */
  public static Spec upsample(int factor) {
    return Spec.of("upsample").with("factor", factor);
  }

  /** Returns the largest value in each square window; windows do not overlap. */
  public static Spec maxPool(int kernel) {
    return Spec.of("maxPool").with("kernel", kernel);
  }

  /** Returns the mean of each square window; windows do not overlap. */
  public static Spec averagePool(int kernel) {
    return Spec.of("averagePool").with("kernel", kernel);
  }

  /** Returns every axis but the batch's as one. */
  public static Spec flatten() {
    return Spec.of("flatten");
  }

  /** Returns rows in a shape of their own, such as {@code 28, 28, 1}. */
  public static Spec unflatten(int... shape) {
    Objects.requireNonNull(shape, "shape");
    return Spec.of("unflatten").with("shape", Arrays.stream(shape).boxed().toList());
  }

  /** Returns log(1 + x) above 0, else 0. */
  public static Spec log1p() {
    return Spec.of("log1p");
  }

  /** Returns numbers of categories as vectors with a 1 at the number's place. */
  public static Spec oneHot(int categories) {
    return Spec.of("oneHot").with("categories", categories);
  }

  /**
   * Returns a layer of its own for each of some columns, made with {@link Likelihoods#of}; the
   * columns that no part has pass as they are.
   */
  public static Spec perColumn(Spec... parts) {
    Objects.requireNonNull(parts, "parts");
    return Spec.of("perColumn").with("parts", Arrays.asList(parts));
  }

  /**
   * Returns values, each followed by which of its column's single values it is.
   *
   * @param at the single values, the same for every column
   */
  public static Spec spikes(double... at) {
    Objects.requireNonNull(at, "at");
    return Spec.of("spikes").with("at", Arrays.stream(at).boxed().toList());
  }

  /** Returns what rows are conditioned on, put beside the features. */
  public static Spec condition() {
    return Spec.of("condition");
  }

  /** Returns a layer that puts which values of a row were observed beside the features. */
  public static Spec observed() {
    return Spec.of("observed");
  }

  private static Spec convolution(String name, int filters, int kernel, int stride, int padding) {
    return Spec.of(name)
        .with("filters", filters)
        .with("kernel", kernel)
        .with("stride", stride)
        .with("padding", padding);
  }
}
