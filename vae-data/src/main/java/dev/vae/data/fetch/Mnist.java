package dev.vae.data.fetch;

import dev.vae.data.read.Idx;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import dev.vae.data.source.DownloadProgress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * MNIST (LeCun, Cortes and Burges): 60,000 training and 10,000 test images of hand-written digits,
 * 28 × 28 grey levels, with labels. Its four IDX files are looked for in a folder, plain or
 * gzip-compressed, and downloaded (11 MB) if they are not there.
 *
 * <p>Files that are found are used as they are, so a folder may hold another data set of the same
 * form, such as Fashion-MNIST; what is downloaded is checked against known SHA-256 sums.
 */
public final class Mnist {
  /** The system property that names another address to download from. */
  public static final String URL_PROPERTY = "vae.mnist.url";

  /** A public mirror of the original files, which PyTorch's torchvision uses too. */
  public static final URI DEFAULT_URL =
      URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/");

  /** How long to wait for the server, each time. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final List<Known> FILES =
      List.of(
          new Known(
              "train-images-idx3-ubyte",
              9912422,
              "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
          new Known(
              "train-labels-idx1-ubyte",
              28881,
              "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
          new Known(
              "t10k-images-idx3-ubyte",
              1648877,
              "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
          new Known(
              "t10k-labels-idx1-ubyte",
              4542,
              "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));

  private final Path folder;
  private final URI url;
  private final List<Known> files;
  private final Duration patience;

  /** A file's name without {@code .gz}, and length and hash of it with. */
  record Known(String name, long bytes, String sha256) {}

  /** In a folder, or else in the cache folder; the address by system property, or the default. */
  public Mnist(Optional<Path> folder) {
    this(folder.orElseGet(Mnist::cache), configured());
  }

  /** In a folder, downloaded from an address ending in a slash. */
  public Mnist(Path folder, URI url) {
    this(folder, url, FILES, PATIENCE);
  }

  Mnist(Path folder, URI url, List<Known> files, Duration patience) {
    this.folder = folder;
    this.url = url;
    this.files = files;
    this.patience = patience;
  }

  private static URI configured() {
    String url = System.getProperty(URL_PROPERTY);
    if (url == null || url.isBlank()) {
      return DEFAULT_URL;
    }
    try {
      return URI.create(url.endsWith("/") ? url : url + "/");
    } catch (IllegalArgumentException e) {
      throw new DataException("system property " + URL_PROPERTY + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns {@code vae/mnist} in {@code XDG_CACHE_HOME}, or else in {@code .cache} of the home
   * folder.
   */
  public static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return caches.resolve("vae").resolve("mnist");
  }

  /** Returns the 60,000 images to train on, found or downloaded. */
  public RowSource train(DownloadProgress progress) {
    return open(progress, 0);
  }

  /** Returns the 10,000 images to test with, found or downloaded. */
  public RowSource test(DownloadProgress progress) {
    return open(progress, 2);
  }

  private RowSource open(DownloadProgress progress, int first) {
    Optional<Path> images = find(files.get(first));
    Optional<Path> labels = find(files.get(first + 1));
    if (images.isEmpty() || labels.isEmpty()) {
      fetch(progress);
      images = find(files.get(first));
      labels = find(files.get(first + 1));
    }
    return Idx.images(images.orElseThrow(), labels.orElseThrow());
  }

  private Optional<Path> find(Known file) {
    String dotted = file.name().replace("-idx", ".idx");
    return Stream.of(file.name(), file.name() + ".gz", dotted, dotted + ".gz")
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private void fetch(DownloadProgress progress) {
    for (Known file : files) {
      if (find(file).isEmpty()) {
        String name = file.name() + ".gz";
        try {
          new Download(url.resolve(name), folder.resolve(name), file.bytes(), file.sha256())
              .run(patience, progress);
        } catch (DataException e) {
          throw new DataException(
              "MNIST is not in "
                  + folder
                  + " and could not be downloaded: "
                  + e.getMessage()
                  + ". Put these files there, with or without .gz: "
                  + names()
                  + "; or name a folder that has them: mnist:DIR",
              e);
        }
      }
    }
  }

  private String names() {
    return files.stream().map(f -> f.name() + ".gz").collect(Collectors.joining(", "));
  }
}
