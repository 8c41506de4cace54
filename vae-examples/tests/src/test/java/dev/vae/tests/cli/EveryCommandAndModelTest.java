package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.tests.Modules;
import dev.vae.tests.tabular.KnownTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each command that takes a model, with each thing that may be in a model's place: it does its
 * work, or says in one line what is there and which command takes that.
 */
class EveryCommandAndModelTest {

  /** What a command may be given for a model. */
  private enum Given {
    ROWS,
    CONDITIONED,
    TABLE,
    BUNDLE,
    TABLE_BUNDLE,
    CHECKPOINT,
    NO_MODEL,
    FILE,
    FILE_OF_MODEL,
    ABSENT;

    private boolean ofRows() {
      return this == ROWS || this == CONDITIONED;
    }

    private boolean isModel() {
      return ofRows() || this == TABLE;
    }
  }

  /** What follows a command's name, where it takes models of rows, and a table's; null if not. */
  private record Command(List<String> rows, List<String> table, boolean bundles) {
    boolean takes(Given given) {
      return switch (given) {
        case ROWS, CONDITIONED -> rows != null;
        case TABLE -> table != null;
        case BUNDLE, TABLE_BUNDLE -> bundles;
        default -> false;
      };
    }

    /** Asks as one would who takes the model for one that the command takes. */
    List<String> words(Given given) {
      boolean asTable = rows == null || given == Given.TABLE && table != null;
      return asTable ? table : rows;
    }
  }

  private static final String DATA = "--data digits#20 ";

  /** By name; MODEL, FILE and OUT are filled in. */
  private static final Map<String, Command> COMMANDS =
      Map.ofEntries(
          both("describe", "MODEL", "MODEL"),
          both("encode", "MODEL " + DATA + "--out OUT", "MODEL FILE --out OUT"),
          rows("eval", "MODEL " + DATA),
          both("explore", "MODEL " + DATA + "--port 0", "MODEL FILE --port 0"),
          both("export", "MODEL --out OUT", "MODEL --out OUT"),
          rows("fit-sampler", "MODEL " + DATA),
          table("impute", "MODEL FILE --out OUT"),
          rows("interpolate", "MODEL --out OUT"),
          rows("reconstruct", "MODEL " + DATA + "--out OUT"),
          rows("sample", "MODEL --count 2 --out OUT"),
          table("score", "MODEL FILE --out OUT"),
          Map.entry("serve", new Command(split("MODEL --port 0"), split("MODEL --port 0"), true)),
          table("synthesize", "MODEL --count 2 --out OUT"),
          rows("traverse", "MODEL --out OUT"));

  /** They run until they are stopped; that they take what they take is tested elsewhere. */
  private static final Set<String> SERVERS = Set.of("explore", "serve");

  /** They must be told of what class. */
  private static final Set<String> DECODE = Set.of("interpolate", "sample", "traverse");

  private static final Pattern COMMAND = Pattern.compile("\\bvae ([a-z][a-z-]*)");

  @TempDir private static Path folder;
  private static Path file;
  private static final Map<Given, Path> PATHS = new EnumMap<>(Given.class);
  private static int runs;

  private static Map.Entry<String, Command> both(String name, String rows, String table) {
    return Map.entry(name, new Command(split(rows), split(table), false));
  }

  private static Map.Entry<String, Command> rows(String name, String rows) {
    return Map.entry(name, new Command(split(rows), null, false));
  }

  private static Map.Entry<String, Command> table(String name, String table) {
    return Map.entry(name, new Command(null, split(table), false));
  }

  private static List<String> split(String words) {
    return List.of(words.split(" "));
  }

  @BeforeAll
  static void make() throws Exception {
    file = Files.writeString(folder.resolve("known.csv"), KnownTable.text(120, 0.1, 1));
    for (Given given : Given.values()) {
      PATHS.put(given, folder.resolve(given.name().toLowerCase(java.util.Locale.ROOT)));
    }
    Path rows = PATHS.get(Given.ROWS);
    train("--out", rows);
    train("--condition", "digit", "--out", PATHS.get(Given.CONDITIONED));
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(20);
    TableModel.fit(Table.read(file, TableSchema.infer(file)), options).save(PATHS.get(Given.TABLE));
    Cli.run("export", rows, "--out", PATHS.get(Given.BUNDLE)).done();
    Cli.run("export", PATHS.get(Given.TABLE), "--out", PATHS.get(Given.TABLE_BUNDLE)).done();
    Files.createDirectory(PATHS.get(Given.NO_MODEL));
    Files.createDirectory(PATHS.get(Given.CHECKPOINT));
    Files.copy(
        rows.resolve("checkpoint.safetensors"),
        PATHS.get(Given.CHECKPOINT).resolve("checkpoint.safetensors"));
    Files.writeString(PATHS.get(Given.FILE), "age,income\n3,4\n");
    PATHS.put(Given.FILE_OF_MODEL, rows.resolve("model.json"));
  }

