package dev.vae.export.table;

import dev.vae.core.internal.text.Markdown;
import dev.vae.data.table.cell.CellReader;
import dev.vae.data.table.cell.DateStyle;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.parts.Part;
import dev.vae.export.table.column.ColumnInputs;
import dev.vae.export.table.column.DateColumn;
import dev.vae.export.table.column.WordColumn;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes a table bundle's {@code README.md}, with programs that run it as they stand. */
final class TableReadme {
  static final String NAME = "README.md";

  private static final int MOST_WORDS = 12;

  private final List<Column> columns;
  private final List<ColumnEncoding> encodings;
  private final OwnNames names;

  /**
   * Of modelled columns.
   *
   * @param encodings those of the model, of which a date with cycles has several
   */
  TableReadme(List<Column> columns, List<ColumnEncoding> encodings, OwnNames names) {
    this.columns = columns;
    this.encodings = encodings;
    this.names = names;
  }

  String of(Map<String, TableExporter.Made> models) {
    StringBuilder text = new StringBuilder("# ONNX files of a table's model\n\n");
    text.append("Any ONNX runtime runs the files. Each takes an input for every column below, N")
        .append(" values: `float64` numbers,\nNaN where missing, or texts, empty where missing.")
        .append(" Words, dates, blanks and scaling are inside.\nFor programs, `bundle.json` says")
        .append(" the same.\n\n| file | does | gives |\n|---|---|---|\n");
    models.forEach(
        (name, file) ->
            text.append("| `" + name + ".onnx` | " + Markdown.text(file.model().doc()) + " | ")
                .append(
                    file.model().outputs().keySet().stream()
                        .map(Markdown::code)
                        .collect(Collectors.joining(", ")))
                .append(" |\n"));
    text.append("\n| column | takes | |\n|---|---|---|\n");
    for (Column column : columns) {
      text.append("| " + Markdown.code(column.name()) + " | ")
          .append(Markdown.text(ColumnInputs.doc(column)) + " | ")
          .append(WordColumn.is(column) ? levels(column) : "")
          .append(" |\n");
    }
    text.append(
            "\nScores are those of `vae score`, filled cells those of `vae impute`: the noise they")
        .append(" need is an input, `")
        .append(names.of(ScoreGraph.NOISE))
        .append(
            "`,\nthat has its values unless others are given. Pass some hundred rows to be scored")
        .append(" at a time, a dozen\nto be filled: memory grows with them.\n\nOf a column `c`, `")
        .append(names.of("imputed", "c"))
        .append("` is the cell, filled where it was missing; `")
        .append(names.of("low", "c"))
        .append("` and `")
        .append(names.of("high", "c"))
        .append("` are the interval\nthat holds a number as often as the input `")
        .append(names.of("level"))
        .append("` says, of dates in days since 1970-01-01; `")
        .append(names.of("set", "c"))
        .append("` marks\nthe levels that together do, in the order of `bundle.json`; `")
        .append(names.of("draws", "c"))
        .append("` are its values in M completed tables, which the\nuniform numbers `")
        .append(names.of(ImputeGraph.CHOICE))
        .append(" [M, N]` choose among the row's draws; M may be 0.\n\n")
        .append("`sample.onnx` makes rows of random numbers: `bundle.json` says which input takes")
        .append(" normal and which uniform ones, `")
        .append(names.of(SampleGraph.HOLES))
        .append("` whether\ncells are missing as in the table. Rows whose `")
        .append(names.of(SampleGraph.KEPT))
        .append("` is false have a level that no row had: leave them out.\n\n")
        .append("## Python\n\n`pip install onnxruntime numpy`; run in this folder.\n\n")
        .append("```python\n" + python() + "```\n\n## JavaScript\n\n")
        .append("`npm install onnxruntime-node` for Node; in a browser `onnxruntime-web`, with")
        .append(" `fetch` in place of the path.\n\n```javascript\n" + javascript() + "```\n\n")
        .append("## Java\n\nWith the jars of `vae-export`, onnxruntime and Gson on the class path.")
        .append("\n\n```java\n" + java() + "```\n");
    return text.toString();
  }

  private static String levels(Column column) {
    return column.levels().stream()
            .limit(MOST_WORDS)
            .map(level -> Markdown.code(level.text()))
            .collect(Collectors.joining(", "))
        + (column.levels().size() > MOST_WORDS ? ", ... see bundle.json" : "");
  }

