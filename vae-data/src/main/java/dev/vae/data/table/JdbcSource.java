package dev.vae.data.table;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.dialect.Dialect;
import dev.vae.data.table.dialect.RawRecord;
import dev.vae.data.table.dialect.RawRecords;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query gives, asked anew for each reading. Any driver on the path. */
final class JdbcSource implements TableSource {
  private static final int FETCH = 1000;

  private final String url;
  private final String query;
  private final String shown;
  private final List<String> titles;

  JdbcSource(String url, String query, String shown) {
    this.url = url;
    this.query = query;
    this.shown = shown;
    try (Rows rows = new Rows()) {
      titles = rows.titles();
    }
  }

  /** A URL without its passwords. */
  static String shown(String url) {
    return url.replaceAll("(?i)((password|pwd|user|token|secret)=)[^&;]*", "$1***")
        .replaceAll("//[^/@]*@", "//***@");
  }

  @Override
  public String description() {
    return shown;
  }

  @Override
  public List<String> titles() {
    return titles;
  }

  @Override
  public Dialect dialect() {
    return Dialect.csv();
  }

  @Override
  public RawRecords open() {
    return new Rows();
  }

  private DataException failed(SQLException e) {
    boolean driver = String.valueOf(e.getMessage()).startsWith("No suitable driver");
    return new DataException(
        "cannot read "
            + shown
            + ": "
            + (driver
                ? "no JDBC driver on the class path knows this URL; add the database's driver jar"
                : Messages.shown(e.getMessage())),
        e);
  }

  private final class Rows implements RawRecords {
    private Connection connection;
    private Statement statement;
    private ResultSet results;
    private int width;
    private long line;

    Rows() {
      try {
        connection = DriverManager.getConnection(url);
        connection.setReadOnly(true);
        connection.setAutoCommit(false); // else some drivers fetch all rows at once
      } catch (SQLException e) {
        if (connection == null) {
          throw failed(e);
        } // a driver that knows no such mode
      }
      try {
        statement =
            connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement.setFetchSize(FETCH);
        results = statement.executeQuery(query);
        width = results.getMetaData().getColumnCount();
      } catch (SQLException e) {
        close();
        throw failed(e);
      }
    }

    List<String> titles() {
      try {
        ResultSetMetaData data = results.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          names.add(data.getColumnLabel(i));
        }
        return names;
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    @Override
    public @Nullable RawRecord next() {
      try {
        if (!results.next()) {
          return null;
        }
        String[] cells = new String[width];
        for (int i = 0; i < width; i++) {
          String text = results.getString(i + 1);
          cells[i] = text == null ? "" : text;
        }
        return new RawRecord(++line, cells, null);
      } catch (SQLException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() {
      for (AutoCloseable one : new AutoCloseable[] {results, statement, connection}) {
        try {
          if (one != null) {
            one.close();
          }
        } catch (Exception e) {
          continue; // nothing is lost: all was only read
        }
      }
    }
  }
}
