package dev.vae.export.runtime;

import dev.vae.export.internal.staged.StagedBundle;
import dev.vae.export.internal.text.BasicText;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code bundle.json} says of a folder of exported files.
 *
 * @param folder where they are
 * @param kind of the rows, such as {@code image} or {@code table}
 * @param event the shape of a row
 * @param latent how many values a latent has
 * @param condition how many values a condition has; 0 where the model takes none
 * @param columns the columns' names; empty where they have none
 * @param missing whether values may be missing, NaN in rows
 * @param draws of z for each row that is scored or filled in by one run
 * @param files by name: {@code encoder}, {@code decoder}, ...
 * @param json all of it, as text
 */
public record Bundle(
    Path folder,
    String kind,
    List<Integer> event,
    int latent,
    int condition,
    List<String> columns,
    boolean missing,
    int draws,
    Map<String, File> files,
    String json) {
  /** The kind of a bundle whose files take a table's own columns; see {@link OnnxTable}. */
  public static final String COLUMNS = "columns";

  /** The file's name. */
  public static final String NAME = StagedBundle.DESCRIPTION;

  private static final int FORMAT = 1;

  /** Copies the lists. */
  public Bundle {
    event = List.copyOf(event);
    columns = List.copyOf(columns);
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * One ONNX file.
   *
   * @param path where it is, mostly in the folder itself; beside, while the bundle replaces another
   * @param bytes how large it is
   * @param sha256 its checksum, in hexadecimal digits
   * @param data the file of its weights, where that is one of its own, which stays beside it
   * @param inputs in order
   * @param outputs in order
   */
  public record File(
      Path path,
      long bytes,
      String sha256,
      Optional<Data> data,
      List<Port> inputs,
      List<Port> outputs) {
    /** Copies the lists. */
    public File {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * Weights of a file that would be too large with them.
   *
   * @param path where they are
   * @param sha256 their checksum, in hexadecimal digits
   */
  public record Data(Path path, String sha256) {}

  /**
   * An input or output of a file.
   *
   * @param name in the file
   * @param type of its elements, such as {@code float32}
   * @param shape lengths: numbers, {@code N}, or multiples such as {@code 2*N}
   * @param noise {@code normal} or {@code uniform} where it is to be filled with random numbers;
   *     else empty
   */
  public record Port(String name, String type, List<String> shape, String noise) {
    /** Copies the list. */
    public Port {
      shape = List.copyOf(shape);
    }
  }

  /**
   * Reads {@code bundle.json} of a folder.
   *
   * @throws OnnxRuntimeException if it is not there, or is not one that this version reads
   */
  public static Bundle read(Path folder) {
    Path file = folder.resolve(NAME);
    String text = BundleReader.text(file);
    BundleJson json = BundleJson.parse(file.toString(), text);
    int format = json.integer("format");
    if (format != FORMAT) {
      throw new OnnxRuntimeException(
          file + " has format " + format + ", and this version of vae reads " + FORMAT);
    }
    Map<String, File> files = new LinkedHashMap<>();
    Path place = StagedBundle.place(folder, text);
    json.objectsByKey("files").forEach((name, each) -> files.put(name, file(place, each)));
    if (files.isEmpty()) {
      throw json.wrong("files", "an object with files in it");
    }
    return new Bundle(
        folder,
        json.text("kind"),
        json.lengths("event"),
        json.integer("latent", 1),
        json.integer("conditionWidth", 0),
        json.texts("columns"),
        json.flag("missing"),
        json.integer("draws", 0),
        files,
        text);
  }

  private static File file(Path folder, BundleJson json) {
    Optional<Data> data =
        json.has("data")
            ? Optional.of(new Data(within(folder, json, "data"), json.text("dataSha256")))
            : Optional.empty();
    return new File(
        within(folder, json, "file"),
        json.whole("bytes"),
        json.text("sha256"),
        data,
        ports(json.objects("inputs")),
        ports(json.objects("outputs")));
  }

  private static Path within(Path folder, BundleJson json, String key) {
    String name = json.text(key);
    if (!name.matches("[\\w.-]+")) {
      throw json.wrong(key, "the name of a file of the folder, not '" + name + "'");
    }
    return folder.resolve(name);
  }

  private static List<Port> ports(List<BundleJson> all) {
    return all.stream()
        .map(
            port ->
                new Port(
                    port.text("name"),
                    port.text("type"),
                    port.texts("shape"),
                    port.text("noise", "")))
        .toList();
  }

  /** Returns what names of inputs and outputs begin with that are no columns, mostly nothing. */
  public String prefix() {
    return whole().text("prefix", "");
  }

  private BundleJson whole() {
    return BundleJson.parse(folder.resolve(NAME).toString(), json);
  }

  /**
   * Returns a file by its name.
   *
   * @throws IllegalStateException if the bundle has none of that name; the message says why
   */
  public File file(String name) {
    File file = files.get(name);
    if (file == null) {
      throw new IllegalStateException(folder + " has no file '" + name + "': " + why(name));
    }
    return file;
  }

  private String why(String name) {
    if (kind.equals(COLUMNS)) {
      return "it has " + String.join(", ", files.keySet()) + "; export the model again";
    }
    return name.equals("impute")
        ? "the model was trained without missing values"
        : "the model's posterior draws nothing";
  }

  /**
   * Returns the levels of a table's column in the order of their numbers; empty for numbers, dates,
   * and words that share buckets.
   */
  public List<String> levels(String column) {
    return levels().getOrDefault(column, List.of());
  }

  /**
   * Returns the words of a table's columns that have too many to tell them apart: of each bucket of
   * words the most frequent one.
   */
  Map<String, List<String>> bucketWords() {
    return words("words");
  }

  /** Returns what files give for a missing cell of columns in which blank is a value. */
  Map<String, String> missingTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (BundleJson own : whole().objects("schema")) {
      if (own.has("missingText")) {
        texts.put(own.text("name"), own.text("missingText"));
      }
    }
    return texts;
  }

  /** Returns the rare words of columns that count as one level. */
  Map<String, List<String>> pooledLevels() {
    return words("pooled");
  }

  /**
   * Returns what files call a column: its name, in which {@code {U+1F600}} and the like stand for
   * characters that onnxruntime's Java does not pass on.
   */
  public String port(String column) {
    return BasicText.of(column);
  }

  /** Returns the levels of all columns that have some. */
  Map<String, List<String>> levels() {
    return words("levels");
  }

  private Map<String, List<String>> words(String what) {
    Map<String, List<String>> byColumn = new LinkedHashMap<>();
    for (BundleJson own : whole().objects("schema")) {
      String name = own.text("name");
      List<String> texts = own.has(what) ? own.texts(what) : List.of();
      if (!texts.isEmpty()) {
        byColumn.putIfAbsent(name, texts);
      }
    }
    return byColumn;
  }

  /**
   * Returns how a table's cells are read and written, as {@code TableSchema.toJson} has it.
   *
   * @throws OnnxRuntimeException if the bundle does not say it, as one of a former version
   */
  public String tableSchema() {
    BundleJson whole = whole();
    if (!whole.has("tableSchema")) {
      throw new OnnxRuntimeException(
          whole.path() + " does not say how cells are written: export again");
    }
    return whole.values().get("tableSchema").toString();
  }

  /** Returns how many values a row has. */
  public int width() {
    return event.stream().reduce(1, Math::multiplyExact);
  }

  /**
   * Compares every file with its checksum.
   *
   * @throws OnnxRuntimeException if one is missing or another than was exported
   */
  public void verify() {
    files.values().forEach(Bundle::verify);
  }

  static void verify(File file) {
    verify(file.path, file.sha256);
    file.data.ifPresent(data -> verify(data.path, data.sha256));
  }

  private static void verify(Path file, String sha256) {
    if (!BundleReader.sha256(file).equals(sha256)) {
      throw new OnnxRuntimeException(
          file
              + " is not the file that "
              + NAME
              + " was written for: its checksum differs; export again, or copy the whole folder");
    }
  }
}
