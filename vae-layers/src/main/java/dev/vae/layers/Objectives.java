package dev.vae.layers;

import dev.vae.core.plugin.Spec;

/** The built-in objectives. */
public final class Objectives {
  private Objectives() {}

  /** Returns the negative evidence lower bound, with one draw of z for each row. */
  public static Spec elbo() {
    return Spec.of("elbo");
  }

  /** Returns the same with β times the KL. */
  public static Spec elbo(double beta) {
    return elbo().with("beta", beta);
  }

  /** Returns the bound with its KL held at a capacity, which grows from 0 over some epochs. */
  public static Spec elboOfCapacity(double nats, double warmUpEpochs) {
    return elbo().with("capacity", nats).with("capacityWarmUp", warmUpEpochs);
  }

  /** Returns the bound where so many nats of KL are free in every dimension. */
  public static Spec elboWithFreeBits(double nats) {
    return elbo().with("freeBits", nats);
  }

  /**
   * Returns the bound where so many nats of KL are free in every one of some groups of dimensions.
   */
  public static Spec elboWithFreeBits(double nats, int groups) {
    return elboWithFreeBits(nats).with("groups", groups);
  }

  /** Returns the negative importance-weighted bound of so many draws of z for each row. */
  public static Spec iwae(int samples) {
    return Spec.of("iwae").with("samples", samples);
  }

  /** Returns the same with the doubly-reparameterised gradient. */
  public static Spec doublyReparameterizedIwae(int samples) {
    return iwae(samples).with("gradient", "doublyReparameterized");
  }

  /**
   * Returns what the model says of hidden values given the others, of each row up to this share
   * hidden, without the prior.
   */
  public static Spec masked(double rate) {
    return Spec.of("masked").with("rate", rate);
  }

  /** Returns the bound with β times the total correlation of the aggregate posterior. */
  public static Spec betaTc(double beta) {
    return Spec.of("betaTc").with("beta", beta);
  }

  /** Returns 1 − α times the KL, and α + λ − 1 times the MMD of aggregate posterior and prior. */
  public static Spec infoVae(double alpha, double lambda) {
    return Spec.of("infoVae").with("alpha", alpha).with("lambda", lambda);
  }

  /** Returns the Wasserstein auto-encoder's cost, with λ times that MMD and no KL. */
  public static Spec waeMmd(double lambda) {
    return Spec.of("waeMmd").with("lambda", lambda);
  }

  /** Returns the bound with a penalty on the covariance of the posteriors' means (DIP-VAE I). */
  public static Spec dipI(double offDiagonal, double diagonal) {
    return dip("I", offDiagonal, diagonal);
  }

  /** Returns the bound with a penalty on the covariance of the aggregate posterior (DIP-VAE II). */
  public static Spec dipII(double offDiagonal, double diagonal) {
    return dip("II", offDiagonal, diagonal);
  }

  private static Spec dip(String variant, double offDiagonal, double diagonal) {
    return Spec.of("dip")
        .with("variant", variant)
        .with("offDiagonal", offDiagonal)
        .with("diagonal", diagonal);
  }
}
