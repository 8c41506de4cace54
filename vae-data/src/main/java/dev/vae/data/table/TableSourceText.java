package dev.vae.data.table;

import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.read.Npz;
import dev.vae.data.rows.DataException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Table sources by a text that names them. */
final class TableSourceText {
  /** A query begins with one of these, or is a table's name. */
  private static final Pattern QUERY =
      Pattern.compile(
          "\\?\\s*((select|with|from|table|values|show|call|exec)\\b.*|[\\w.\"]+\\s*)$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private TableSourceText() {}

  static TableSource parse(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    if (low.startsWith("jdbc:")) {
      return jdbc(text);
    }
    if (low.startsWith("parquet:")) {
      return parquet(path(text.substring("parquet:".length())));
    }
    if (low.startsWith("npz:")) {
      return npz(text.substring("npz:".length()));
    }
    Path file = path(low.startsWith("csv:") ? text.substring("csv:".length()) : text);
    if (!low.startsWith("csv:") && Files.isRegularFile(file)) {
      if (low.endsWith(".parquet")) {
        return parquet(file);
      }
      if (low.endsWith(".npz")) {
        return npz(text);
      }
    }
    return TableSource.of(file);
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new DataException("'" + text + "' cannot be a file's path: " + e.getReason(), e);
    }
  }

  private static TableSource npz(String text) {
    int hash = text.lastIndexOf('#');
    boolean whole = hash < 0 || Files.exists(path(text));
    return new RowSourceTable(
        whole
            ? Npz.open(path(text), null, null)
            : Npz.open(path(text.substring(0, hash)), text.substring(hash + 1), null));
  }

  /** The first question mark that a query follows; others belong to the URL. */
  private static TableSource jdbc(String text) {
    Matcher query = QUERY.matcher(text);
    for (int at = text.indexOf('?'); at >= 0; at = text.indexOf('?', at + 1)) {
      if (query.region(at, text.length()).lookingAt()) {
        String url = text.substring(0, at);
        String asked = query.group(1).strip();
        boolean table = query.group(2) == null;
        return new JdbcSource(
            url, table ? "select * from " + asked : asked, JdbcSource.shown(url) + "?" + asked);
      }
    }
    throw new DataException(
        "a query must follow the URL, as in jdbc:h2:./shop?select * from sales; "
            + JdbcSource.shown(text)
            + " has none");
  }

  /** By DuckDB's driver, which reads Parquet by itself. */
  private static TableSource parquet(Path file) {
    FileChecks.requireFile("the Parquet file", file);
    boolean driver =
        java.sql.DriverManager.drivers().anyMatch(d -> d.getClass().getName().contains("duckdb"));
    if (!driver) {
      throw new DataException(
          "Parquet files are read by DuckDB, whose driver is not on the class path: add"
              + " org.duckdb:duckdb_jdbc, or write "
              + file
              + " as CSV");
    }
    String quoted = file.toAbsolutePath().toString().replace("'", "''");
    return new JdbcSource(
        "jdbc:duckdb:", "select * from read_parquet('" + quoted + "')", "parquet:" + file);
  }
}
