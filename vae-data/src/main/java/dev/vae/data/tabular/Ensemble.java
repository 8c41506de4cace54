package dev.vae.data.tabular;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.data.internal.outlier.InlierFilter;
import dev.vae.data.internal.outlier.ReferenceRows;
import dev.vae.data.tabular.parts.RowParts;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Members fitted to the same table, each without a fold of the rows of its own: by these it is
 * stopped and calibrated.
 *
 * @param columns how raw values become the model's
 * @param parts which columns of the model are parts of the same column of the table
 * @param members at least one
 */
record Ensemble(List<ColumnEncoding> columns, RowParts parts, List<Member> members) {
  Ensemble(List<ColumnEncoding> columns, List<Member> members) {
    this(columns, ColumnEncoding.parts(columns), members);
  }

  /** So many latents are never too many. */
  private static final int FEW = 4;

  /**
   * How an ensemble is fitted, one member at a time: which rows each is trained without.
   *
   * @param rows in the model's units, NaN where missing
   * @param fold of each row
   * @param count how many members there are
   */
  record Plan(
      double[][] rows, List<ColumnEncoding> columns, int[] fold, int count, TableOptions options) {

    static Plan of(double[][] rows, List<ColumnEncoding> columns, TableOptions options) {
      int count = Math.max(2, Math.min(options.settings().members(), rows.length));
      return new Plan(rows, columns, folds(rows.length, count, options.seed()), count, options);
    }

    /** Fits a member, with this engine. */
    Member member(int m, Engine engine) {
      options.progress().accept("member " + (m + 1) + " of " + count);
      int[] levels = ColumnEncoding.levels(columns);
      long seed = options.seed() * 1009 + m;
      double[][] all = pick(rows, fold, f -> f != m);
      InlierFilter usual = new InlierFilter(all, levels, seed);
      double[][] train = usual.of(all);
      double[][] left = usual.of(pick(rows, fold, f -> f == m));
      BaselineDensities baselines = BaselineDensities.fit(train, columns, options.seed());
      int latent = options.settings().score().latentOr(Ensemble.latent(baselines, columns));
      TableOptions own = options.withEngine(engine);
      Vae vae = MemberTraining.train(train, left, columns, latent, seed, own);
      return new Member(
          vae.copy(options.engine()), baselines, ReferenceRows.of(train, left, levels, seed));
    }

    /** Returns what a member says of the rows of its fold. */
    Calibration.Held held(int m, Member member) {
      options.progress().accept("calibrating " + (m + 1) + " of " + count);
      RowParts parts = ColumnEncoding.parts(columns);
      return TableScorer.held(member, parts, pick(rows, fold, f -> f == m), options);
    }

    /** Joins all members. */
    Ensemble ensemble(List<Member> members) {
      return new Ensemble(columns, members);
    }
  }

  /**
   * As many latents as principal components that held-out rows ask for, and some for categories;
   * where there are many, at most half as many as columns of numbers: those beyond are exact
   * relations, in which a VAE would have to keep what is only noise.
   */
  static int latent(BaselineDensities baselines, List<ColumnEncoding> columns) {
    int components = baselines.weights().length;
    int categories = (int) columns.stream().filter(ColumnEncoding::category).count();
    int numbers = columns.size() - categories;
    int most = Math.max(FEW, numbers / 2);
    return Math.max(2, Math.min(components, most) + Math.min(8, (categories + 1) / 2));
  }

  /** A fold for each row, all of about the same size. */
  static int[] folds(int rows, int count, long seed) {
    int[] fold = new int[rows];
    for (int i = 0; i < rows; i++) {
      fold[i] = i % count;
    }
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = rows - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = fold[i];
      fold[i] = fold[j];
      fold[j] = kept;
    }
    return fold;
  }

  static double[][] pick(double[][] rows, int[] fold, java.util.function.IntPredicate wanted) {
    List<double[]> picked = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (wanted.test(fold[i])) {
        picked.add(rows[i]);
      }
    }
    return picked.toArray(double[][]::new);
  }

  /** A raw row, by columns of the table, as members see it. */
  double[] toModel(double[] raw) {
    double[] row = new double[columns.size()];
    for (int c = 0; c < row.length; c++) {
      row[c] = columns.get(c).toModel(raw[parts.cell(c)]);
    }
    return row;
  }
}
