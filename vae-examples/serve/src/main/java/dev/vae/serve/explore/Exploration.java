package dev.vae.serve.explore;

import dev.vae.core.model.Vae;
import dev.vae.data.Dataset;
import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Rows as a model sees them, for a page to explore: the means of their posteriors, what each
 * dimension carries, and what the rows may be coloured by; as files that a server or a folder
 * gives.
 */
public final class Exploration {
  private final int size;
  private final Map<String, Object> data;
  private final Map<String, Supplier<byte[]>> files;
  private final ForBrowser taken;

  private Exploration(
      int size, Map<String, Object> data, Map<String, Supplier<byte[]>> files, ForBrowser taken) {
    this.size = size;
    this.data = data;
    this.files = files;
    this.taken = taken;
  }

  /** What files a page needs besides where the browser runs a model. */
  interface ForBrowser {
    Map<String, Supplier<byte[]>> of(BrowserModel model);
  }

  static Exploration of(
      Map<String, Object> described, LatentSpace latents, List<Colour> colours, RowFiles rows) {
    Map<String, Object> data = new LinkedHashMap<>(described);
    data.put("colours", colours.stream().map(Colour::described).toList());
    data.put("rows", rows.described());
    Map<String, Supplier<byte[]>> files = new LinkedHashMap<>(latents.files());
    for (int c = 0; c < colours.size(); c++) {
      Supplier<float[]> values = colours.get(c).values();
      files.put("colours/" + c + ".bin", () -> Bytes.of(values.get()));
    }
    files.putAll(rows.files("rows"));
    return new Exploration(latents.size(), data, files, model -> Map.of());
  }

  Exploration with(Map<String, Supplier<byte[]>> more) {
    Map<String, Supplier<byte[]>> all = new LinkedHashMap<>(files);
    all.putAll(more);
    return new Exploration(size, data, all, taken);
  }

  /**
   * Encodes rows by a model.
   *
   * @param rows as the model takes them, with conditions where it is conditioned; they are read
   *     again when the page asks for some
   * @throws IllegalArgumentException if the rows do not fit the model
   */
  public static Exploration of(Vae vae, Dataset rows) {
    return DatasetExploration.of(
        Objects.requireNonNull(vae, "vae"), Objects.requireNonNull(rows, "rows"));
  }

  /**
   * Encodes a table's rows by the part of its model that fills cells and makes rows.
   *
   * @throws IllegalArgumentException if the table was read by another schema
   */
  public static Exploration of(TableModel model, Table table) {
    return TableExploration.of(
        Objects.requireNonNull(model, "model"), Objects.requireNonNull(table, "table"));
  }

  Exploration with(ForBrowser more) {
    return new Exploration(size, data, files, more);
  }

  /**
   * Returns this with the model itself beside it, for the browser to run.
   *
   * @param bundle the folder that {@code vae export} wrote
   * @param runtime the folder of the npm package onnxruntime-web, which {@code npm install
   *     onnxruntime-web} makes
   * @throws IOException if a folder does not hold what it should; the message says what is missing
   * @throws IllegalArgumentException if the bundle is of a table and the rows are not, or the other
   *     way round
   */
  public Exploration withBrowserModel(Path bundle, Path runtime) throws IOException {
    BrowserModel model = BrowserModel.of(bundle, runtime);
    boolean table = "table".equals(data.get("kind"));
    if (model.table() != table) {
      throw new IllegalArgumentException(
          bundle
              + (table
                  ? " takes rows of numbers, and the rows to show are a table's"
                  : " takes a table's columns, and the rows to show are numbers")
              + ": export the model whose rows they are");
    }
    Map<String, Object> described = new LinkedHashMap<>(data);
    described.put("browser", true);
    return new Exploration(size, described, files, taken).with(model.files()).with(taken.of(model));
  }

  /**
   * Writes a page to explore the model as a folder that any web host serves: {@code index.html},
   * and the rest in the folder {@code explore}. {@link #withBrowserModel} the browser encodes,
   * decodes and scores by itself; without, the page shows the rows alone, and says what it lacks.
   * Scores are computed for this, so it may take a while.
   *
   * <pre>{@code
   * Exploration.of(vae, rows).withBrowserModel(bundle, runtime).writeSite("digits", folder);
   * }</pre>
   *
   * @param name what the page calls the model, any text
   * @param folder a new or an empty one
   * @return how many bytes were written
   * @throws IOException if that fails, or if the folder holds something
   */
  public long writeSite(String name, Path folder) throws IOException {
    return StaticSite.of(name, this).write(folder);
  }

  /** Returns what the page begins with. */
  public Map<String, Object> data() {
    return Collections.unmodifiableMap(data);
  }

  /** Returns how many rows there are. */
  public int size() {
    return size;
  }

  /** Returns the names of the files that go with it. */
  public Set<String> names() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /** Returns the content of a file, if there is one of this name. */
  public Optional<byte[]> file(String name) {
    return Optional.ofNullable(files.get(name)).map(Supplier::get);
  }
}
