package dev.vae.export;

import dev.vae.core.model.Vae;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Programs that run a bundle, one for each language, all with the same rows and calls. */
final class ReadmePrograms {
  /** Wider rows are not written out. */
  private static final int MOST_SHOWN = 12;

  private final Set<String> files;
  private final boolean missing;
  private final int width;
  private final String row;
  private final String condition;

  ReadmePrograms(Vae vae, Set<String> files) {
    this.files = files;
    this.missing = vae.schema().missing();
    this.width = vae.spec().width();
    this.row = width <= MOST_SHOWN ? numbers(PlausibleRows.draw(vae, 1)[0]) : "";
    this.condition = vae.spec().condition() == 0 ? "" : numbers(PlausibleRows.conditions(vae, 1));
  }

  private static String numbers(float[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> Float.toString(values[i]))
        .collect(Collectors.joining(", "));
  }

  private boolean conditional() {
    return !condition.isEmpty();
  }

  String python() {
    StringBuilder text =
        new StringBuilder(
            """
            import json
            import numpy as np
            import onnxruntime

            bundle = json.load(open("bundle.json"))
            random = np.random.default_rng(1)

            # between 0 and 1, both excluded, also in single precision
            def uniform(shape):
                return np.clip(random.random(shape), 2**-53, 1 - 2**-24)

            def run(name, rows, **given):
                file = bundle["files"][name]
                values = {}
                for port in file["inputs"]:
                    if port["name"] in given:
                        values[port["name"]] = given[port["name"]]
                    elif "noise" in port:
                        shape = [d if isinstance(d, int) else rows for d in port["shape"]]
                        draw = random.standard_normal if port["noise"] == "normal" else uniform
                        values[port["name"]] = draw(shape).astype(np.float32)
                session = onnxruntime.InferenceSession(file["file"])
                names = [output.name for output in session.get_outputs()]
                return dict(zip(names, session.run(names, values)))

            """);
    text.append(
        row.isEmpty()
            ? "x = np.zeros((1, " + width + "), np.float32)\n"
            : "x = np.array([[" + row + "]], np.float32)\n");
    String given = ", x=x";
    if (missing) {
      text.append("mask = np.ones_like(x)  # 0 where a value is missing\n");
      given += ", mask=mask";
    }
    if (conditional()) {
      text.append("condition = np.array([[" + condition + "]], np.float32)\n");
    }
    String also = conditional() ? ", condition=condition" : "";
    text.append("codes = run(\"encoder\", 1" + given + also + ")[\"mean\"]\n")
        .append("print(\"codes\", codes[0].tolist())\n")
        .append("decoded = run(\"decoder\", 1, z=codes" + also + ")[\"mean\"]\n")
        .append("print(\"decoded\", decoded[0].tolist())\n")
        .append("print(\"sample\", run(\"sample\", 3" + repeated(also) + ")[\"mean\"].shape)\n");
    if (files.contains("score")) {
      text.append("score = run(\"score\", 1" + given + also + ")\n")
          .append("print(\"score\", score[\"negLogLikelihood\"], score[\"standardError\"])\n");
    }
    if (files.contains("impute")) {
      text.append("print(\"filled\", run(\"impute\", 1" + given + also + ")[\"mean\"])\n");
    }
    return text.toString();
  }

  private static String repeated(String also) {
    return also.isEmpty() ? "" : ", condition=np.repeat(condition, 3, 0)";
  }

