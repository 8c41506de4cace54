package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.model.Vae;
import dev.vae.core.predict.Predictor;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.export.table.TableExporter;
import dev.vae.layers.Presets;
import dev.vae.serve.VaeServer;
import dev.vae.tests.tabular.KnownTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything in Java that reads a model's folder, with everything that may be in its place: it
 * reads it, or says in one line what is there and what reads that. For commands, see {@link
 * dev.vae.tests.cli.EveryCommandAndModelTest}.
 */
class EveryLoaderAndFolderTest {

  private enum Given {
    ROWS("Vae.load"),
    TABLE("TableModel.load"),
    ROWS_BUNDLE("OnnxVae.open"),
    TABLE_BUNDLE("OnnxTable.open"),
    CHECKPOINT("saved no model yet"),
    EMPTY("no "),
    FILE("is a file"),
    ABSENT("there is no ");

    private final String told;

    Given(String told) {
      this.told = told;
    }
  }

  /** Reads what is at a path, and ends it. */
  private interface Loader {
    void load(Path path) throws Exception;
  }

  private record Takes(Set<Given> kinds, Loader loader) {}

  private static final Map<String, Takes> LOADERS = new LinkedHashMap<>();

  static {
    takes("Vae.load", Vae::load, Given.ROWS);
    takes("Predictor.load", path -> Predictor.load(path).close(), Given.ROWS);
    takes("TableModel.load", TableModel::load, Given.TABLE);
    takes("OnnxVae.open", path -> OnnxVae.open(path).close(), Given.ROWS_BUNDLE);
    takes("OnnxTable.open", path -> OnnxTable.open(path).close(), Given.TABLE_BUNDLE);
    takes(
        "VaeServer",
        path -> VaeServer.builder().model("it", path).port(0).start().close(),
        Given.ROWS,
        Given.TABLE,
        Given.ROWS_BUNDLE,
        Given.TABLE_BUNDLE);
  }

  @TempDir private static Path folder;
  private static final Map<Given, Path> PATHS = new EnumMap<>(Given.class);

  private static void takes(String name, Loader loader, Given first, Given... more) {
    LOADERS.put(name, new Takes(EnumSet.of(first, more), loader));
  }

  @BeforeAll
  static void make() throws Exception {
    for (Given given : Given.values()) {
      PATHS.put(given, folder.resolve(given.name().toLowerCase(java.util.Locale.ROOT)));
    }
    Dataset digits = DataSource.parse("digits#40").open();
    Vae vae =
        Vae.builder(Presets.mlp(digits.event()).with("latent=2").with("encoder.0.units=8"))
            .data(digits)
            .build();
    Files.createDirectory(PATHS.get(Given.CHECKPOINT));
    Trainer.of(vae)
        .train(digits)
        .epochs(1)
        .checkpoint(PATHS.get(Given.CHECKPOINT).resolve("checkpoint.safetensors"))
        .run();
    vae.save(PATHS.get(Given.ROWS));
    VaeExporter.of(vae).draws(4).write(PATHS.get(Given.ROWS_BUNDLE));
    Path file = Files.writeString(folder.resolve("known.csv"), KnownTable.text(120, 0.1, 1));
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(20);
    TableModel model = TableModel.fit(Table.read(file, TableSchema.infer(file)), options);
    model.save(PATHS.get(Given.TABLE));
    TableExporter.of(model).write(PATHS.get(Given.TABLE_BUNDLE));
    Files.createDirectory(PATHS.get(Given.EMPTY));
    Files.writeString(PATHS.get(Given.FILE), "age,income\n3,4\n");
  }

  static Stream<Arguments> pairs() {
    return LOADERS.keySet().stream()
        .flatMap(name -> Stream.of(Given.values()).map(given -> Arguments.of(name, given)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void readsItOrNamesWhatDoes(String name, Given given) throws Exception {
    Takes takes = LOADERS.get(name);
    Path path = PATHS.get(given);
    if (takes.kinds.contains(given)) {
      takes.loader.load(path);
      return;
    }
    RuntimeException refused =
        assertThrows(RuntimeException.class, () -> takes.loader.load(path), name + " " + given);
    String said = refused.getMessage();
    assertTrue(said.contains(path.toString()), said);
    assertTrue(said.contains(given.told), said);
    assertEquals(1, said.lines().count(), said);
    for (String other : LOADERS.keySet()) {
      // of exported files both are named where which it is has not been read
      boolean bundle = given == Given.ROWS_BUNDLE || given == Given.TABLE_BUNDLE;
      boolean right =
          LOADERS.get(other).kinds.contains(given) || bundle && other.startsWith("Onnx");
      assertTrue(right || !said.contains(other), said);
    }
  }

  /** Neither is saved over the other, whose folder stays what it was. */
  @Test
  void neitherKindIsSavedOverTheOther() {
    Vae vae = Vae.load(PATHS.get(Given.ROWS));
    TableModel table = TableModel.load(PATHS.get(Given.TABLE));
    RuntimeException first =
        assertThrows(RuntimeException.class, () -> vae.save(PATHS.get(Given.TABLE)));
    assertTrue(first.getMessage().contains("into another folder"), first.getMessage());
    RuntimeException second =
        assertThrows(RuntimeException.class, () -> table.save(PATHS.get(Given.ROWS)));
    assertTrue(second.getMessage().contains("into another folder"), second.getMessage());
    assertEquals(vae.toJson(), Vae.load(PATHS.get(Given.ROWS)).toJson());
    assertEquals(
        table.schema().toJson(), TableModel.load(PATHS.get(Given.TABLE)).schema().toJson());
  }

  /** What an earlier version left beside a table's description is gone when it is saved anew. */
  @Test
  void aTablesFolderHoldsNoModelOfRows() throws Exception {
    Path former = folder.resolve("former");
    TableModel table = TableModel.load(PATHS.get(Given.TABLE));
    table.save(former);
    for (String name : new String[] {"model.json", "weights.safetensors"}) {
      Files.copy(former.resolve("members/1").resolve(name), former.resolve(name));
    }
    assertThrows(RuntimeException.class, () -> Vae.load(former));
    table.save(former);
    assertFalse(Files.exists(former.resolve("model.json")));
    assertFalse(Files.exists(former.resolve("weights.safetensors")));
    assertEquals(
        table.members().get(0).toJson(), Vae.load(former.resolve("members").resolve("1")).toJson());
  }
}
