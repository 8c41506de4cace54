package dev.vae.core.train;

import dev.vae.core.TrainingException;
import dev.vae.core.engine.NonFinite;
import java.util.List;
import java.util.Optional;

/** An event of a training run, for listeners; an epoch's report and the result are events too. */
public sealed interface TrainingEvent
    permits TrainingEvent.Started,
        TrainingEvent.Notice,
        TrainingEvent.DataAdvice,
        TrainingEvent.Progress,
        EpochReport,
        TrainingEvent.LatentUse,
        TrainingEvent.RunawayVariance,
        TrainingEvent.LimitMet,
        TrainingEvent.ExplodingGradient,
        TrainingEvent.LossNotFinite,
        TrainingResult {

  /**
   * Training begins.
   *
   * @param rows rows in an epoch
   * @param epochs how many epochs there will be
   * @param epochsDone how many were done before, when resumed
   * @param kernels the kernels in words
   * @param threads how many threads
   * @param memory bytes a step needs besides rows and weights
   */
  record Started(long rows, int epochs, int epochsDone, String kernels, int threads, long memory)
      implements TrainingEvent {}

  /** Something worth saying that stops nothing. */
  record Notice(String text) implements TrainingEvent {}

  /**
   * Something about the rows to train on that is worth a change before training is.
   *
   * @param text one sentence, as {@link dev.vae.core.model.Vae#advice} gives it
   */
  record DataAdvice(String text) implements TrainingEvent {}

  /**
   * Some steps were done; told a few times a second.
   *
   * @param epoch the running epoch, from 1
   * @param rowsDone rows of this epoch that are done
   * @param rows rows in an epoch
   * @param soFar means over this epoch so far
   */
  record Progress(int epoch, long rowsDone, long rows, Metrics soFar) implements TrainingEvent {}

  /**
   * Which latent dimensions are used, seen on a fixed sample of rows after every epoch.
   *
   * @param epoch from 1
   * @param varianceOfMean the variance over rows of E[z | x], by dimension; an active unit has more
   *     than 0.01 (Burda et al. 2015)
   * @param kl the mean over rows of KL(q(z | x) || p(z)) by dimension, in nats, where there is a
   *     closed form
   * @param unused dimensions with a KL below 0.01 nats, or that are not active where the KL is not
   *     known by dimension; none where z is not drawn
   * @param advice what to do about it in words; only when the number of unused dimensions has
   *     changed by a tenth of all since it was last told, or at the end
   */
  record LatentUse(
      int epoch,
      List<Double> varianceOfMean,
      Optional<List<Double>> kl,
      List<Integer> unused,
      Optional<String> advice)
      implements TrainingEvent {

    /** Whether no dimension is used: the decoder ignores z. */
    public boolean collapsed() {
      return unused.size() == varianceOfMean.size();
    }

    /** Returns how many units are active. */
    public long active() {
      return varianceOfMean.stream().filter(v -> v > LatentAdvice.ACTIVE_VARIANCE).count();
    }
  }

  /**
   * A variance has run away: that of the posterior is e^10 times that of a standard normal prior or
   * less than e^−10, or that of the likelihood e^7 times that of the data or less than e^−7. Told
   * once for each; logarithms are means over a fixed sample of rows.
   *
   * @param posterior whether it is that of q(z | x), not that of p(x | z)
   * @param index the latent dimension or column; −1 if all share one
   * @param epoch the running epoch, from 1
   * @param logVariance its logarithm
   * @param usual what it is held against: 1, or the variance of the data as the model sees them
   * @param text what it means, and what to do
   */
  record RunawayVariance(
      boolean posterior, int index, int epoch, double logVariance, double usual, String text)
      implements TrainingEvent {

    /** Whether it is too large, not too small. */
    public boolean up() {
      return logVariance > Math.log(usual);
    }
  }

  /**
   * A head of the likelihood meets a limit: what the decoder gives for more than a twentieth of the
   * sampled rows lies beyond it, and is held back. Told once for each head and limit.
   *
   * @param head such as {@code logRate}
   * @param columns the columns that do, the first of which limit and fraction are of; −1 if one
   *     value is for all
   * @param epoch the running epoch, from 1
   * @param upper whether it is the upper limit
   * @param limit the limit, such as a logarithm
   * @param fraction the fraction of rows
   * @param text what it means, and what to do
   */
  record LimitMet(
      String head,
      List<Integer> columns,
      int epoch,
      boolean upper,
      double limit,
      double fraction,
      String text)
      implements TrainingEvent {}

  /**
   * Gradients are more than 100 times what was usual; told again at ten times that.
   *
   * @param step the number of the step
   * @param parameter the parameter with the largest part
   * @param norm the norm of all gradients' running means
   * @param usual its geometric mean before
   * @param text what to do
   */
  record ExplodingGradient(long step, String parameter, double norm, double usual, String text)
      implements TrainingEvent {}

  /**
   * The loss is not finite: training stops with a {@link TrainingException}, and the model has the
   * last good weights again.
   *
   * @param step the number of the step
   * @param epoch its epoch, from 1
   * @param loss NaN or infinite
   * @param first the first operation with a result that is not finite, its layer and its row of the
   *     batch; empty if weights had become NaN or infinite before
   * @param text all of that in words, with the row's number in the data
   */
  record LossNotFinite(long step, int epoch, double loss, Optional<NonFinite> first, String text)
      implements TrainingEvent {}
}
