package dev.vae.data.tabular;

import dev.vae.data.internal.outlier.Pool;
import dev.vae.data.tabular.formula.MemberFormula;
import dev.vae.data.tabular.formula.ScoreFormula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Scores rows, some at a time, with percentile, p-value and reasons. For any number of threads. */
final class TableScorer {
  /** What the noise of scores depends on, besides the rows. */
  private static final long SEED = 1;

  private final Ensemble ensemble;
  private final int draws;
  private final Pool pool;
  private final List<Calibration> calibrations;
  private final List<Surprise> surprises;

  TableScorer(
      Ensemble ensemble,
      int draws,
      Pool pool,
      List<Calibration> calibrations,
      List<Surprise> surprises) {
    this.ensemble = ensemble;
    this.draws = draws;
    this.pool = pool;
    this.calibrations = List.copyOf(calibrations);
    this.surprises = List.copyOf(surprises);
  }

  /**
   * Calibrates on the rows that each member was not trained on.
   *
   * @param rows those of training, in the model's units
   */
  static TableScorer calibrated(Ensemble ensemble, double[][] rows, TableOptions options) {
    List<Calibration.Held> all = new ArrayList<>();
    List<Surprise.Sample> judged = new ArrayList<>();
    for (int m = 0; m < ensemble.members().size(); m++) {
      options.progress().accept("calibrating " + (m + 1) + " of " + ensemble.members().size());
      Member member = ensemble.members().get(m);
      double[][] held = pick(rows, ensemble.held().get(m));
      all.add(Calibration.Held.of(member, held, options.draws(), SEED, options.seed()));
      if (m < Surprises.MEMBERS) {
        judged.add(Surprise.Sample.of(member, ensemble.columns(), held, options.draws(), SEED));
      }
    }
    List<Surprise> surprises = Surprise.Sample.usual(judged, ensemble.columns().size());
    double[][] whole =
        all.stream()
            .flatMap(h -> Arrays.stream(h.parts()).limit(h.whole()))
            .toArray(double[][]::new);
    Pool pool = Pool.of(whole, Member.SHARES);
    PatternEffect effect = PatternEffect.fit(all, pool);
    List<Calibration> calibrations =
        all.stream().map(h -> Calibration.of(h, pool, effect)).toList();
    return new TableScorer(ensemble, options.draws(), pool, calibrations, surprises);
  }

  private static double[][] pick(double[][] rows, int[] numbers) {
    double[][] picked = new double[numbers.length][];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = rows[numbers[i]];
    }
    return picked;
  }

  /** All that {@link #score} computes by, as numbers. */
  ScoreFormula formula() {
    int width = ensemble.columns().size();
    long[] columns = LongStream.range(0, width).toArray();
    List<MemberFormula> members = new ArrayList<>();
    for (int m = 0; m < ensemble.members().size(); m++) {
      Member member = ensemble.members().get(m);
      LinearMember coarse = member.coarse();
      Calibration calibration = calibrations.get(m);
      boolean judges = m < Surprises.MEMBERS;
      members.add(
          new MemberFormula(
              member.vae(),
              member.draws().noise(draws, SEED, new long[1]),
              judges
                  ? member.draws().noise(ScoreFormula.SURPRISE_DRAWS, SEED, columns)
                  : new float[0],
              coarse.mean(),
              coarse.weights(),
              coarse.variance(),
              coarse.logShares(),
              coarse.densities(),
              member.references().rows(),
              member.references().trees(),
              calibration.observed(),
              calibration.rest()));
    }
    List<ScoreFormula.Usual> usual =
        surprises.stream().map(s -> new ScoreFormula.Usual(s.quantiles(), s.excess())).toList();
    double[] pattern = calibrations.get(0).effect().weights();
    return new ScoreFormula(draws, pool.weights(), pattern, members, usual);
  }

  Pool pool() {
    return pool;
  }

  List<Calibration> calibrations() {
    return calibrations;
  }

  List<Surprise> surprises() {
    return surprises;
  }

  /**
   * Scores some rows.
   *
   * @param raw NaN where missing
   * @param first the number of the first, from 0
   * @param reasons how many columns are named for each, at most
   */
  void score(double[][] raw, long first, int reasons, Consumer<RowScore> each) {
    double[][] rows = Arrays.stream(raw).map(ensemble::toModel).toArray(double[][]::new);
    int members = ensemble.members().size();
    boolean chooses = reasons > 0 && Surprises.chooses(ensemble.columns());
    List<Member.Scores> all = new ArrayList<>();
    for (int m = 0; m < members; m++) {
      boolean leavesOut = chooses && m < Surprises.MEMBERS;
      all.add(ensemble.members().get(m).score(rows, draws, SEED, leavesOut));
    }
    List<List<RowScore.Reason>> named = reasons == 0 ? null : reasons(raw, rows, all, reasons);
    for (int r = 0; r < rows.length; r++) {
      double score = 0;
      double squares = 0;
      long compared = 0;
      long atLeast = 0;
      long lower = 0;
      for (int m = 0; m < members; m++) {
        double own = pool.score(all.get(m).parts()[r]);
        score += own / members;
        squares += all.get(m).error()[r] * all.get(m).error()[r];
        Calibration.Place place =
            calibrations.get(m).place(rows[r], own, ensemble.members().get(m).coarse());
        compared += place.rows();
        atLeast += place.atLeast();
        lower += place.lower();
      }
      each.accept(
          new RowScore(
              first + r,
              score,
              pool.weights()[0] * Math.sqrt(squares) / members,
              compared == 0 ? Double.NaN : 100.0 * lower / compared,
              (atLeast + 1.0) / (compared + 1.0),
              named == null ? List.of() : named.get(r)));
    }
  }

  private List<List<RowScore.Reason>> reasons(
      double[][] raw, double[][] rows, List<Member.Scores> scores, int most) {
    Surprises cells = new Surprises(ensemble.members(), ensemble.columns(), rows);
    int[][] candidates = cells.candidates(scores, surprises);
    int[][] told = most > Surprises.CANDIDATES ? cells.observed() : candidates;
    Surprises.Judged judged = cells.judged(told, SEED);
    double[][] nats = cells.nats(judged, candidates);
    List<List<RowScore.Reason>> named = new ArrayList<>();
    for (int r = 0; r < raw.length; r++) {
      List<RowScore.Reason> own = new ArrayList<>();
      for (int i = 0; i < told[r].length; i++) {
        int c = told[r][i];
        ColumnEncoding column = ensemble.columns().get(c);
        own.add(
            new RowScore.Reason(
                column.name(),
                surprises.get(c).normalised(nats[r][i]),
                raw[r][c],
                column.toRaw(judged.expected()[r][i])));
      }
      own.sort(Comparator.comparingDouble(reason -> -reason.surprise()));
      named.add(List.copyOf(own.subList(0, Math.min(most, own.size()))));
    }
    return named;
  }
}
