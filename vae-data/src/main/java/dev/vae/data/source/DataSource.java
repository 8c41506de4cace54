package dev.vae.data.source;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.Binarize;
import dev.vae.data.Dataset;
import dev.vae.data.rows.DataException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Where data comes from, as a text that names it. Options follow a hash sign, separated by commas.
 * A path or an option that has hash signs or commas of its own may stand in double quotes: {@code
 * csv:"a#1.csv"#label="height, cm"}; a file of the whole name, if there is one, is found without.
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
 *   <tr><td>{@code csv:FILE}</td><td>a table of numbers; {@code #label=COLUMN} for labels</td></tr>
 *   <tr><td>{@code images:DIR}</td><td>a folder of images; {@code #grey} without colour,
 *       {@code #rgb} with; {@code #size=32x32} brings all to one size in pixels, {@code fit=crop}
 *       (also if not given), {@code pad} (with {@code fill=0} to 255 around) or {@code stretch}
 *       </td></tr>
 * </table>
 */
public final class DataSource {
  private static final Map<String, Opener> OPENERS = new LinkedHashMap<>();

  static {
    OPENERS.put("digits", GeneratedSources::digits);
    OPENERS.put("shapes", GeneratedSources::shapes);
    OPENERS.put("mnist", FileSources::mnist);
    OPENERS.put("idx", FileSources::idx);
    OPENERS.put("npy", FileSources::npy);
    OPENERS.put("npz", FileSources::npz);
    OPENERS.put("csv", FileSources::csv);
    OPENERS.put("images", FileSources::images);
  }

  private final SourceText text;
  private final Opener opener;

  private DataSource(SourceText text, Opener opener) {
    this.text = text;
    this.opener = opener;
  }

  /** Opens a kind of source. */
  interface Opener {
    Dataset open(SourceText text, DataOptions options);
  }

  /**
   * Understands a text; nothing is opened yet.
   *
   * @throws DataException if it names no known kind of source; the message has the nearest one
   */
  public static DataSource parse(String text) {
    Objects.requireNonNull(text, "text");
    SourceText parts = SourceText.of(text);
    Opener opener = OPENERS.get(parts.name().toLowerCase(Locale.ROOT));
    if (opener == null) {
      throw new DataException(unknown(parts));
    }
    return new DataSource(parts, opener);
  }

  private static String unknown(SourceText parts) {
    String known = "the sources are " + String.join(", ", OPENERS.keySet());
    if (parts.text().isEmpty()) {
      return "no data source was named; " + known;
    }
    String start = "there is no data source '" + Messages.shown(parts.name()) + "'; ";
    if (SourceText.exists(parts.text())) {
      return start
          + "for a file or folder say which kind it is: "
          + guess(parts.text())
          + "; "
          + known;
    }
    return start + Messages.suggest(parts.name(), OPENERS.keySet());
  }

  private static String guess(String file) {
    String name = file.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
    String kind = name.substring(name.lastIndexOf('.') + 1);
    if (OPENERS.containsKey(kind)) {
      return kind + ":" + file;
    }
    if (name.contains("ubyte") || name.endsWith(".idx")) {
      return "idx:" + file;
    }
    if (SourceText.path(file).toFile().isDirectory()) {
      return "images:" + file;
    }
    return kind.matches("png|jpe?g|bmp|gif|tiff?") ? "images:FOLDER" : "csv:" + file;
  }

  /** The rows as they are. */
  public Dataset open() {
    return open(DataOptions.DEFAULTS);
  }

  /**
   * The rows, treated as the options say. To standardise a second data set by the statistics of the
   * first, open it without and call {@link Dataset#transformedLike}.
   *
   * @throws DataException if they cannot be read, or do not fit the options
   */
  public Dataset open(DataOptions options) {
    Objects.requireNonNull(options, "options");
    if (options.standardize() && options.binarize() != Binarize.NONE) {
      throw new DataException(
          "standardized values cannot be made 0 or 1; choose either standardizing or binarizing");
    }
    if (options.limit() < 0) {
      throw new DataException(
          "a limit of " + Messages.count(options.limit(), "row") + " makes no sense");
    }
    Dataset data = opener.open(text, options);
    if (options.limit() > 0) {
      data = data.limit(options.limit());
    }
    if (options.standardize()) {
      data = data.standardized();
    }
    return options.binarize() == Binarize.NONE ? data : data.binarized(options.binarize());
  }

  /** The text that this was made of. */
  @Override
  public String toString() {
    return text.text();
  }
}
