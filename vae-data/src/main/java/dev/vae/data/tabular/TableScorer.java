package dev.vae.data.tabular;

import dev.vae.data.internal.outlier.Pool;
import dev.vae.data.tabular.draws.CellJudge;
import dev.vae.data.tabular.draws.Expectation;
import dev.vae.data.tabular.formula.ExpectedFormula;
import dev.vae.data.tabular.formula.MemberFormula;
import dev.vae.data.tabular.formula.ScoreFormula;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Scores rows, some at a time, with percentile, p-value and reasons. For any number of threads. */
final class TableScorer {
  private final Ensemble ensemble;
  private final CellJudge judge;
  private final int draws;
  private final Pool pool;
  private final List<Calibration> calibrations;
  private final List<Surprise> surprises;

  TableScorer(
      Ensemble ensemble,
      CellJudge judge,
      int draws,
      Pool pool,
      List<Calibration> calibrations,
      List<Surprise> surprises) {
    this.ensemble = ensemble;
    this.judge = judge;
    this.draws = draws;
    this.pool = pool;
    this.calibrations = List.copyOf(calibrations);
    this.surprises = List.copyOf(surprises);
  }

  /**
   * Calibrates on the rows that each member, or the part that fills cells, was not trained on.
   *
   * @param judge of cells
   * @param rows those of training, in the model's units
   * @param all of each member what {@link #held} gives
   */
  static TableScorer calibrated(
      Ensemble ensemble,
      CellJudge judge,
      double[][] rows,
      List<Calibration.Held> all,
      TableOptions options) {
    options.progress().accept("calibrating reasons");
    double[][] held = GeneratorFit.held(rows, Surprises.CALIBRATION, options.seed());
    List<Surprise> surprises =
        Surprise.usual(
            new Surprises(judge, ensemble.parts(), held),
            ensemble.parts(),
            () ->
                choosing(ensemble).stream()
                    .map(m -> m.score(held, options.draws(), true))
                    .toList());
    double[][] whole =
        all.stream()
            .flatMap(h -> IntStream.range(0, h.whole()).mapToObj(h.scores()::plain))
            .toArray(double[][]::new);
    Pool pool = Pool.of(whole, Member.SHARES);
    PatternEffect effect = PatternEffect.fit(all, pool);
    List<Calibration> calibrations =
        all.stream().map(h -> Calibration.of(h, pool, effect)).toList();
    return new TableScorer(ensemble, judge, options.draws(), pool, calibrations, surprises);
  }

  /** What a member says of rows that it was not trained on. */
  static Calibration.Held held(
      Member member, RowParts parts, double[][] rows, TableOptions options) {
    return Calibration.Held.of(member, parts, rows, options.draws(), options.seed());
  }

  /** The members that choose which cells are judged. */
  private static List<Member> choosing(Ensemble ensemble) {
    List<Member> members = ensemble.members();
    return members.subList(0, Math.min(Surprises.MEMBERS, members.size()));
  }

  /** All that {@link #score} computes by, as numbers. */
  ScoreFormula formula(ExpectedFormula expected) {
    List<MemberFormula> members = new ArrayList<>();
    for (int m = 0; m < ensemble.members().size(); m++) {
      Member member = ensemble.members().get(m);
      BaselineDensities baselines = member.baselines();
      Calibration calibration = calibrations.get(m);
      members.add(
          new MemberFormula(
              member.vae(),
              member.noise(draws),
              baselines.mean(),
              baselines.weights(),
              baselines.variance(),
              baselines.logShares(),
              baselines.densities(),
              member.references().rows(),
              member.references().least(),
              member.references().trees(),
              calibration.observed(),
              calibration.rest()));
    }
    List<double[]> usual = surprises.stream().map(Surprise::quantiles).toList();
    double[] pattern = calibrations.get(0).effect().weights();
    return new ScoreFormula(draws, pool.weights(), pattern, members, usual, expected);
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
   * @param expectation what is to be expected of cells
   */
  void score(
      double[][] raw, long first, int reasons, Expectation expectation, Consumer<RowScore> each) {
    double[][] rows = Arrays.stream(raw).map(ensemble::toModel).toArray(double[][]::new);
    int members = ensemble.members().size();
    boolean chooses = reasons > 0 && Surprises.chooses(ensemble.parts());
    List<Member.Scores> all = new ArrayList<>();
    for (int m = 0; m < members; m++) {
      boolean leavesOut = chooses && m < Surprises.MEMBERS;
      all.add(ensemble.members().get(m).score(rows, draws, leavesOut));
    }
    List<List<RowScore.Reason>> named =
        reasons == 0 ? null : reasons(raw, rows, all, reasons, expectation);
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
        Calibration.Place place = calibrations.get(m).place(rows[r], own, all.get(m).pattern()[r]);
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
      double[][] raw,
      double[][] rows,
      List<Member.Scores> scores,
      int most,
      Expectation expectation) {
    Surprises cells = new Surprises(judge, ensemble.parts(), rows);
    int[][] candidates =
        Surprises.chooses(ensemble.parts())
            ? cells.candidates(
                scores.subList(0, Math.min(Surprises.MEMBERS, scores.size())), surprises)
            : cells.observed();
    int[][] told = most > Surprises.CANDIDATES ? cells.observed() : candidates;
    double[][] nats = cells.nats(cells.judged(told), candidates);
    List<List<Named>> named = new ArrayList<>();
    List<double[]> hidden = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (int r = 0; r < raw.length; r++) {
      List<Named> own = new ArrayList<>();
      for (int i = 0; i < told[r].length; i++) {
        int c = told[r][i];
        own.add(new Named(c, surprises.get(c).normalised(nats[r][i])));
      }
      own.sort(
          Comparator.comparingDouble((Named cell) -> -Math.rint(cell.surprise / ScoreFormula.ALIKE))
              .thenComparingInt(Named::column));
      named.add(own.subList(0, Math.min(most, own.size())));
      for (Named cell : named.get(r)) {
        hidden.add(rows[r]);
        columns.add(cell.column);
      }
    }
    double[] expected =
        expectation.hidden(
            hidden.toArray(double[][]::new),
            columns.stream().mapToInt(Integer::intValue).toArray());
    return reasons(raw, named, expected);
  }

  /** A cell that is named. */
  private record Named(int column, double surprise) {}

  private List<List<RowScore.Reason>> reasons(
      double[][] raw, List<List<Named>> named, double[] expected) {
    List<List<RowScore.Reason>> all = new ArrayList<>();
    int at = 0;
    for (int r = 0; r < raw.length; r++) {
      List<RowScore.Reason> own = new ArrayList<>();
      for (Named cell : named.get(r)) {
        String name = ensemble.columns().get(ensemble.parts().first(cell.column)).name();
        own.add(new RowScore.Reason(name, cell.surprise, raw[r][cell.column], expected[at++]));
      }
      all.add(List.copyOf(own));
    }
    return all;
  }
}
