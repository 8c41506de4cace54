package dev.vae.core.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.LearningRateScheduleProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;

/** The contract of {@link LearningRateSchedule}: rules C1, C2, R1 and R2. */
public final class LearningRateScheduleContract
    extends ProviderContract<LearningRateScheduleContract> {
  private static final int[] EPOCHS = {1, 2, 10, 1000};
  private static final int PLACES = 64;

  private final Spec spec;

  private LearningRateScheduleContract(Spec spec) {
    super(LearningRateScheduleProvider.class, spec.name(), spec.toString());
    this.spec = spec;
  }

  /** Returns the contract of a schedule with these options. */
  public static LearningRateScheduleContract of(Spec schedule) {
    return new LearningRateScheduleContract(schedule);
  }

  @Override
  protected LearningRateScheduleContract self() {
    return this;
  }

  private LearningRateSchedule create(Plugins known) {
    return known.make(
        LearningRateScheduleProvider.class, spec, LearningRateScheduleProvider::create);
  }

  @Override
  protected void rules(Plugins known, Findings findings, boolean found) {
    if (found && findings.check(Rule.CREATED, () -> create(known))) {
      findings.check(Rule.FACTORS, () -> factors(create(known)));
      findings.check(Rule.FACTORS_AGAIN, () -> again(create(known), create(known)));
    }
  }

  private static void factors(LearningRateSchedule schedule) {
    for (int epochs : EPOCHS) {
      for (int i = 0; i <= PLACES; i++) {
        double epoch = (double) epochs * i / PLACES;
        double factor = schedule.factor(epoch, epochs);
        require(
            factor >= 0 && !Double.isInfinite(factor),
            "factor " + factor + " after " + epoch + " of " + epochs + " epochs");
      }
    }
  }

  /** One is asked forwards, the other backwards, as one that goes on in the middle is. */
  private static void again(LearningRateSchedule forwards, LearningRateSchedule backwards) {
    for (int epochs : EPOCHS) {
      double[] factors = new double[PLACES + 1];
      for (int i = 0; i <= PLACES; i++) {
        factors[i] = forwards.factor((double) epochs * i / PLACES, epochs);
      }
      for (int i = PLACES; i >= 0; i--) {
        double epoch = (double) epochs * i / PLACES;
        double factor = backwards.factor(epoch, epochs);
        require(
            Double.compare(factor, factors[i]) == 0,
            "factor "
                + factors[i]
                + " after "
                + epoch
                + " of "
                + epochs
                + " epochs became "
                + factor
                + " when asked in another order");
      }
    }
  }
}
