package dev.vae.core.optim;

import dev.vae.core.plugin.Spec;

/** The schedules there are, which say in words what they are. */
final class Schedules {
  private Schedules() {}

  /** A schedule whose text says all of it. */
  sealed interface Known extends LearningRateSchedule
      permits Constant, Cosine, Exponential, Step, WarmUp, Named {}

  record Constant() implements Known {
    @Override
    public double factor(double epoch, double epochs) {
      return 1;
    }

    @Override
    public String toString() {
      return "constant";
    }
  }

  record Cosine(double last) implements Known {
    @Override
    public double factor(double epoch, double epochs) {
      double done = Math.min(1, epoch / epochs);
      return last + (1 - last) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
    }

    @Override
    public String toString() {
      return "cosine to " + last;
    }
  }

  record Exponential(double each) implements Known {
    @Override
    public double factor(double epoch, double epochs) {
      return StrictMath.pow(each, epoch);
    }

    @Override
    public String toString() {
      return "times " + each + " an epoch";
    }
  }

  record Step(int every, double times) implements Known {
    @Override
    public double factor(double epoch, double epochs) {
      return StrictMath.pow(times, Math.floor(epoch / every));
    }

    @Override
    public String toString() {
      return "times " + times + " every " + every + " epochs";
    }
  }

  /** A plugin's. */
  record Named(Spec spec, LearningRateSchedule made) implements Known {
    @Override
    public double factor(double epoch, double epochs) {
      double factor = made.factor(epoch, epochs);
      if (!(factor >= 0) || Double.isInfinite(factor)) {
        throw new IllegalStateException(
            "schedule '" + spec + "' gives factor " + factor + " after " + epoch + " epochs");
      }
      return factor;
    }

    @Override
    public String toString() {
      return spec.toString();
    }
  }

  record WarmUp(double first, LearningRateSchedule after) implements Known {
    @Override
    public double factor(double epoch, double epochs) {
      double grown = first > 0 ? Math.min(1, epoch / first) : 1;
      return grown * after.factor(epoch, epochs);
    }

    @Override
    public String toString() {
      return after.describe() + " after a warm-up of " + first + " epochs";
    }
  }
}
