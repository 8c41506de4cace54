package dev.vae.export;

import dev.vae.core.internal.text.Markdown;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Condition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a bundle's {@code README.md}: its files, and programs that run them as they stand. */
final class BundleReadme {
  static final String NAME = "README.md";

  private static final int MOST_COLUMNS = 200;
  private static final int MOST_WORDS = 20;

  private BundleReadme() {}

  static String of(
      Vae vae,
      Map<String, OnnxModel> models,
      int draws,
      OnnxPrecision precision,
      Map<String, Object> apart) {
    StringBuilder text = new StringBuilder("# ONNX files of a variational autoencoder\n\n");
    text.append("Rows of ")
        .append(vae.spec().width())
        .append(" values, latents of ")
        .append(vae.spec().latent())
        .append(". ")
        .append(
            "Any ONNX runtime runs the files; `bundle.json` says for programs what they take.\n\n");
    text.append("| file | does | takes | gives |\n|---|---|---|---|\n");
    models.forEach(
        (name, model) ->
            text.append(
                    "| `" + name + ".onnx` | " + Markdown.text(Descriptions.graph(name)) + " | ")
                .append(ports(model.inputs()) + " | " + ports(model.outputs()) + " |\n"));
    if (precision != OnnxPrecision.FLOAT32) {
      text.append("\nWeights are `" + precision.word() + "`. From the model's own answers on a few")
          .append(" rows, outputs were at most so far, of max(1, size):\n");
      apart.forEach(
          (output, far) -> text.append(String.format(Locale.ROOT, "`%s` %.1g, ", output, far)));
      text.setLength(text.length() - 2);
      text.append(".\n");
    }
    text.append("\nRows go in and come out as the data file holds them: scaling is inside. ");
    text.append(
        "`float32` throughout; N is any number of rows. Noise is an input: standard normal\n");
    text.append("or uniform numbers, as `bundle.json` says of each. ");
    if (models.containsKey("score")) {
      text.append("That of scores, `noise`, has ")
          .append(draws)
          .append(" samples for all rows alike;\n")
          .append("with fixed noise a row has the same score alone and in any batch. ");
    }
    text.append("\n\n").append(columns(vae));
    if (vae.schema().missing()) {
      text.append("`mask` is 1 where a value is there and 0 where it is missing.\n\n");
    }
    if (vae.spec().condition() > 0) {
      String what =
          vae.schema()
              .condition()
              .map(Condition::describe)
              .orElse(vae.spec().condition() + " numbers");
      text.append(
          "The model is conditioned on " + Markdown.text(what) + ": `condition` of each row.\n\n");
    }
    ReadmePrograms programs = new ReadmePrograms(vae, models.keySet());
    text.append("## Python\n\n`pip install onnxruntime numpy`; run in this folder.\n\n```python\n")
        .append(programs.python())
        .append("```\n\n## JavaScript\n\n`npm install onnxruntime-node` for Node; in a browser ")
        .append("`onnxruntime-web`, with `fetch` in place\nof `fs`.\n\n```javascript\n")
        .append(programs.javascript())
        .append(
            "```\n\n## Java\n\nWith the jars of `vae-export`, onnxruntime and Gson on the class")
        .append(" path.\n\n```java\n")
        .append(programs.java())
        .append("```\n");
    return text.toString();
  }

  private static String ports(Map<String, List<String>> ports) {
    return ports.entrySet().stream()
        .map(p -> "`" + p.getKey() + " [" + String.join(", ", p.getValue()) + "]`")
        .collect(Collectors.joining(", "));
  }

  private static String columns(Vae vae) {
    List<String> names = vae.schema().columns();
    if (names.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("| | column | value |\n|---|---|---|\n");
    for (int c = 0; c < Math.min(MOST_COLUMNS, names.size()); c++) {
      List<String> words = vae.schema().categories().get(c);
      text.append("| " + c + " | " + Markdown.code(names.get(c)) + " | ")
          .append(words == null ? "a number" : codes(words))
          .append(" |\n");
    }
    return text.append("\n").toString();
  }

  private static String codes(List<String> words) {
    return IntStream.range(0, Math.min(MOST_WORDS, words.size()))
            .mapToObj(i -> i + " " + Markdown.code(words.get(i)))
            .collect(Collectors.joining(", "))
        + (words.size() > MOST_WORDS ? ", ... see bundle.json" : "");
  }
}
