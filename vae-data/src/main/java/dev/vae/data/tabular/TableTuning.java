package dev.vae.data.tabular;

import dev.vae.core.engine.Engine;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.data.internal.file.JsonNode;
import dev.vae.data.internal.trial.TrialFolder;
import dev.vae.data.internal.trial.TrialPool;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * Tries sizes for the VAEs of a table's model, and says which make held-out rows likeliest. One
 * thread trains one VAE, so that as many are trained at a time as the engine has threads; the
 * result has the same bits for any number of them.
 *
 * <pre>{@code
 * TableOptions options = TableOptions.defaults();
 * TableTuning.Result tried = TableTuning.of(options).trials(Path.of("trials")).run(table);
 * TableModel model = TableModel.fit(table, options.withSettings(tried.settings()));
 * }</pre>
 */
public final class TableTuning {
  private static final int MOST_TRIALS = 500;

  /** Which VAEs of a model are tried. */
  public enum Part {
    /** Those that score. */
    SCORE,
    /** That which fills cells and makes rows. */
    GENERATOR;

    /** Returns its name in files and on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Sizes that are tried, each with each; an empty list stands for those around what follows from
   * the table: of latents half, the same and twice as many, of width and learning rate the same and
   * twice it.
   *
   * @param latent numbers of latents
   * @param width units of each hidden layer
   * @param learningRate Adam's, at the start
   */
  public record Grid(List<Integer> latent, List<Integer> width, List<Double> learningRate) {
    /** All around what follows from the table. */
    public static final Grid OF_TABLE = new Grid(List.of(), List.of(), List.of());

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if a value is out of range, or there twice
     */
    public Grid {
      latent = List.copyOf(latent);
      width = List.copyOf(width);
      learningRate = List.copyOf(learningRate);
      latent.forEach(v -> positive("latent", new TableSettings.Sizing(v, 0, 0).latent()));
      width.forEach(v -> positive("width", new TableSettings.Sizing(0, v, 0).width()));
      learningRate.forEach(
          v -> positive("the learning rate", new TableSettings.Sizing(0, 0, v).learningRate()));
      once("latent", latent);
      once("width", width);
      once("the learning rate", learningRate);
    }

    private static void positive(String what, double value) {
      if (!(value > 0)) {
        throw new IllegalArgumentException(what + " must be above 0");
      }
    }

    private static void once(String what, List<?> values) {
      if (Set.copyOf(values).size() < values.size()) {
        throw new IllegalArgumentException(
            what + " is to be tried twice with one value: " + values);
      }
    }

    /** All sizes, around one where a list is empty. */
    private List<TableSettings.Sizing> around(TableSettings.Sizing table) {
      List<TableSettings.Sizing> all = new ArrayList<>();
      int l = table.latent();
      int w = table.width();
      double r = table.learningRate();
      for (int i : latent.isEmpty() ? distinct(Math.max(1, l / 2), l, 2 * l) : latent) {
        for (int j : width.isEmpty() ? List.of(w, 2 * w) : width) {
          for (double k : learningRate.isEmpty() ? List.of(r, 2 * r) : learningRate) {
            all.add(new TableSettings.Sizing(i, j, k));
          }
        }
      }
      return all;
    }

    private static List<Integer> distinct(int... values) {
      return Arrays.stream(values).distinct().boxed().toList();
    }
  }

  /**
   * One size, and how it did.
   *
   * @param part what was trained
   * @param sizing its size
   * @param ofTable whether this is what follows from the table anyway
   * @param bound log p of held-out rows by 50 draws each, in nats a row, without the worst
   *     twentieth of them; minus infinity where training led to numbers that are none
   * @param standardError of the bound, by the rows
   */
  public record Trial(
      Part part,
      TableSettings.Sizing sizing,
      boolean ofTable,
      double bound,
      double standardError) {}

  /**
   * What came out.
   *
   * @param trials those of each part together, the best first
   * @param settings with the best size of each part that was tried
   */
  public record Result(List<Trial> trials, TableSettings settings) {
    /** Copies. */
    public Result {
      trials = List.copyOf(trials);
    }
  }

  private final TableOptions options;
  private final Grid grid;
  private final Set<Part> parts;
  private final Optional<Path> folder;

  private TableTuning(TableOptions options, Grid grid, Set<Part> parts, Optional<Path> folder) {
    this.options = options;
    this.grid = grid;
    this.parts = parts;
    this.folder = folder;
  }

  /** Returns a search around what follows from the table, for all parts, kept nowhere. */
  public static TableTuning of(TableOptions options) {
    Objects.requireNonNull(options, "options");
    return new TableTuning(options, Grid.OF_TABLE, Set.of(Part.values()), Optional.empty());
  }

  /** Returns a search of other sizes. */
  public TableTuning grid(Grid other) {
    return new TableTuning(options, Objects.requireNonNull(other, "other"), parts, folder);
  }

  /**
   * Returns a search for some parts.
   *
   * @throws IllegalArgumentException if there is none
   */
  public TableTuning parts(Set<Part> some) {
    if (some.isEmpty()) {
      throw new IllegalArgumentException("at least one part must be tried");
    }
    return new TableTuning(options, grid, Set.copyOf(some), folder);
  }

