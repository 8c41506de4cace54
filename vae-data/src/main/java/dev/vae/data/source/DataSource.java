package dev.vae.data.source;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.data.Dataset;
import dev.vae.data.rows.DataException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Opens data sets by a text that names them, such as {@code csv:people.csv}. Options follow a hash
 * sign, separated by commas. A path or an option that has hash signs or commas of its own may stand
 * in double quotes: {@code csv:"a#1.csv"#label="height, cm"}; a file of the whole name, if there is
 * one, is found without. Each kind is a {@link DataSourceProvider}; plugins may add others.
 *
 * <table>
 *   <caption>Sources</caption>
 *   <tr><th>text</th><th>data</th></tr>
 *   <tr><td>{@code digits}</td><td>10,000 generated digits; {@code #N} for N, {@code #test} for
 *       2,000 others to judge by, {@code #seed=S} for others</td></tr>
 *   <tr><td>{@code shapes}</td><td>the whole grid of 737,280 images; {@code #N} for N of them at
 *       random ({@code #seed=S} for others), and by factor: {@code #shape=heart,scale=5,posX=0..15}
 *       </td></tr>
 *   <tr><td>{@code mnist[:DIR]}</td><td>60,000 images found in a folder, or downloaded; {@code #test}
 *       for the 10,000 of the test part</td></tr>
 *   <tr><td>{@code idx:IMAGES[,LABELS]}</td><td>IDX files, plain or gzip</td></tr>
 *   <tr><td>{@code npy:FILE}</td><td>a NumPy array, its first axis counting rows</td></tr>
 *   <tr><td>{@code npz:FILE[#KEY[,LABELKEY]]}</td><td>a NumPy array of an archive</td></tr>
 *   <tr><td>{@code npz:FILE[#labels=FILE]}</td><td>a sparse matrix, as scipy saves it</td></tr>
 *   <tr><td>{@code mtx:FILE[#transpose]}</td><td>a sparse matrix as a Matrix Market file; {@code
 *       #labels=FILE} for labels</td></tr>
 *   <tr><td>{@code svm:FILE}</td><td>rows as SVMlight and LIBSVM write them</td></tr>
 *   <tr><td>{@code csv:FILE}</td><td>a table of numbers; {@code #label=COLUMN} for labels</td></tr>
 *   <tr><td>{@code images:DIR}</td><td>a folder of images; {@code #grey} without colour,
 *       {@code #rgb} with; {@code #size=32x32} brings all to one size in pixels, {@code fit=crop}
 *       (also if not given), {@code pad} (with {@code fill=0} to 255 around) or {@code stretch}
 *       </td></tr>
 * </table>
 */
public final class DataSource {
  private final SourceText text;
  private final DataSourceProvider provider;

  private DataSource(SourceText text, DataSourceProvider provider) {
    this.text = text;
    this.provider = provider;
  }

  /**
   * Understands a text by the kinds of sources on the path; nothing is opened yet.
   *
   * @throws DataException if it names no known kind of source; the message has the nearest one
   */
  public static DataSource parse(String text) {
    return parse(text, Plugins.load());
  }

  /**
   * Returns the same by the kinds of sources that were found.
   *
   * @throws DataException if it names no known kind of source; the message has the nearest one
   */
  public static DataSource parse(String text, Plugins plugins) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(plugins, "plugins");
    String name = SourceText.name(text);
    Set<String> known = plugins.all(DataSourceProvider.class).keySet();
    String exact = known.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
    if (text.isBlank() || !known.contains(exact) && SourceText.exists(text.strip())) {
      throw new DataException(unnamed(text.strip(), name, plugins));
    }
    try {
      DataSourceProvider provider = plugins.provider(DataSourceProvider.class, exact);
      return new DataSource(SourceText.of(text, provider), provider);
    } catch (IllegalArgumentException e) {
      throw new DataException(e.getMessage());
    }
  }

  private static String unnamed(String text, String name, Plugins plugins) {
    Map<String, NamedProvider> all = plugins.all(DataSourceProvider.class);
    String known = "the sources are " + String.join(", ", all.keySet());
    if (text.isEmpty()) {
      return "no data source was named; " + known;
    }
    Path file = SourceText.path(text);
    String guess =
        all.values().stream()
            .flatMap(kind -> ((DataSourceProvider) kind).guess(file).stream())
            .findFirst()
            .orElse("csv:" + text);
    return "there is no data source '"
        + Messages.shown(name)
        + "'; for a file or folder say which kind it is: "
        + guess
        + "; "
        + known;
  }

  /** Returns the rows as they are. */
  public Dataset open() {
    return open(DataOptions.DEFAULTS);
  }

  /**
   * Returns the rows, treated as the options say.
   *
   * @throws DataException if they cannot be read, or do not fit the options
   */
  public Dataset open(DataOptions options) {
    Objects.requireNonNull(options, "options");
    if (options.limit() < 0) {
      throw new DataException(
          "a limit of " + Messages.count(options.limit(), "row") + " makes no sense");
    }
    Dataset data = provider.open(text, options);
    return options.limit() > 0 ? data.limit(options.limit()) : data;
  }

  /** Returns the text that this was made of. */
  @Override
  public String toString() {
    return text.text();
  }
}