  private static void train(Object... more) {
    List<Object> line = new ArrayList<>(List.of("train", "--data", "digits#40", "--epochs", 1));
    line.addAll(List.of("--set", "latent=2", "--set", "encoder.0.units=8"));
    line.addAll(List.of(more));
    Cli.run(line.toArray()).done();
  }

  static Stream<Arguments> pairs() {
    return COMMANDS.keySet().stream()
        .sorted()
        .flatMap(name -> Stream.of(Given.values()).map(given -> Arguments.of(name, given)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void worksOrNamesTheCommandThatDoes(String name, Given given) {
    Command command = COMMANDS.get(name);
    if (command.takes(given) && SERVERS.contains(name)) {
      return;
    }
    Cli.Result result = run(name, command.words(given), given);
    if (command.takes(given)) {
      result.done();
      return;
    }
    String line = refusal(name, result);
    assertTrue(line.contains(PATHS.get(given).toString()), line);
    Set<String> named = new TreeSet<>();
    COMMAND.matcher(line).results().forEach(found -> named.add(found.group(1)));
    for (String other : named) {
      boolean takes = other.equals("train") || COMMANDS.get(other).takes(given);
      assertTrue(takes || other.equals("export"), other + " does not take it: " + line);
    }
    named.remove("export"); // what made the files of a bundle
    assertTrue(given == Given.FILE_OF_MODEL || given == Given.FILE || !named.isEmpty(), line);
    if (given == Given.FILE_OF_MODEL) {
      assertTrue(line.endsWith("name " + PATHS.get(Given.ROWS)), line);
    }
  }

  /** Nothing is left that looks like the beginning of a model. */
  @Test
  void trainingThatIsRefusedLeavesNoFolder() {
    Path out = folder.resolve("refused");
    Cli.Result result =
        Cli.run("train", "--data", "digits#20", "--condition", "digt", "--out", out);
    assertEquals(1, result.code(), result.toString());
    assertFalse(Files.exists(out));
  }

  /** A model of one kind is not written over, nor into, one of the other. */
  @Test
  void noCommandMixesModelsOfBothKinds() throws Exception {
    Path rows = PATHS.get(Given.ROWS);
    Path table = PATHS.get(Given.TABLE);
    List<List<Object>> lines =
        List.of(
            List.of("train", "--data", "digits#20", "--epochs", 1, "--out", table),
            List.of("quickstart", "--out", table),
            List.of("train", file, "--steps", 1, "--out", rows),
            List.of("tune", file, "--steps", 1, "--out", rows));
    for (List<Object> line : lines) {
      String out = line.get(line.size() - 1).toString();
      String said = refusal((String) line.get(0), Cli.run(line.toArray()));
      assertTrue(said.contains(out + " holds a "), said);
      assertTrue(said.contains("into another folder"), said);
    }
    Cli.run("describe", rows).done();
    Cli.run("describe", table).done();
    assertFalse(Files.exists(table.resolve("model.json")));
    assertFalse(Files.exists(rows.resolve("table.json")));
  }

  /** A model in a table's place. */
  @Test
  void noModelIsTakenForATable() {
    for (String name : List.of("schema", "train", "tune")) {
      for (Given given : Given.values()) {
        if (given.isModel()) {
          Cli.Result result = Cli.run(name, PATHS.get(given));
          assertTrue(refusal(name, result).contains("vae describe " + PATHS.get(given)));
        }
      }
    }
  }

  /** What the pages of commands say takes a MODEL is tried here. */
  @Test
  void allCommandsThatTakeAModelAreTried() throws Exception {
    String page = Files.readString(Modules.root().resolve("docs/command-line.md"));
    Set<String> found = new TreeSet<>();
    Pattern usage = Pattern.compile("Usage: vae ([a-z-]+) ([^\n]+\n( +[^\n]+\n)*)");
    usage
        .matcher(page)
        .results()
        .filter(each -> each.group(2).matches("(?s).*[\\s\\]]MODEL\\b.*"))
        .forEach(each -> found.add(each.group(1)));
    assertEquals(new TreeSet<>(COMMANDS.keySet()), found);
  }

  private static Cli.Result run(String name, List<String> words, Given given) {
    runs++;
    List<Object> line = new ArrayList<>(List.of(name));
    for (String word : words) {
      switch (word) {
        case "MODEL" -> line.add(PATHS.get(given));
        case "FILE" -> line.add(file);
        case "OUT" -> line.add(folder.resolve(name.equals("export") ? "o" + runs : runs + ".csv"));
        default -> line.add(word);
      }
    }
    if (given == Given.CONDITIONED && DECODE.contains(name)) {
      line.addAll(List.of("--condition", 7));
    }
    return Cli.run(line.toArray());
  }

  /** The one line of a refusal. */
  private static String refusal(String name, Cli.Result result) {
    assertEquals(1, result.code(), result.toString());
    List<String> lines = result.err().lines().toList();
    assertEquals(1, lines.size(), name + result);
    assertTrue(lines.get(0).startsWith("vae: "), lines.get(0));
    return lines.get(0).substring(5);
  }
}
