package dev.vae.core.graph;

import dev.vae.core.graph.attribute.Attributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a computation as text, a line for each tensor, for people to read and compare. */
final class GraphPrinter {
  private GraphPrinter() {}

  static String print(Computation computation) {
    StringBuilder text = new StringBuilder();
    for (Tensor t : computation.tensors()) {
      text.append(line(t)).append('\n');
    }
    append(text, "output", computation.outputs());
    append(text, "update", computation.updates());
    return text.toString();
  }

  private static void append(StringBuilder text, String what, Map<String, Tensor> named) {
    named.forEach(
        (name, t) ->
            text.append(what).append(' ').append(name).append(" = %").append(t.id()).append('\n'));
  }

  private static String line(Tensor t) {
    String operands =
        t.operands().stream().map(o -> "%" + o.id()).collect(Collectors.joining(", ", "(", ")"));
    String details = details(t);
    return "%"
        + t.id()
        + " "
        + t.shape()
        + " = "
        + ShapeRules.describe(t.op())
        + (t.operands().isEmpty() ? "" : operands)
        + (details.isEmpty() ? "" : " " + details)
        + (t.scope().isEmpty() ? "" : " in " + t.scope());
  }

  private static String details(Tensor t) {
    Attributes a = t.attributes();
    if (a instanceof Attributes.Named named) {
      return "'" + named.name() + "'";
    } else if (a instanceof Noise noise) {
      return ShapeRules.describe(noise.distribution()) + " '" + noise.stream() + "'";
    } else if (a instanceof Attributes.Constant constant) {
      return constant.toString();
    } else if (a instanceof Attributes.Axes axes) {
      return "over " + axes.axes() + (axes.keep() ? " keep" : "");
    } else if (a instanceof Attributes.MatMul how) {
      List<String> flags =
          List.of(how.transposeA() ? "transposeA" : "", how.transposeB() ? "transposeB" : "");
      return flags.stream().filter(f -> !f.isEmpty()).collect(Collectors.joining(" "));
    } else if (a instanceof Attributes.None) {
      return "";
    }
    return a.toString();
  }
}
