package dev.vae.data.internal.source;

import dev.vae.data.Dataset;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSourceProvider;
import dev.vae.data.source.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The built-in data sources. */
public abstract class BuiltIn implements DataSourceProvider {
  private final String name;
  private final String usage;
  private final Opener opener;

  private BuiltIn(String name, String usage, Opener opener) {
    this.name = name;
    this.usage = usage;
    this.opener = opener;
  }

  /** Opens a source. */
  private interface Opener {
    Dataset open(SourceText text, DataOptions options);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String usage() {
    return usage;
  }

  @Override
  public Dataset open(SourceText text, DataOptions options) {
    return opener.open(text, options);
  }

  /** Returns a file whose name ends as this is called. */
  @Override
  public Optional<String> guess(Path file) {
    return endsWith(file, name) ? Optional.of(name + ":" + file) : Optional.empty();
  }

  private static boolean endsWith(Path file, String endings) {
    return plain(file).matches(".*\\.(" + endings + ")");
  }

  private static String plain(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
  }

  /** Generated digits. */
  public static final class Digits extends BuiltIn {
    public Digits() {
      super(
          "digits",
          "digits, or for example digits#20000 or digits#test,5000,seed=3",
          GeneratedSources::digits);
    }
  }

  /** Generated shapes. */
  public static final class Shapes extends BuiltIn {
    public Shapes() {
      super(
          "shapes",
          "shapes, or for example shapes#5000 or shapes#shape=heart,scale=3..5,1000",
          GeneratedSources::shapes);
    }
  }

  /** MNIST, found or downloaded. */
  public static final class Mnist extends BuiltIn {
    public Mnist() {
      super("mnist", "mnist[:DIR], or mnist[:DIR]#test for the test part", FileSources::mnist);
    }
  }

  /** IDX files. */
  public static final class Idx extends BuiltIn {
    public Idx() {
      super("idx", "idx:IMAGES or idx:IMAGES,LABELS", FileSources::idx);
    }

    @Override
    public boolean takesOptions() {
      return false;
    }

    @Override
    public Optional<String> guess(Path file) {
      return endsWith(file, "idx") || plain(file).contains("ubyte")
          ? Optional.of("idx:" + file)
          : Optional.empty();
    }
  }

  /** A NumPy array. */
  public static final class Npy extends BuiltIn {
    public Npy() {
      super("npy", "npy:FILE", FileSources::npy);
    }

    @Override
    public boolean takesOptions() {
      return false;
    }
  }

  /** A NumPy array of an archive. */
  public static final class Npz extends BuiltIn {
    public Npz() {
      super(
          "npz",
          "npz:FILE#KEY, or npz:FILE#KEY,LABELKEY, or npz:FILE#labels=FILE of a sparse matrix",
          FileSources::npz);
    }
  }

  /** A sparse matrix as text. */
  public static final class Mtx extends BuiltIn {
    public Mtx() {
      super("mtx", "mtx:FILE, or mtx:FILE#transpose,labels=FILE", FileSources::mtx);
    }
  }

  /** Rows of labels and of columns with values. */
  public static final class Svm extends BuiltIn {
    public Svm() {
      super("svm", "svm:FILE, or svm:FILE#width=COLUMNS", FileSources::svm);
    }

    @Override
    public Optional<String> guess(Path file) {
      return endsWith(file, "svm|svmlight|libsvm") ? Optional.of("svm:" + file) : Optional.empty();
    }
  }

  /** A table as text. */
  public static final class Csv extends BuiltIn {
    public Csv() {
      super("csv", "csv:FILE, or csv:FILE#label=COLUMN", FileSources::csv);
    }
  }

  /** What a query of a database gives. */
  public static final class Jdbc extends BuiltIn {
    public Jdbc() {
      super("jdbc", "jdbc:URL?QUERY, or jdbc:URL?TABLE", FileSources::table);
    }

    @Override
    public boolean takesOptions() {
      return false;
    }
  }

  /** A Parquet file, by DuckDB's JDBC driver. */
  public static final class Parquet extends BuiltIn {
    public Parquet() {
      super("parquet", "parquet:FILE", FileSources::table);
    }

    @Override
    public boolean takesOptions() {
      return false;
    }
  }

  /** A folder of images. */
  public static final class Images extends BuiltIn {
    public Images() {
      super("images", ImageText.USAGE, FileSources::images);
    }

    @Override
    public Optional<String> guess(Path file) {
      if (Files.isDirectory(file)) {
        return Optional.of("images:" + file);
      }
      boolean image = endsWith(file, "png|jpe?g|bmp|gif|tiff?");
      return image ? Optional.of("images:FOLDER") : Optional.empty();
    }
  }
}
