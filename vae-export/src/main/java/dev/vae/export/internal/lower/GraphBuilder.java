package dev.vae.export.internal.lower;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.Node;
import dev.vae.export.internal.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes an ONNX graph of a computation. */
public final class GraphBuilder {
  private final Computation computation;
  private final int opset;
  private final Map<String, String> inputNames;
  private final Map<String, String> docs;
  private final OnnxNames names = new OnnxNames();
  private final Emitter out = new Emitter(names);

  /**
   * @param opset the version of the operators
   * @param inputNames for inputs and noise streams that are to be called otherwise
   * @param docs what inputs and outputs hold, by their names in the file
   */
  public GraphBuilder(
      Computation computation,
      int opset,
      Map<String, String> inputNames,
      Map<String, String> docs) {
    this.computation = computation;
    this.opset = opset;
    this.inputNames = inputNames;
    this.docs = docs;
  }

  /**
   * Returns the graph.
   *
   * @throws IllegalArgumentException if a variable has no value, or two things have one name
   */
  public GraphDef build(String name, String doc, Variables variables) {
    Map<String, Tensor> results = results();
    results.keySet().forEach(n -> claim(n, "output"));
    Set<Tensor> leaves = inputs();
    leaves.forEach(t -> claim(inputName(t), "input"));
    computation.leaves(Op.VARIABLE).stream()
        .filter(t -> !leaves.contains(t))
        .forEach(t -> claim(t.name(), "variable"));

    LoweringPlan plan = new LoweringPlan(computation);
    Tensor carrier = carrier(leaves);
    RuntimeShapes shapes =
        new RuntimeShapes(out, carrier, carrier == null ? null : inputName(carrier));
    Values values = new Values(plan, out, shapes);
    leaves.forEach(t -> values.put(t, inputName(t)));
    WeightInitializers weights =
        new WeightInitializers(out, names, variables, computation.updates().keySet());
    OpLowering lowering = new OpLowering(opset, plan, out, shapes, values, weights);
    plan.needed().stream().filter(t -> !leaves.contains(t)).forEach(lowering::lower);

    Map<String, String> outputs = new LinkedHashMap<>();
    out.at("outputs");
    results.forEach((n, t) -> outputs.put(n, values.of(t)));
    GraphCleanup clean = new GraphCleanup(out, names, outputs, weights.originals());
    List<ValueInfo> ins = leaves.stream().map(t -> info(inputName(t), t)).toList();
    List<ValueInfo> outs = new ArrayList<>();
    results.forEach((n, t) -> outs.add(info(n, t)));
    List<ValueInfo> between = new ArrayList<>();
    for (Node node : clean.nodes()) {
      Shape shape = out.shape(node.output());
      if (shape != null && !outputs.containsKey(node.output())) {
        between.add(new ValueInfo(node.output(), symbols(shape), ""));
      }
    }
    return new GraphDef(name, doc, clean.nodes(), clean.initializers(), ins, outs, between);
  }

  /** What the graph gives; a variable's new value is called {@code NAME.next}. */
  private Map<String, Tensor> results() {
    Map<String, Tensor> results = new LinkedHashMap<>(computation.outputs());
    computation.updates().forEach((name, t) -> results.put(name + ".next", t));
    return results;
  }

  /** Inputs, noise, and variables that a run changes. */
  private Set<Tensor> inputs() {
    Set<Tensor> list = new LinkedHashSet<>(computation.leaves(Op.INPUT));
    list.addAll(computation.leaves(Op.NOISE));
    computation.leaves(Op.VARIABLE).stream()
        .filter(t -> computation.updates().containsKey(t.name()))
        .forEach(list::add);
    return list;
  }

  private String inputName(Tensor leaf) {
    return inputNames.getOrDefault(leaf.name(), leaf.name());
  }

  private void claim(String name, String what) {
    if (!names.take(name)) {
      throw new IllegalArgumentException(
          what + " '" + name + "' has the name of another output, input or variable: rename one");
    }
  }

  /** The input to read the batch size from, best one whose axis is N itself. */
  private static Tensor carrier(Collection<Tensor> leaves) {
    Tensor best = null;
    for (Tensor t : leaves) {
      int axis = batchAxis(t.shape());
      if (axis >= 0 && (best == null || best.shape().dim(batchAxis(best.shape())).factor() > 1)) {
        best = t;
      }
    }
    return best;
  }

  private static int batchAxis(Shape shape) {
    for (int i = 0; i < shape.rank(); i++) {
      if (shape.dim(i).batch()) {
        return i;
      }
    }
    return -1;
  }

  private ValueInfo info(String name, Tensor t) {
    String doc = docs.getOrDefault(name, t.op() == Op.NOISE ? noise(t) : "");
    return new ValueInfo(name, symbols(t.shape()), doc);
  }

  static List<String> symbols(Shape shape) {
    return shape.dims().stream().map(GraphBuilder::symbol).toList();
  }

  private static String noise(Tensor t) {
    return switch (t.attributes(Noise.class).distribution()) {
      case NORMAL -> "independent standard normal numbers";
      case UNIFORM -> "independent uniform numbers between 0 and 1";
    };
  }

  private static String symbol(Dim dim) {
    return !dim.batch() || dim.factor() == 1 ? dim.toString() : dim.factor() + "*N";
  }
}
