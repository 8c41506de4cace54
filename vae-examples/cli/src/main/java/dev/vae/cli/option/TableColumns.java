package dev.vae.cli.option;

import dev.vae.cli.show.Console;
import dev.vae.cli.show.ShellWords;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.CellProblem;
import dev.vae.data.table.TableReader;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.SelfMasking;
import dev.vae.data.tabular.TableSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** What the columns of a table are, where it is learned from. */
public final class TableColumns {
  private static final String SELF_MASKING =
      "NAME=HOW, such as income=high; HOW is high, low or either";

  private static final int TOLD = 10;

  @Option(
      names = "--column",
      paramLabel = "NAME=TYPE",
      description = {
        "Of a table: what a column holds, where that was taken for something else: real, positive,"
            + " count, binary, categorical, ordinal, date, days, id, text, constant or ignore, such"
            + " as --column age=count; or a word more for missing values, such as --column"
            + " age=missing:-999. May be repeated."
      })
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description =
          "Of a table: what its columns are, as 'vae schema FILE --out schema.json' wrote it and"
              + " you may have edited it; found from all rows if not given.")
  private Path columnsFile;

  @Option(
      names = "--missing-not-at-random",
      paramLabel = "NAME=HOW",
      description = {
        "Of a table: a column of numbers whose values are missing by their own size: high (large"
            + " ones are missing more often), low, or either, such as"
            + " --missing-not-at-random income=high. May be repeated."
      })
  private List<String> selfMasked = new ArrayList<>();

  /** Whether anything was said about columns. */
  public boolean given() {
    return !columns.isEmpty() || columnsFile != null || !selfMasked.isEmpty();
  }

  /** Returns settings with the columns whose values are missing not at random. */
  public TableSettings settings(TableSettings others) {
    Map<String, SelfMasking> all = new LinkedHashMap<>();
    NamedValues.of("--missing-not-at-random", SELF_MASKING, selfMasked)
        .forEach((column, how) -> all.put(column, selfMasking(column, how)));
    return all.isEmpty() ? others : others.withSelfMasked(all);
  }

  private static SelfMasking selfMasking(String column, String how) {
    return Arrays.stream(SelfMasking.values())
        .filter(one -> one.word().equalsIgnoreCase(how))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "--missing-not-at-random '" + column + "=" + how + "' is not " + SELF_MASKING));
  }

  /** Returns these options as they were given, to be given again; empty if none were. */
  public String words() {
    StringBuilder words = new StringBuilder();
    if (columnsFile != null) {
      words.append(" --schema ").append(ShellWords.quoted(columnsFile));
    }
    columns.forEach(column -> words.append(" --column ").append(ShellWords.quoted(column)));
    selfMasked.forEach(
        given -> words.append(" --missing-not-at-random ").append(ShellWords.quoted(given)));
    return words.toString();
  }

  /** Returns what a file's columns are: as found, or as written, and as corrected. */
  public TableSchema of(Path file) throws IOException {
    TableSchema schema = columnsFile == null ? TableSchema.infer(file) : written();
    return schema.withOverrides(columns);
  }

  private TableSchema written() throws IOException {
    try {
      return TableSchema.fromJson(Files.readString(columnsFile));
    } catch (NoSuchFileException e) {
      throw new DataException("there is no file " + columnsFile + " with a schema", e);
    } catch (DataException e) {
      throw new DataException(columnsFile + ": " + e.getMessage(), e);
    }
  }

  /** Reads a file for what learns from it, and tells of cells that could not be read. */
  public <T> T read(
      Path file, TableSchema schema, Function<TableReader, T> learning, Console console) {
    try (TableReader rows = TableReader.open(file, schema)) {
      T learned = learning.apply(rows);
      rows.notes().forEach(console::note);
      List<CellProblem> problems = rows.problems();
      problems.stream().limit(TOLD).forEach(problem -> console.note(problem.describe()));
      if (problems.size() > TOLD) {
        console.note("and " + (problems.size() - TOLD) + " cells more");
      }
      return learned;
    }
  }
}
