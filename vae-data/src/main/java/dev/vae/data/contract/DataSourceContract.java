package dev.vae.data.contract;

import static dev.vae.core.contract.Findings.require;

import dev.vae.core.contract.Findings;
import dev.vae.core.contract.ProviderContract;
import dev.vae.core.contract.Rule;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.rows.Rows;
import dev.vae.data.Dataset;
import dev.vae.data.rows.DataException;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import dev.vae.data.source.DataSourceProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contract of {@link DataSourceProvider}: rules C1, C2 and S1 to S4.
 *
 * <pre>{@code
 * DataSourceContract.of("csv:" + table)
 *     .refused("csv:" + folder.resolve("missing.csv"), "csv:" + cutOff)
 *     .check();
 * }</pre>
 */
public final class DataSourceContract extends ProviderContract<DataSourceContract> {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");
  private static final int LOOKS = 10;
  private static final int BETWEEN_LOOKS_MILLIS = 20;
  private static final int MOST = 20_000;
  private static final int BATCH = 7;
  private static final int LONGEST = 1000;

  private final String text;
  private final List<String> refused = new ArrayList<>();
  private DataOptions options = DataOptions.DEFAULTS;

  private DataSourceContract(String text) {
    super(DataSourceProvider.class, text.split("[:#]", 2)[0], text);
    this.text = text;
  }

  /**
   * Returns the contract of the kind of source that a text names.
   *
   * @param text a source with at least one row, as the command line takes it
   */
  public static DataSourceContract of(String text) {
    return new DataSourceContract(Objects.requireNonNull(text, "text"));
  }

  /** Opens the source so; else with {@link DataOptions#DEFAULTS}. */
  public DataSourceContract options(DataOptions how) {
    options = Objects.requireNonNull(how, "options");
    return this;
  }

  /**
   * Texts of this kind of source that cannot be read: files that are not there, cut off, damaged,
   * or announce more than they hold. An option that is not known, and no place, are tried besides
   * where the kind takes such.
   */
  public DataSourceContract refused(String... texts) {
    refused.addAll(List.of(texts));
    return this;
  }

  @Override
  protected DataSourceContract self() {
    return this;
  }

  private Dataset open(Plugins known) {
    return DataSource.parse(text, known).open(options);
  }

  @Override
  protected void rules(Plugins known, Findings findings, boolean found) {
    if (!found || !findings.check(Rule.CREATED, () -> open(known).size())) {
      return;
    }
    boolean sized = findings.check(Rule.SIZES, () -> sizes(open(known)));
    if (sized) {
      findings.check(Rule.SAME_ROWS, () -> same(known));
      findings.check(Rule.CLOSED, () -> closed(known));
    }
    findings.check(Rule.REFUSED, () -> refused(known));
  }

  private static void sizes(Dataset data) {
    long size = data.size();
    int width = data.event().elements();
    require(size > 0 && width > 0, size + " rows of " + width + " values");
    List<String> columns = data.columns();
    require(
        columns.isEmpty() || columns.size() == width,
        columns.size() + " columns' names for rows of " + width + " values");
    data.labels()
        .ifPresent(l -> require(l.size() == size, l.size() + " labels for " + size + " rows"));
    long there = Arrays.stream(values(data)).count() / width;
    require(there == Math.min(size, MOST), there + " rows were read, size() says " + size);
    for (long row : new long[] {-1, size}) {
      Throwable thrown = thrown(() -> data.range(row, row + 1));
      require(thrown != null, "row " + row + " of " + size + " can be read");
    }
  }

  private void same(Plugins known) {
    Dataset one = open(known);
    Dataset two = open(known);
    require(one.size() == two.size(), one.size() + " rows became " + two.size());
    require(one.columns().equals(two.columns()), one.columns() + " became " + two.columns());
    double[] before = values(one);
    require(Arrays.equals(before, values(one)), "the same rows have other values when read again");
    require(Arrays.equals(before, values(two)), "rows have other values when opened again");
    String hash = one.provenance().sha256();
    require(
        hash.matches("[0-9a-f]{64}") && hash.equals(two.provenance().sha256()),
        "SHA-256 '" + hash + "', then '" + two.provenance().sha256() + "'");
  }

  private void closed(Plugins known) {
    Map<Path, Path> before = openFiles();
    values(open(known));
    requireClosed(before, "");
    for (String other : refused) {
      thrown(() -> DataSource.parse(other, known).open(options));
    }
    requireClosed(before, "after a refusal ");
  }

  /** What is left open stays so; what other threads and the JVM itself read is closed soon. */
  private static void requireClosed(Map<Path, Path> before, String when) {
    Map<Path, Path> left = openFiles();
    left.entrySet().removeAll(before.entrySet());
    for (int look = 0; look < LOOKS && !left.isEmpty(); look++) {
      try {
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      left.entrySet().retainAll(openFiles().entrySet());
    }
    require(left.isEmpty(), when + "open are " + left.values());
  }

  private void refused(Plugins known) {
    for (String other : refused) {
      Throwable thrown = thrown(() -> values(DataSource.parse(other, known).open(options)));
      require(thrown != null, "'" + other + "' is read without an error");
      describe(other, thrown);
    }
    DataSourceProvider kind = known.provider(DataSourceProvider.class, name());
    require(
        kind.usage() != null && kind.usage().startsWith(name()) && oneLine(kind.usage()),
        "usage() is '" + kind.usage() + "'");
    Throwable option = thrown(() -> DataSource.parse(name() + ":#x y z=1", known).open(options));
    require(option != null, "option 'x y z=1' is taken");
    describe(name() + ":#x y z=1", option);
  }

  private String name() {
    return text.split("[:#]", 2)[0];
  }

  private static void describe(String text, @Nullable Throwable thrown) {
    Objects.requireNonNull(thrown);
    String message = thrown.getMessage();
    require(thrown instanceof DataException, "'" + text + "' gives " + thrown);
    require(
        message != null && !message.isBlank() && oneLine(message) && message.length() < LONGEST,
        "'" + text + "' says '" + message + "', which is not one clear line");
  }

  private static boolean oneLine(String text) {
    return text.lines().count() == 1;
  }

  private static @Nullable Throwable thrown(Runnable what) {
    try {
      what.run();
      return null;
    } catch (RuntimeException | LinkageError e) {
      return e;
    }
  }

  /** All values of the first rows, in order. */
  private static double[] values(Dataset data) {
    Dataset some = data.limit(MOST);
    List<double[]> all = new ArrayList<>();
    some.forEachRow((number, row) -> all.add(row.clone()));
    try (Rows.Batches batches = some.inOrder(BATCH, 0)) {
      while (batches.next() != null) {
        continue; // as training reads them
      }
    }
    return all.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /**
   * The data files that this process has open, by what it has them open as; nothing where the
   * system does not tell.
   */
  private static Map<Path, Path> openFiles() {
    Map<Path, Path> open = new TreeMap<>();
    if (Files.isDirectory(OPEN_FILES)) {
      try (Stream<Path> all = Files.list(OPEN_FILES)) {
        all.forEach(link -> put(link, open));
      } catch (IOException e) {
        return new TreeMap<>();
      }
    }
    return open;
  }

  private static void put(Path link, Map<Path, Path> open) {
    try {
      Path file = Files.readSymbolicLink(link);
      boolean code = file.toString().matches(".*\\.(jar|so|class|jsa)|/(dev|proc|sys)/.*");
      if (Files.isRegularFile(file) && !code) {
        open.put(link, file);
      }
    } catch (IOException e) {
      return; // closed meanwhile
    }
  }
}