  String javascript() {
    StringBuilder text =
        new StringBuilder(
            """
            const fs = require("fs");
            const ort = require("onnxruntime-node");

            const bundle = JSON.parse(fs.readFileSync("bundle.json", "utf8"));

            function noise(kind, count) {
              const open = () => Math.min(1 - 2 ** -24, Math.random() + 2 ** -53);
              const one = () => kind === "uniform"
                ? open() : Math.sqrt(-2 * Math.log(open())) * Math.cos(2 * Math.PI * open());
              return Float32Array.from({ length: count }, one);
            }

            async function run(name, rows, given) {
              const file = bundle.files[name];
              const values = {};
              for (const port of file.inputs) {
                const shape = port.shape.map(d => typeof d === "number" ? d : rows);
                const count = shape.reduce((a, b) => a * b, 1);
                const data = given[port.name] || (port.noise && noise(port.noise, count));
                values[port.name] = new ort.Tensor("float32", data, shape);
              }
              const session = await ort.InferenceSession.create(file.file);
              return session.run(values);
            }

            async function main() {
            """);
    text.append(
        row.isEmpty()
            ? "  const x = new Float32Array(" + width + ");\n"
            : "  const x = Float32Array.of(" + row + ");\n");
    String given = "x";
    if (missing) {
      text.append("  const mask = new Float32Array(x.length).fill(1); // 0 where one is missing\n");
      given += ", mask";
    }
    if (conditional()) {
      text.append("  const condition = Float32Array.of(" + condition + ");\n");
    }
    String also = conditional() ? ", condition" : "";
    text.append(
            "  const codes = (await run(\"encoder\", 1, { " + given + also + " })).mean.data;\n")
        .append("  console.log(\"codes\", JSON.stringify(Array.from(codes)));\n")
        .append(
            "  const decoded = (await run(\"decoder\", 1, { z: codes" + also + " })).mean.data;\n")
        .append("  console.log(\"decoded\", JSON.stringify(Array.from(decoded)));\n")
        .append(
            "  const sample = await run(\"sample\", 1, {" + (conditional() ? " condition " : ""))
        .append("});\n  console.log(\"sample\", sample.mean.dims);\n");
    if (files.contains("score")) {
      text.append("  const score = await run(\"score\", 1, { " + given + also + " });\n")
          .append(
              "  console.log(\"score\", score.negLogLikelihood.data, score.standardError.data);\n");
    }
    if (files.contains("impute")) {
      text.append("  const filled = await run(\"impute\", 1, { " + given + also + " });\n")
          .append("  console.log(\"filled\", filled.mean.data);\n");
    }
    return text.append("}\n\nmain();\n").toString();
  }

  String java() {
    StringBuilder text =
        new StringBuilder(
            """
            import dev.vae.export.runtime.OnnxVae;
            import java.nio.file.Path;
            import java.util.Arrays;

            public class Example {
              public static void main(String[] arguments) {
                try (OnnxVae vae = OnnxVae.open(Path.of("."))) {
            """);
    text.append(
        row.isEmpty()
            ? "      float[][] x = new float[1][" + width + "];\n"
            : "      float[][] x = {{" + floats(row) + "}}; // NaN where a value is missing\n");
    if (conditional()) {
      text.append("      float[][] condition = {{" + floats(condition) + "}};\n");
    }
    String also = conditional() ? ", condition" : "";
    text.append("      float[][] codes = vae.encode(x" + also + ").mean();\n")
        .append("      System.out.println(\"codes \" + Arrays.toString(codes[0]));\n")
        .append("      float[][] decoded = vae.decode(codes" + also + ");\n")
        .append("      System.out.println(\"decoded \" + Arrays.toString(decoded[0]));\n")
        .append("      System.out.println(\"sample \" + vae.sample(3" + also + ", 1).length);\n");
    if (files.contains("score")) {
      text.append(
              conditional()
                  ? "      OnnxVae.Scores score = vae.score(x, condition, 1000, 1);\n"
                  : "      OnnxVae.Scores score = vae.score(x);\n")
          .append("      System.out.println(\"score \" + score.negLogLikelihood()[0]);\n");
    }
    if (files.contains("impute")) {
      text.append("      float[][] filled = vae.impute(x" + also + ", 1).mean();\n")
          .append("      System.out.println(\"filled \" + Arrays.toString(filled[0]));\n");
    }
    return text.append("    }\n  }\n}\n").toString();
  }

  private static String floats(String numbers) {
    return numbers.replace(",", "f,") + "f";
  }
}
