package dev.vae.export.internal.torch;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A computation as a method of a PyTorch module; parameters are read by {@code self.v(NAME)}. */
final class TorchFunction {
  /** Arguments in the order that callers expect. */
  private static final List<String> ORDER = List.of("x", "z", "mask", "condition");

  private final String name;
  private final Computation computation;
  private final String indent;
  private final String values;
  private final Map<Tensor, String> names = new IdentityHashMap<>();
  private final StringBuilder text = new StringBuilder();

  TorchFunction(String name, Computation computation) {
    this(name, computation, "    ", "t");
  }

  /**
   * Part of a function.
   *
   * @param values how names of values begin
   */
  private TorchFunction(String name, Computation computation, String indent, String values) {
    this.name = name;
    this.computation = computation;
    this.indent = indent;
    this.values = values;
  }

  String text() {
    List<Tensor> inputs = new ArrayList<>(computation.leaves(Op.INPUT));
    inputs.sort(Comparator.comparingInt(t -> ORDER.indexOf(t.name())));
    List<Tensor> noise = new ArrayList<>(computation.leaves(Op.NOISE));
    String arguments =
        inputs.stream().map(t -> ", " + t.name()).collect(Collectors.joining())
            + (inputs.isEmpty() ? ", rows" : "")
            + noise.stream().map(t -> ", " + t.name() + "=None").collect(Collectors.joining());
    line("def " + name + "(self" + arguments + "):");
    rows(inputs);
    for (Tensor t : noise) {
      String draw =
          switch (t.attributes(Noise.class).distribution()) {
            case NORMAL -> "torch.randn(";
            case UNIFORM -> "self.uniform(";
          };
      line("    if " + t.name() + " is None:");
      line("        " + t.name() + " = " + draw + shape(t.shape()) + ")");
    }
    lines();
    String results =
        computation.outputs().entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\": " + names.get(e.getValue()))
            .collect(Collectors.joining(", "));
    line("    return {" + results + "}");
    return text.toString();
  }

  /** A line for each tensor. */
  private void lines() {
    for (Tensor t : computation.tensors()) {
      if (t.op() == Op.SCAN) {
        if (!names.containsKey(t)) {
          loop(t);
        }
        continue;
      }
      String value = value(t);
      if (t.op() == Op.INPUT || t.op() == Op.NOISE || t.op() == Op.VARIABLE) {
        names.putIfAbsent(t, value);
      } else {
        String own = values + names.size();
        names.put(t, own);
        line("    " + own + " = " + value);
      }
    }
  }

  /** A loop over steps, for all its results; the lines of a step are further in. */
  private void loop(Tensor one) {
    List<Tensor> results =
        computation.tensors().stream().filter(t -> SequenceScan.together(one, t)).toList();
    List<SequenceScan.Result> which =
        results.stream().map(t -> t.attributes(SequenceScan.Result.class)).toList();
    SequenceScan scan = which.get(0).scan();
    Computation step = scan.step(which);
    String own = "s" + names.size();
    TorchFunction body = new TorchFunction(name, step, indent + "    ", own + "_");
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < scan.slots().size(); i++) {
      Tensor inside = scan.slots().get(i).inside();
      String outer = of(one, i);
      switch (scan.slots().get(i).entry()) {
        case SHARED -> body.names.put(inside, outer);
        case STATE -> {
          body.names.put(inside, own + "_state" + i);
          line("    " + own + "_state" + i + " = " + outer);
        }
        case SEQUENCE -> {
          body.names.put(inside, own + "_part" + i);
          parts.add(own + "_part" + i + " = " + outer + "[" + own + "_step]");
        }
      }
    }
    for (int j = 0; j < results.size(); j++) {
      names.put(results.get(j), own + "_result" + j);
      line("    " + own + "_result" + j + " = []");
    }
    String order =
        scan.reverse() ? "reversed(range(" + scan.steps() + "))" : "range(" + scan.steps() + ")";
    line("    for " + own + "_step in " + order + ":");
    parts.forEach(part -> body.line("    " + part));
    body.lines();
    for (int j = 0; j < results.size(); j++) {
      if (!which.get(j).last()) {
        String value = body.names.get(which.get(j).result());
        String at = scan.reverse() ? "insert(0, " : "append(";
        body.line("    " + own + "_result" + j + "." + at + value + ")");
      }
    }
    List<String> states = new ArrayList<>();
    List<String> nexts = new ArrayList<>();
    for (int i = 0; i < scan.slots().size(); i++) {
      Tensor next = step.outputs().get("next." + i);
      if (next != null) {
        states.add(own + "_state" + i);
        nexts.add(body.names.get(next));
      }
    }
    if (!states.isEmpty()) {
      body.line("    " + String.join(", ", states) + " = " + String.join(", ", nexts));
    }
    text.append(body.text);
    for (int j = 0; j < results.size(); j++) {
      String result = own + "_result" + j;
      String value =
          switch (which.get(j).form()) {
            case STACKED -> "torch.stack(" + result + ")";
            case LAST -> body.names.get(which.get(j).result());
            case SUMMED -> "torch.stack(" + result + ").sum(0)";
          };
      line("    " + result + " = " + value);
    }
  }

  private void line(String line) {
    text.append(indent).append(line).append('\n');
  }

  private void rows(List<Tensor> inputs) {
    for (Tensor t : inputs) {
      for (int i = 0; i < t.shape().rank(); i++) {
        if (t.shape().dim(i).batch()) {
          line("    rows = " + t.name() + ".shape[" + i + "] // " + t.shape().dim(i).factor());
          return;
        }
      }
    }
  }

  private static String shape(Shape shape) {
    return shape.dims().stream()
        .map(TorchFunction::length)
        .collect(Collectors.joining(", ", "(", shape.rank() == 1 ? ",)" : ")"));
  }

  private static String length(Dim dim) {
    return !dim.batch()
        ? Integer.toString(dim.factor())
        : dim.factor() == 1 ? "rows" : dim.factor() + " * rows";
  }

  private String of(Tensor t, int operand) {
    return names.get(t.operand(operand));
  }

  private String call(String function, Tensor t) {
    return t.operands().stream()
        .map(names::get)
        .collect(Collectors.joining(", ", function + "(", ")"));
  }

  private String between(Tensor t, String operator) {
    return of(t, 0) + " " + operator + " " + of(t, 1);
  }

  private String value(Tensor t) {
    return switch (t.op()) {
      case INPUT, NOISE -> t.name();
      case VARIABLE -> "self.v(\"" + t.name() + "\")";
      case CONSTANT -> constant(t);
      case ROWS -> "torch.tensor(float(rows))";
      case NEG -> "-" + of(t, 0);
      case ABS -> call("torch.abs", t);
      case SIGN -> call("torch.sign", t);
      case FLOOR -> call("torch.floor", t);
      case ROUND -> call("torch.round", t);
      case EXP -> call("torch.exp", t);
      case EXPM1 -> call("torch.expm1", t);
      case LOG -> call("torch.log", t);
      case LOG1P -> call("torch.log1p", t);
      case SQRT -> call("torch.sqrt", t);
      case SIN -> call("torch.sin", t);
      case COS -> call("torch.cos", t);
      case TANH -> call("torch.tanh", t);
      case SIGMOID -> call("torch.sigmoid", t);
      case SOFTPLUS -> call("functional.softplus", t);
      case RELU -> call("torch.relu", t);
      case ERF -> call("torch.erf", t);
      case LGAMMA -> call("torch.lgamma", t);
      case DIGAMMA -> call("torch.digamma", t);
      case STOP_GRADIENT -> of(t, 0) + ".detach()";
      case ADD -> between(t, "+");
      case SUB -> between(t, "-");
      case MUL -> between(t, "*");
      case DIV -> between(t, "/");
      case POW -> call("torch.pow", t);
      case MAX -> call("torch.maximum", t);
      case MIN -> call("torch.minimum", t);
      case EQUAL -> "(" + between(t, "==") + ").float()";
      case LESS -> "(" + between(t, "<") + ").float()";
      case LESS_EQUAL -> "(" + between(t, "<=") + ").float()";
      case WHERE -> "torch.where(" + of(t, 0) + " != 0, " + of(t, 1) + ", " + of(t, 2) + ")";
      case SUM -> reduced("torch.sum", t);
      case REDUCE_MAX -> reduced("torch.amax", t);
      case LOG_SUM_EXP -> reduced("torch.logsumexp", t);
      case MATMUL -> product(t);
      case CONV2D -> "self.convolved(" + of(t, 0) + ", " + of(t, 1) + geometry(t) + ")";
      case CONV2D_TRANSPOSE -> spread(t);
      case CONV2D_WEIGHT ->
          throw new IllegalArgumentException("derivatives are PyTorch's own affair");
      case RESHAPE -> of(t, 0) + ".reshape(" + shape(t.shape()) + ")";
      case PERMUTE ->
          of(t, 0) + ".permute(" + list(t.attributes(Attributes.Permute.class).order()) + ")";
      case SLICE -> slice(t);
      case PAD -> padded(t);
      case CONCAT -> joined(t);
      case EXPAND -> of(t, 0) + ".expand(" + shape(t.shape()) + ")";
      case GATHER -> of(t, 0) + "[" + of(t, 1) + ".long()]";
      case SCATTER_ADD ->
          "self.scattered(" + of(t, 0) + ", " + of(t, 1) + ", " + shape(t.shape()) + ")";
      case SCAN -> throw new IllegalArgumentException(t + " has lines of its own");
    };
  }

  private String product(Tensor t) {
    var how = t.attributes(Attributes.MatMul.class);
    String left = of(t, 0) + (how.transposeA() ? ".mT" : "");
    String right = of(t, 1) + (how.transposeB() ? ".mT" : "");
    return "torch.matmul(" + left + ", " + right + ")";
  }

  private String spread(Tensor t) {
    var g = t.attributes(Attributes.Convolution.class).geometry();
    String size = ", (" + g.height() + ", " + g.width() + ")";
    return "self.spread(" + of(t, 0) + ", " + of(t, 1) + geometry(t) + size + ")";
  }

  private String slice(Tensor t) {
    var s = t.attributes(Attributes.Slice.class);
    String range = s.from() + ":" + s.to() + ":" + s.step();
    return of(t, 0) + "[" + ":, ".repeat(s.axis()) + range + "]";
  }

  private String padded(Tensor t) {
    var p = t.attributes(Attributes.Pad.class);
    List<Object> all = List.of(p.axis(), p.before(), p.after(), p.interior(), number(p.value()));
    return "self.padded(" + of(t, 0) + ", " + list(all) + ")";
  }

  private String joined(Tensor t) {
    String parts = t.operands().stream().map(names::get).collect(Collectors.joining(", "));
    return "torch.cat((" + parts + "), " + t.attributes(Attributes.Concat.class).axis() + ")";
  }

  private String reduced(String function, Tensor t) {
    var how = t.attributes(Attributes.Axes.class);
    return how.axes().isEmpty()
        ? of(t, 0)
        : function
            + "("
            + of(t, 0)
            + ", ("
            + list(how.axes())
            + ",), keepdim="
            + (how.keep() ? "True" : "False")
            + ")";
  }

  private static String geometry(Tensor t) {
    var g = t.attributes(Attributes.Convolution.class).geometry();
    return String.format(
        ", (%d, %d), (%d, %d, %d, %d), %d",
        g.strideHeight(),
        g.strideWidth(),
        g.padTop(),
        g.padLeft(),
        g.padBottom(),
        g.padRight(),
        g.groups());
  }

  private static String constant(Tensor t) {
    double[] values = t.attributes(Attributes.Constant.class).values();
    if (values.length == 1) {
      String one = "torch.tensor(" + number(values[0]) + ")";
      return t.shape().rank() == 0 ? one : one + ".expand(" + shape(t.shape()) + ")";
    }
    List<String> all = new ArrayList<>();
    for (double value : values) {
      all.add(number(value));
    }
    return "torch.tensor([" + String.join(", ", all) + "]).reshape(" + shape(t.shape()) + ")";
  }

  private static String number(double value) {
    float f = (float) value;
    return Float.isFinite(f) ? Float.toString(f) : "float(\"" + Float.toString(f) + "\")";
  }

  private static String list(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
