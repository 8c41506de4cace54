package dev.vae.cli.show;

import dev.vae.core.estimate.RowLikelihood;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.Json;
import dev.vae.data.write.RowWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

/** The likelihood of every row, written while rows are judged: a CSV file, or JSON lines. */
public final class LikelihoodFile {
  private static final List<String> NAMES =
      List.of("row", "logLikelihood", "standardError", "effectiveSamples", "paretoShape");

  private LikelihoodFile() {}

  /**
   * Writes a file, whole or not at all.
   *
   * @param file its name ends in {@code .csv} or {@code .jsonl}
   * @param judging gives every row away as it is judged
   * @return what judging returned
   */
  public static <T> T write(Path file, Function<Consumer<RowLikelihood>, T> judging)
      throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".csv")) {
      return csv(file, judging);
    }
    if (name.endsWith(".jsonl")) {
      AtomicReference<T> result = new AtomicReference<>();
      AtomicFiles.write(file, out -> result.set(judging.apply(row -> write(out, row))));
      return result.get();
    }
    throw new IllegalArgumentException(
        file + ": the name of a file of rows must end in .csv or .jsonl");
  }

  private static <T> T csv(Path file, Function<Consumer<RowLikelihood>, T> judging) {
    try (RowWriter out = RowWriter.csv(file, NAMES)) {
      T result = judging.apply(row -> out.write(values(row), 1));
      out.commit();
      return result;
    }
  }

  private static double[] values(RowLikelihood row) {
    return new double[] {
      row.row(), row.logLikelihood(), row.standardError(), row.effectiveSamples(), row.paretoShape()
    };
  }

  private static void write(OutputStream out, RowLikelihood row) {
    Map<String, Object> map = new LinkedHashMap<>();
    double[] values = values(row);
    map.put(NAMES.get(0), row.row());
    for (int i = 1; i < values.length; i++) {
      map.put(NAMES.get(i), values[i]);
    }
    try {
      out.write((Json.writeCompact(map) + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