  /** A value in the middle of a column, as programs write it. */
  private String example(Column column, UnaryOperator<String> quoted) {
    if (WordColumn.is(column)) {
      return quoted.apply(column.levels().get(0).text());
    }
    if (column.format() instanceof DateStyle style) {
      String text = column.format(date(column));
      return DateColumn.is(column)
          ? quoted.apply(text)
          : style.order().epoch() ? text : Double.toString(new CellReader(column).read(text));
    }
    double middle = column.hashed() ? 0 : column.summary().median();
    boolean whole = column.type() == ColumnType.COUNT || column.hashed();
    return whole ? Long.toString(Math.round(middle)) : Double.toString(middle);
  }

  /** A date in the middle of those of training, in days. */
  private double date(Column column) {
    ColumnEncoding first =
        encodings.stream().filter(e -> e.name().equals(column.name())).findFirst().orElseThrow();
    Part part = first.part();
    return part.whole() ? first.centre() : (part.low() + part.high()) / 2;
  }

  /**
   * In the way that JavaScript and Java share. Line breaks have escapes of their own, for Java sees
   * others before it sees the quotes.
   */
  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n' || c == '\r') {
        out.append(c == '\n' ? "\\n" : "\\r");
      } else if (c < ' ' || c > '~') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** The same in Python, where a character has one escape, however long. */
  private static String pythonQuoted(String text) {
    StringBuilder out = new StringBuilder();
    for (int at : text.codePoints().toArray()) {
      String one = Character.toString(at);
      String quoted = quoted(one);
      out.append(
          Character.isBmpCodePoint(at)
              ? quoted.substring(1, quoted.length() - 1)
              : String.format(Locale.ROOT, "\\U%08x", at));
    }
    return "\"" + out + "\"";
  }

  private String row(String indent, UnaryOperator<String> quoted) {
    return columns.stream()
        .map(c -> indent + quoted.apply(c.name()) + ": " + example(c, quoted))
        .collect(Collectors.joining(",\n"));
  }

  private String python() {
    return """
    import json
    import numpy as np
    import onnxruntime

    bundle = json.load(open("bundle.json", encoding="utf-8"))
    columns = dict(zip(bundle["names"], bundle["columns"]))
    rows = [{
    %s,
    }]

    def run(name, rows, **also):
        file = bundle["files"][name]
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(file["file"], options)
        values = dict(also)
        for port in file["inputs"]:
            if port["name"] in columns:
                text = port["type"] == "string"
                given = [row.get(columns[port["name"]]) for row in rows]
                values[port["name"]] = (
                    np.array(["" if v is None else str(v).strip() for v in given], object) if text
                    else np.array([np.nan if v is None else v for v in given], np.float64))
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, values)))

    # reasons take many times as long; False leaves them out
    score = run("score", rows, **{"%s": np.array(True)})
    print("score", score["%s"][0], "p-value", score["%s"][0])
    for name, column in columns.items():
        print(column, score["%s" + name][0], "expected", score["%s" + name][0])

    # between 0 and 1, both excluded, also in single precision
    def uniform(random, shape):
        return np.clip(random.random(shape), 2**-53, 1 - 2**-24).astype(np.float32)

    # a cell that is missing is filled as 'vae impute' fills it
    # beside it are the cells of five completed tables, drawn by weight
    choice = uniform(np.random.default_rng(1), (5, len(rows)))
    filled = run(
        "impute", [{**row, %s: None} for row in rows],
        **{"%s": np.array(0.9), "%s": choice})
    print("filled", filled[%s][0])
    print("drawn", filled[%s][:, 0])

    # new rows, of noise by a seed
    def sample(count, seed):
        random = np.random.default_rng(seed)
        noise = {}
        for port in bundle["files"]["sample"]["inputs"]:
            if "noise" in port:
                shape = [count if length == "N" else length for length in port["shape"]]
                noise[port["name"]] = (
                    uniform(random, shape) if port["noise"] == "uniform"
                    else random.standard_normal(shape, np.float32))
        made = run("sample", [], **noise, **{"%s": np.array(True)})
        kept = made.pop("%s")
        cells = [made[name][kept] for name in columns]
        return [dict(zip(columns.values(), row)) for row in zip(*cells)]

    for row in sample(3, seed=1):
        print("sampled", row)
    """
        .formatted(
            row("    ", TableReadme::pythonQuoted),
            names.of(ScoreGraph.REASONS),
            names.of("score"),
            names.of("pValue"),
            names.of("surprise", ""),
            names.of("expected", ""),
            pythonQuoted(first()),
            names.of("level"),
            names.of(ImputeGraph.CHOICE),
            pythonQuoted(names.of("imputed", first())),
            pythonQuoted(names.of("draws", first())),
            names.of(SampleGraph.HOLES),
            names.of(SampleGraph.KEPT));
  }

  private String javascript() {
    return """
    const fs = require("fs");
    const ort = require("onnxruntime-node");

    const bundle = JSON.parse(fs.readFileSync("bundle.json", "utf8"));
    const rows = [{
    %s
    }];

    async function run(name, rows, also) {
      const file = bundle.files[name];
      const values = { ...also };
      for (const port of file.inputs) {
        if (bundle.names.includes(port.name)) {
          const column = bundle.columns[bundle.names.indexOf(port.name)];
          const given = rows.map(row => row[column]);
          values[port.name] = port.type === "string"
            ? new ort.Tensor("string", given.map(v => v == null ? "" : String(v).trim()), [rows.length])
            : new ort.Tensor("float64", Float64Array.from(given, v => v == null ? NaN : v), [rows.length]);
        }
      }
      const session = await ort.InferenceSession.create(file.file, { logSeverityLevel: 3 });
      return session.run(values);
    }

    async function main() {
      // reasons take many times as long; false leaves them out
      const reasons = new ort.Tensor("bool", [true], []);
      const score = await run("score", rows, { "%s": reasons });
      console.log("score", score["%s"].data[0], "p-value", score["%s"].data[0]);
      bundle.names.forEach((name, c) => console.log(
        bundle.columns[c], score["%s" + name].data[0], "expected", score["%s" + name].data[0]));

      // a cell that is missing is filled as 'vae impute' fills it
      const level = new ort.Tensor("float64", Float64Array.of(0.9), []);
      // beside it are the cells of five completed tables, drawn by weight
      const uniform = Float32Array.from({ length: 5 * rows.length }, () => Math.random() * 0.9999999);
      const choice = new ort.Tensor("float32", uniform, [5, rows.length]);
      const filled = await run(
        "impute", rows.map(row => ({ ...row, [%s]: null })), { "%s": level, "%s": choice });
      console.log("filled", filled[%s].data[0]);
      console.log("drawn", filled[%s].data);

      for (const row of await sample(3)) {
        console.log("sampled", JSON.stringify(row));
      }
    }

    // new rows, of noise that is other in every run
    async function sample(count) {
      const normal = () =>
        Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
      const noise = { "%s": new ort.Tensor("bool", [true], []) };
      for (const port of bundle.files.sample.inputs) {
        if (port.noise) {
          const shape = port.shape.map(length => length === "N" ? count : length);
          const draw = port.noise === "uniform" ? () => Math.fround(Math.random() * 0.9999999) : normal;
          const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, draw);
          noise[port.name] = new ort.Tensor("float32", values, shape);
        }
      }
      const made = await run("sample", [], noise);
      const rows = [];
      for (let r = 0; r < count; r++) {
        if (made["%s"].data[r]) {
          rows.push(Object.fromEntries(
            bundle.names.map((name, c) => [bundle.columns[c], made[name].data[r]])));
        }
      }
      return rows;
    }

    main();
    """
        .formatted(
            row("  ", TableReadme::quoted),
            names.of(ScoreGraph.REASONS),
            names.of("score"),
            names.of("pValue"),
            names.of("surprise", ""),
            names.of("expected", ""),
            quoted(first()),
            names.of("level"),
            names.of(ImputeGraph.CHOICE),
            quoted(names.of("imputed", first())),
            quoted(names.of("draws", first())),
            names.of(SampleGraph.HOLES),
            names.of(SampleGraph.KEPT));
  }

  private String first() {
    return columns.get(0).name();
  }

  private String java() {
    return
"""
    import dev.vae.export.runtime.OnnxTable;
    import java.nio.file.Path;
    import java.util.HashMap;
    import java.util.List;
    import java.util.Map;

    public class Example {
      public static void main(String[] arguments) {
        Map<String, Object> row = new HashMap<>();
    %s
        try (OnnxTable table = OnnxTable.open(Path.of("."))) {
          OnnxTable.Score score = table.score(List.of(row), 3).get(0);
          System.out.println("score " + score.score() + " p-value " + score.pValue());
          score.reasons().forEach(System.out::println);
          row.put(%s, null);
          OnnxTable.Filled filled = table.impute(List.of(row)).get(0);
          System.out.println("filled " + filled.row().get(%s));
          table.complete(List.of(row), 5, 1).forEach(t -> System.out.println("drawn " + t.get(0)));
          table.sample(3, 1).forEach(made -> System.out.println("sampled " + made));
        }
      }
    }
"""
        .formatted(
            columns.stream()
                .map(
                    c ->
                        "    row.put("
                            + quoted(c.name())
                            + ", "
                            + example(c, TableReadme::quoted)
                            + ");")
                .collect(Collectors.joining("\n")),
            quoted(first()),
            quoted(first()));
  }
}
