package dev.vae.core.estimate;

/**
 * How annealed importance sampling goes from a start that can be drawn from, f₀(z), to the exact
 * posterior, f₁(z) = p(x, z): through log f = (1 − β) log f₀ + β log f₁ with β on a sigmoid from 0
 * to 1 (Wu et al. 2017, section 3.1).
 *
 * @param temperatures how many steps β takes, at least 1; with one it is importance sampling
 * @param leapfrogs the leapfrog steps of a Hamiltonian Monte Carlo transition, at least 1
 * @param start where chains start
 */
public record Annealing(int temperatures, int leapfrogs, Start start) {
  /** 200 temperatures of 10 leapfrog steps, from the best start there is. */
  public static final Annealing DEFAULT = new Annealing(200, 10, Start.AUTO);

  /** How steep the sigmoid is at its ends (Wu et al. 2017). */
  private static final double STEEP = 4;

  /** Where chains start. */
  public enum Start {
    /**
     * From q(z | x) if log q(z | x) is known for any z, as it is for Gaussians, else from the
     * prior.
     */
    AUTO,
    /** From p(z): an estimate that does not depend on the encoder. */
    PRIOR,
    /**
     * From q(z | x), which is nearer: fewer temperatures are needed, and with one it is importance
     * sampling.
     */
    POSTERIOR
  }

  /** Checks the numbers. */
  public Annealing {
    if (temperatures < 1 || leapfrogs < 1) {
      throw new IllegalArgumentException(
          "annealing needs at least 1 temperature and 1 leapfrog step, not "
              + temperatures
              + " and "
              + leapfrogs);
    }
  }

  /**
   * Returns β after a number of steps: 0 after none, 1 after all.
   *
   * @param step from 0 to {@link #temperatures}
   */
  public double beta(int step) {
    double from = sigmoid(-STEEP);
    double to = sigmoid(STEEP);
    return (sigmoid(STEEP * (2.0 * step / temperatures - 1)) - from) / (to - from);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