  /**
   * Returns a search that keeps every finished trial in a folder, and takes from there those that
   * are done already: one that was killed goes on.
   */
  public TableTuning trials(Path where) {
    return new TableTuning(options, grid, parts, Optional.of(where));
  }

  /**
   * Tries all sizes on a table.
   *
   * @throws DataException if the table cannot be learned from, the grid has too many sizes, or the
   *     folder holds trials of other rows, types, seed or steps
   * @throws CancellationException if the thread is interrupted
   */
  public Result run(Table table) {
    return run(TrainingRows.of(Objects.requireNonNull(table, "table"), options));
  }

  /** Tries all sizes on the rows of a reader; the same as on a table with these rows. */
  public Result run(TableReader rows) {
    return run(TrainingRows.of(Objects.requireNonNull(rows, "rows"), options));
  }

  private record Planned(Part part, TableSettings.Sizing sizing, boolean ofTable) {
    String name() {
      return String.format(
          Locale.ROOT,
          "%s-latent%d-width%d-rate%s",
          part.word(),
          sizing.latent(),
          sizing.width(),
          sizing.learningRate());
    }

    Trial with(double bound, double error) {
      return new Trial(part, sizing, ofTable, bound, error);
    }
  }

  private Result run(TrainingRows table) {
    TuningTrial trial = new TuningTrial(table, options);
    List<Planned> plan = plan(trial);
    try (FolderLock lock = folder.map(FolderLock::of).orElse(null)) {
      Optional<TrialFolder> kept = folder.map(f -> new TrialFolder(f, trial.digest()));
      Map<Planned, Trial> done = new LinkedHashMap<>();
      for (Planned planned : plan) {
        kept.flatMap(k -> k.read(planned.name()))
            .map(json -> restored(planned, new JsonNode(planned.name(), json)))
            .ifPresent(t -> done.put(planned, t));
      }
      if (!done.isEmpty()) {
        options.progress().accept(done.size() + " of " + plan.size() + " trials are done already");
      }
      new Workers(trial, kept, plan.size(), done).run(plan);
      List<Trial> all = new ArrayList<>(plan.stream().map(done::get).toList());
      all.sort(
          Comparator.comparing(Trial::part)
              .thenComparing(Comparator.comparingDouble(Trial::bound).reversed()));
      return new Result(all, best(all));
    }
  }

  private List<Planned> plan(TuningTrial trial) {
    Set<Planned> plan = new LinkedHashSet<>();
    for (Part part : Part.values()) {
      if (parts.contains(part)) {
        TableSettings.Sizing table = trial.ofTable(part);
        for (TableSettings.Sizing sizing : grid.around(table)) {
          plan.add(new Planned(part, sizing, sizing.equals(table)));
        }
      }
    }
    if (plan.size() > MOST_TRIALS) {
      throw new DataException(
          "the grid has " + plan.size() + " trials; at most " + MOST_TRIALS + " can be made");
    }
    return List.copyOf(plan);
  }

  private static Trial restored(Planned planned, JsonNode json) {
    boolean trained = json.get("bound") != null;
    double bound = trained ? json.number("bound") : Double.NEGATIVE_INFINITY;
    return planned.with(bound, json.number("standardError"));
  }

  /** The best of each part; where none could be trained, it stays as it was. */
  private TableSettings best(List<Trial> sorted) {
    TableSettings settings = options.settings();
    for (Part part : parts) {
      Optional<Trial> first = sorted.stream().filter(t -> t.part() == part).findFirst();
      if (first.isPresent() && Double.isFinite(first.get().bound())) {
        settings =
            switch (part) {
              case SCORE -> settings.withScore(first.get().sizing());
              case GENERATOR -> settings.withGenerator(first.get().sizing());
            };
      }
    }
    return settings;
  }

  /** Makes trials that are not done yet. */
  private final class Workers {
    private final TuningTrial trial;
    private final Optional<TrialFolder> kept;
    private final int all;
    private final Map<Planned, Trial> done;

    Workers(TuningTrial trial, Optional<TrialFolder> kept, int all, Map<Planned, Trial> done) {
      this.trial = trial;
      this.kept = kept;
      this.all = all;
      this.done = done;
    }

    void run(List<Planned> plan) {
      List<Planned> open = plan.stream().filter(p -> !done.containsKey(p)).toList();
      int threads = options.engine().threads();
      int workers = Math.max(1, Math.min(threads, open.size()));
      TrialPool.run(open, workers, planned -> make(planned, Math.max(1, threads / workers)));
    }

    private void make(Planned planned, int threads) {
      Trial made;
      try (Engine engine = options.engine().withThreads(threads)) {
        double[] bound = trial.run(planned.part(), planned.sizing(), engine);
        made = planned.with(bound[0], bound[1]);
      }
      Map<String, Object> json = new LinkedHashMap<>(made.sizing().toJson());
      json.put("bound", made.bound());
      json.put("standardError", made.standardError());
      kept.ifPresent(k -> k.write(planned.name(), json));
      synchronized (done) {
        done.put(planned, made);
        options.progress().accept(line(made));
      }
    }

    private String line(Trial made) {
      String size = made.part().word() + ", " + made.sizing().describe();
      return "trial "
          + done.size()
          + " of "
          + all
          + ": "
          + size
          + (Double.isFinite(made.bound())
              ? String.format(Locale.ROOT, ": %.3f nats a row", made.bound())
              : ": could not be trained");
    }
  }
}
