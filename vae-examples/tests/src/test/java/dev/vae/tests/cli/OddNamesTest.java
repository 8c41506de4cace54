package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.export.runtime.OnnxTable;
import dev.vae.export.table.TableExporter;
import dev.vae.tests.Python;
import dev.vae.tests.onnx.BundleProgram;
import dev.vae.tests.onnx.ReadmeTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Columns may be called anything; one holds a word in some rows and nothing in the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddNamesTest {
  private Path folder;
  private Path file;
  private Path model;

  @BeforeAll
  void train(@TempDir Path temporary) throws Exception {
    folder = temporary;
    Random random = new Random(2);
    StringBuilder text =
        new StringBuilder("\"a,b\",a+b,x=1,\"two\nlines\",\"it's, or not\",k=v,seldom\n");
    for (int i = 0; i < 200; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      text.append(String.format(Locale.ROOT, "%.2f,%.2f,%.2f", a, a + b, b));
      text.append(random.nextBoolean() ? ",\"yes, sir\"" : ",no");
      text.append(random.nextInt(3) == 0 ? ",\"p=1\"" : ",\"q, r\"");
      text.append(String.format(Locale.ROOT, ",%.2f,%s\n", b - a, i % 4 == 0 ? "sold" : ""));
    }
    file = Files.writeString(folder.resolve("it's.csv"), text);
    model = folder.resolve("my model");
    Cli.Result trained =
        Cli.run("train", file, "--members", 2, "--steps", 30, "--out", model).done();
    String next = "vae score '" + model + "' '" + folder + "/it'\\''s.csv'";
    assertTrue(trained.out().contains(next), trained.toString());
  }

  private Table made(Object... more) {
    Path out = folder.resolve("made.csv");
    Object[] all = new Object[6 + more.length];
    List<Object> first = List.of("synthesize", model, "--count", 40, "--out", out);
    for (int i = 0; i < all.length; i++) {
      all[i] = i < 6 ? first.get(i) : more[i - 6];
    }
    Cli.run(all).done();
    return Table.read(out, TableModel.load(model).schema());
  }

  private static void holds(Table table, int column, String word) {
    for (int r = 0; r < table.rowCount(); r++) {
      assertEquals(word, table.cell(r, column));
    }
  }

  @Test
  void rowsAreAskedForByAnyName() {
    holds(made("--where", "two\nlines=yes, sir"), 3, "yes, sir");
    Table both = made("--where", "two\nlines=yes, sir, it's, or not = q, r,a,b=0.50");
    holds(both, 3, "yes, sir");
    holds(both, 4, "q, r");
    holds(both, 0, "0.50");
    Table equals = made("--where", "x=1=0.25", "--where", "k=v=-0.75");
    holds(equals, 2, "0.25");
    holds(equals, 5, "-0.75");
    holds(made("--where", "it's, or not=p=1,a+b=0.10"), 4, "p=1");
    Table quoted = made("--where", "\"x=1\"=0.25, \"it's, or not\" =\"q, r\",\"a,b\"=0.50");
    holds(quoted, 2, "0.25");
    holds(quoted, 4, "q, r");
    holds(quoted, 0, "0.50");
  }

  @Test
  void constraintsAreOnAnyName() {
    Table ordered = made("--constraint", "x=1<=a,b");
    Table sum = made("--constraint", "a+b=a,b+x=1");
    for (int r = 0; r < 40; r++) {
      assertTrue(ordered.value(r, 2) <= ordered.value(r, 0));
      assertEquals(sum.value(r, 1), sum.value(r, 0) + sum.value(r, 2), 0.011);
    }
  }

  @Test
  void valuesAreMissingByTheirSizeInAnyColumn() {
    Path out = folder.resolve("masked");
    String option = "--missing-not-at-random";
    Cli.run(
            "train",
            file,
            "--members",
            2,
            "--steps",
            2,
            "--out",
            out,
            option,
            "x=1=high",
            option,
            "a,b=Low")
        .done();
    for (String wrong : List.of("x=1", "x", "=high", "a,b=large")) {
      Cli.Result refused = Cli.run("train", file, option, wrong, "--out", folder.resolve("no"));
      assertEquals(1, refused.code());
      assertTrue(refused.err().contains("'" + wrong + "' is not NAME=HOW"), refused.err());
      assertTrue(!Files.exists(folder.resolve("no")));
    }
  }

  @Test
  void whatIsWrongIsSaidOnOneLine() {
    for (String where :
        List.of(
            "two\nlines=maybe",
            "\"x=1\"=\"tall\"",
            "\"x=1=0.25",
            "x=1=tall",
            "nothing",
            "a,b",
            "b=3",
            "")) {
      Cli.Result refused =
          Cli.run(
              "synthesize",
              model,
              "--count",
              1,
              "--out",
              folder.resolve("never.csv"),
              "--where=" + where);
      assertTrue(refused.code() != 0, refused.toString());
      List<String> lines = refused.err().lines().filter(l -> !l.startsWith("Try ")).toList();
      assertEquals(1, lines.size(), refused.err());
      assertTrue(!Files.exists(folder.resolve("never.csv")));
    }
  }

  /**
   * A word that stands in a quarter of the rows does so in new ones, and in the exported file's:
   * blank is a value as the word is, and no hole.
   */
  @Test
  void whatSeldomStandsThereSeldomDoes() throws Exception {
    Path out = folder.resolve("marked.csv");
    TableModel loaded = TableModel.load(model);
    int[] words = new int[2];
    for (String more : List.of("--seed=3", "--complete")) {
      Cli.run("synthesize", model, "--count", 1000, more, "--out", out).done();
      Table made = Table.read(out, loaded.schema());
      words[0] = 0;
      for (int r = 0; r < 1000; r++) {
        assertTrue(List.of("", "sold").contains(made.cell(r, 6)));
        words[0] += made.value(r, 6) == 1 ? 1 : 0;
      }
      assertEquals(250, words[0], 55); // four deviations
    }
    Path onnx = folder.resolve("marked onnx");
    TableExporter.of(loaded).write(onnx);
    try (OnnxTable exported = OnnxTable.open(onnx)) {
      for (Map<String, Object> row : exported.sample(1000, 3)) {
        words[1] += row.get("seldom").equals("sold") ? 1 : 0;
        assertTrue(List.of("", "sold").contains(row.get("seldom")));
      }
    }
    assertEquals(250, words[1], 55);
  }

  /** The same of a word that is taken for the only value: it is missing where it does not stand. */
  @Test
  void aConstantIsMissingAsOften() throws Exception {
    Path constant = folder.resolve("constant");
    Object[] little = {"--members", 2, "--steps", 2, "--column", "seldom=constant"};
    List<Object> train = new ArrayList<>(List.of("train", file, "--out", constant));
    train.addAll(List.of(little));
    Cli.run(train.toArray()).done();
    Path out = folder.resolve("many.csv");
    Cli.run("synthesize", constant, "--count", 1000, "--seed", 3, "--out", out).done();
    TableModel loaded = TableModel.load(constant);
    Table made = Table.read(out, loaded.schema());
    TableExporter.of(loaded).write(folder.resolve("onnx"));
    int words = 0;
    try (OnnxTable exported = OnnxTable.open(folder.resolve("onnx"))) {
      List<Map<String, Object>> rows = exported.sample(1000, 3);
      for (int r = 0; r < 1000; r++) {
        String cell = made.cell(r, 6);
        assertEquals(cell, rows.get(r).get("seldom") == null ? "" : "sold");
        words += cell.isEmpty() ? 0 : 1;
      }
    }
    assertEquals(250, words, 55); // four deviations
    Cli.run("synthesize", constant, "--count", 50, "--complete", "--out", out).done();
    holds(Table.read(out, loaded.schema()), 6, "sold");
  }

  /** A bundle of a small table with these columns. */
  private Path exported(List<String> names) throws Exception {
    Random random = new Random(4);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int r = 0; r < 60; r++) {
      Map<String, Object> row = new LinkedHashMap<>();
      names.forEach(name -> row.put(name, random.nextGaussian()));
      rows.add(row);
    }
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(5);
    Path bundle = folder.resolve(names.size() + " onnx");
    TableExporter.of(TableModel.fit(Table.of(names, rows), options)).write(bundle);
    assertEquals(
        names, ReadmeTables.of(bundle, "column").stream().map(cells -> cells.get(0)).toList());
    return bundle;
  }

  private static void python(Path bundle) throws Exception {
    Python python = Python.with("onnxruntime, numpy");
    Files.writeString(bundle.resolve("example.py"), BundleProgram.of(bundle, "python"));
    Python.Result result = python.run(bundle, "example.py");
    assertEquals(0, result.code(), result.printed());
  }

  /** Names in a bundle's README can be copied, and its programs know them. */
  @Test
  void theReadmeOfABundleHasNamesAsTheyAre() throws Exception {
    Path bundle =
        exported(List.of("p|q `r` <i>x</i>", "two\r\nlines", "a \\| b", "it's \"so\" \\n"));
    assertEquals(4, ReadmeTables.of(bundle, "file").size());
    Path printed = folder.resolve("printed.txt");
    ProcessBuilder java = new ProcessBuilder(BundleProgram.java(bundle)).directory(bundle.toFile());
    int code = java.redirectErrorStream(true).redirectOutput(printed.toFile()).start().waitFor();
    assertEquals(0, code, Files.readString(printed));
    python(bundle);
  }

  /** Characters that take two in Java and JavaScript take one in Python. */
  @Test
  void pythonKnowsNamesOfLargeCharacters() throws Exception {
    python(exported(List.of("\ud83d\ude00", "x")));
  }

  /** No output takes the place of what is read, whatever way to the file is named. */
  @Test
  void whatIsReadIsNotWrittenOver() throws Exception {
    Path read = Files.copy(file, folder.resolve("read.csv"));
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), read);
    Path way = folder.resolve("my model").resolve("..").resolve("read.csv");
    Path latents = folder.resolve("latents.csv");
    Path lines = folder.resolve("l.html");
    List<List<Object>> commands =
        List.of(
            List.of("score", model, read, "--out", read),
            List.of("score", model, read, "--out", link),
            List.of("score", model, link, "--out", way),
            List.of("score", model, read, "--out", folder.resolve("s.csv"), "--json=" + read),
            List.of("impute", model, read, "--out", read),
            List.of("impute", model, read, "--out", folder.resolve("w.csv"), "--intervals=" + read),
            List.of("encode", model, read, "--out", way),
            List.of("encode", model, read, "--out", latents, "--map", lines, "--map", lines),
            List.of("schema", read, "--out", read),
            List.of("schema", read, "--json=" + link),
            List.of("train", read, "--json=" + read, "--out", folder.resolve("m")),
            List.of("train", "--data", "csv:" + read + "#label=k", "--json=" + read),
            List.of("synthesize", model, "--count", 9, "--real", read, "--out", read),
            List.of(
                "synthesize",
                model,
                "--count",
                9,
                "--real",
                read,
                "--out",
                lines,
                "--report",
                lines));
    for (List<Object> command : commands) {
      Cli.Result refused = Cli.run(command.toArray());
      assertEquals(2, refused.code(), command + "\n" + refused);
      assertTrue(refused.err().contains("would be lost: name another"), refused.err());
      assertEquals(-1, Files.mismatch(file, read), command.toString());
      assertTrue(!Files.exists(lines), command.toString());
    }
  }
}
