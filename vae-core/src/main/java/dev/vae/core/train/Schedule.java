package dev.vae.core.train;

/** A learning rate's factor over the course of training. */
@FunctionalInterface
public interface Schedule {

  /**
   * The factor for the next step.
   *
   * @param epoch how many epochs are done, with fractions
   * @param epochs how many there will be
   */
  double factor(double epoch, double epochs);

  /** Always 1. */
  static Schedule constant() {
    return new Courses.Constant();
  }

  /** Half a cosine from 1 to {@code last} (Loshchilov and Hutter 2016). */
  static Schedule cosine(double last) {
    return new Courses.Cosine(last);
  }

  /** Multiplied by {@code each} over every epoch, smoothly. */
  static Schedule exponential(double each) {
    return new Courses.Exponential(each);
  }

  /** Multiplied by {@code factor} at every {@code every}-th epoch. */
  static Schedule step(int every, double factor) {
    if (every < 1) {
      throw new IllegalArgumentException("a step schedule needs at least 1 epoch, not " + every);
    }
    return new Courses.Step(every, factor);
  }

  /** This, after growing from 0 over the first epochs. */
  default Schedule warmUp(double first) {
    return new Courses.WarmUp(first, this);
  }
}
