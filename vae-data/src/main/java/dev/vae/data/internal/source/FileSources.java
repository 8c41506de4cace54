package dev.vae.data.internal.source;

import dev.vae.data.Dataset;
import dev.vae.data.fetch.Mnist;
import dev.vae.data.internal.csv.Csv;
import dev.vae.data.read.Idx;
import dev.vae.data.read.ImageFolder;
import dev.vae.data.read.Npy;
import dev.vae.data.read.Npz;
import dev.vae.data.read.sparse.MatrixMarket;
import dev.vae.data.read.sparse.SparseNpz;
import dev.vae.data.read.sparse.SvmLight;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DownloadProgress;
import dev.vae.data.source.SourceText;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.TableSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Opens sources that are files. */
final class FileSources {
  private FileSources() {}

  static Dataset mnist(SourceText text, DataOptions options) {
    OptionClashes.require(text, option -> "a part");
    boolean test = text.options().equals(List.of("test"));
    if (!test && !text.options().equals(List.of("train"))) {
      text.requireNoOptions();
    }
    Optional<Path> folder = text.place().isEmpty() ? Optional.empty() : Optional.of(text.file());
    folder.ifPresent(FileSources::requireFolder);
    Mnist mnist = new Mnist(folder);
    DownloadProgress progress = options.progress();
    return of(test ? mnist.test(progress) : mnist.train(progress), options);
  }

  private static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "the folder "
              + folder
              + " does not exist; make it to have MNIST downloaded there, or put its four files in"
              + " it: train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte,"
              + " t10k-labels-idx1-ubyte, each with or without .gz");
    }
  }

  /** The columns that are modelled of a table whose types are found from its rows. */
  static Dataset table(SourceText text, DataOptions options) {
    TableSource source = TableSource.parse(text.text());
    return of(Table.read(source, TableSchema.infer(source)).toRows(), options);
  }

  static Dataset idx(SourceText text, DataOptions options) {
    text.requireNoOptions();
    List<Path> files = text.files();
    return of(
        files.size() == 1 ? Idx.images(files.get(0)) : Idx.images(files.get(0), files.get(1)),
        options);
  }

  static Dataset npy(SourceText text, DataOptions options) {
    text.requireNoOptions();
    return of(Npy.open(text.file()), options);
  }

  static Dataset npz(SourceText text, DataOptions options) {
    Path file = text.file();
    if (text.options().size() > 2) {
      throw text.unknown(text.options().get(2));
    }
    Path beside = labels(text);
    if (beside != null || text.options().isEmpty() && SparseNpz.is(file)) {
      return of(SparseNpz.open(file, beside), options);
    }
    String key = text.options().isEmpty() ? null : text.options().get(0);
    String labels = text.options().size() < 2 ? null : text.options().get(1);
    return of(Npz.open(file, key, labels), options);
  }

  static Dataset mtx(SourceText text, DataOptions options) {
    Path file = text.file();
    OptionClashes.require(text, option -> OptionClashes.key(option, option));
    Path labels = null;
    Optional<Boolean> transposed = Optional.empty();
    for (String option : text.options()) {
      if (option.equals("transpose") || option.equals("transpose=yes")) {
        transposed = Optional.of(true);
      } else if (option.equals("transpose=no")) {
        transposed = Optional.of(false);
      } else {
        labels =
            SourceText.value(option, "labels")
                .map(SourceText::path)
                .orElseThrow(() -> text.unknown(option));
      }
    }
    return of(MatrixMarket.open(file, transposed, labels), options);
  }

  static Dataset svm(SourceText text, DataOptions options) {
    OptionClashes.require(text, option -> OptionClashes.key(option, option));
    OptionalInt width = OptionalInt.empty();
    for (String option : text.options()) {
      String digits = SourceText.value(option, "width").orElseThrow(() -> text.unknown(option));
      long number = text.number(option, digits);
      if (number < 1 || number > Integer.MAX_VALUE - 8) {
        throw new DataException(
            "source '" + text.shown() + "': rows cannot have that many columns");
      }
      width = OptionalInt.of((int) number);
    }
    return of(SvmLight.open(text.file(), width), options);
  }

  /** The file of labels that the only option names; null if it names none. */
  private static Path labels(SourceText text) {
    return text.options().size() == 1
        ? SourceText.value(text.options().get(0), "labels").map(SourceText::path).orElse(null)
        : null;
  }

  static Dataset csv(SourceText text, DataOptions options) {
    Path file = text.file();
    OptionClashes.require(text, option -> OptionClashes.key(option, option));
    String label = null;
    for (String option : text.options()) {
      label = SourceText.value(option, "label").orElseThrow(() -> text.unknown(option));
    }
    return of(Csv.open(file, options.missing(), label), options);
  }

  static Dataset images(SourceText text, DataOptions options) {
    return of(ImageFolder.open(text.file(), ImageText.options(text)), options);
  }

  private static Dataset of(RowSource rows, DataOptions options) {
    return Dataset.of(rows, options.missing());
  }
}
