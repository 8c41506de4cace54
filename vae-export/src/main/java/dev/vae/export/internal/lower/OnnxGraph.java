package dev.vae.export.internal.lower;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.export.internal.onnx.Attribute;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.Node;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.internal.onnx.TensorData;
import dev.vae.export.internal.onnx.ValueInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An ONNX graph written operation by operation, of any element types, into which computations of
 * models are put whole. What takes a row's words, dates and blanks is written so.
 */
public final class OnnxGraph {
  private final int opset;
  private final OnnxNames names;
  private final Emitter out;
  private final List<ValueInfo> inputs = new ArrayList<>();
  private final List<TensorData> defaults = new ArrayList<>();
  private final Map<String, Term> outputs = new LinkedHashMap<>();
  private final List<ValueInfo> given = new ArrayList<>();
  private final Map<float[], Map<Integer, String>> weights;

  /** An empty graph for this version of ONNX's operators. */
  public OnnxGraph(int opset) {
    this.opset = opset;
    this.names = new OnnxNames();
    this.out = new Emitter(names);
    this.weights = new IdentityHashMap<>();
  }

  private OnnxGraph(OnnxGraph around) {
    this.opset = around.opset;
    this.names = around.names;
    this.out = new Emitter(around.out);
    this.weights = around.weights;
  }

  Emitter out() {
    return out;
  }

  /** Says that what follows belongs to a part of this name. */
  public void at(String part) {
    out.at(part);
  }

  /** Adds an input. */
  public Term input(String name, OnnxType type, List<String> dims, String doc) {
    if (!names.take(name)) {
      throw new IllegalArgumentException("two things are called '" + name + "': rename one");
    }
    inputs.add(new ValueInfo(name, type, dims, doc));
    return new Term(this, type, name);
  }

  /** Adds an input of floats that has these values unless it is given. */
  public Term input(String name, List<Long> dims, float[] values, String doc) {
    Term input = input(name, OnnxType.FLOAT, dims.stream().map(String::valueOf).toList(), doc);
    defaults.add(new TensorData.Floats(name, dims, values, 0, values.length));
    return input;
  }

  /** Makes a value an output of this name. */
  public void output(String name, Term value, List<String> dims, String doc) {
    if (!names.take(name)) {
      throw new IllegalArgumentException("two things are called '" + name + "': rename one");
    }
    outputs.put(name, value);
    given.add(new ValueInfo(name, value.type(), dims, doc));
  }

  /** Returns fixed numbers of double precision. */
  public Term doubles(List<Long> dims, double... values) {
    return new Term(this, OnnxType.DOUBLE, out.doubles(dims, values));
  }

  /** Returns one fixed number of double precision. */
  public Term number(double value) {
    return doubles(List.of(), value);
  }

  /** Returns fixed rows of numbers, {@code [rows, columns]}. */
  public Term table(double[][] rows, int columns) {
    double[] flat = new double[rows.length * columns];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * columns, columns);
    }
    return doubles(List.of((long) rows.length, (long) columns), flat);
  }

  /** Returns fixed numbers of single precision. */
  public Term floats(List<Long> dims, float... values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return new Term(this, OnnxType.FLOAT, out.floats(dims, wide));
  }

  /** Returns a list of fixed integers. */
  public Term longs(long... values) {
    return new Term(this, OnnxType.INT64, out.longs(values));
  }

  /** Returns fixed texts. */
  public Term texts(List<Long> dims, List<String> values) {
    return new Term(this, OnnxType.STRING, out.strings(dims, values));
  }

  /** Returns the value of an operation of the default domain. */
  public Term op(OnnxType type, String op, Map<String, Attribute> attributes, Term... from) {
    String[] read = new String[from.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = from[i].name();
    }
    return new Term(this, type, out.emit(op, attributes, read));
  }

  /** Returns the values of an operation that has several. */
  public List<Term> ops(
      List<OnnxType> types, String op, Map<String, Attribute> attributes, Term... from) {
    String[] read = new String[from.length];
    for (int i = 0; i < read.length; i++) {
      read[i] = from[i].name();
    }
    List<String> values = out.emit(op, attributes, types.size(), read);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      terms.add(new Term(this, types.get(i), values.get(i)));
    }
    return terms;
  }

  /** Returns the values joined along an axis. */
  public Term concat(int axis, List<Term> parts) {
    return parts.size() == 1
        ? parts.get(0)
        : op(
            parts.get(0).type(),
            "Concat",
            Map.of("axis", Attribute.of(axis)),
            parts.toArray(Term[]::new));
  }

  /** Returns a graph to be run instead of another, which may read this one's values. */
  public OnnxGraph branch() {
    return new OnnxGraph(this);
  }

  /** Returns a value of the graph around this one, to go on with here. */
  public Term read(Term value) {
    return new Term(this, value.type(), value.name());
  }

  /** Returns the outputs of one of two branches, which have as many, in order. */
  public List<Term> choose(Term condition, OnnxGraph then, OnnxGraph otherwise) {
    Map<String, Attribute> branches =
        Map.of(
            "then_branch", new Attribute.Subgraph(then.inside("then")),
            "else_branch", new Attribute.Subgraph(otherwise.inside("else")));
    List<OnnxType> types = then.outputs.values().stream().map(Term::type).toList();
    return ops(types, "If", branches, condition);
  }

  /** The branch's own nodes; constants and weights are in the graph around it. */
  private GraphDef inside(String name) {
    Map<String, String> wanted = new LinkedHashMap<>();
    outputs.forEach((output, term) -> wanted.put(output, term.name()));
    GraphCleanup clean = new GraphCleanup(out, names, wanted, Map.of());
    return new GraphDef(name, "", clean.nodes(), List.of(), List.of(), given, List.of());
  }

  /**
   * Puts a computation into the graph.
   *
   * @param scope what names of its nodes begin with
   * @param values what its inputs and noise are
   * @return its outputs
   */
  public Map<String, Term> put(
      String scope, Computation computation, Variables variables, Map<String, Term> values) {
    GraphDef inner =
        new GraphBuilder(computation, opset, Map.of(), Map.of()).build(scope, "", variables);
    Map<String, String> own = new HashMap<>(Map.of("", ""));
    inner.inputs().forEach(i -> own.put(i.name(), values.get(i.name()).name()));
    inner.initializers().forEach(t -> own.put(t.name(), weight(scope, t)));
    for (Node node : inner.nodes()) {
      List<String> read = node.inputs().stream().map(own::get).toList();
      String value = names.fresh(scope + "/" + node.output());
      own.put(node.output(), value);
      out.nodes().add(new Node(value, node.type(), read, value, node.attributes()));
    }
    Map<String, Term> results = new LinkedHashMap<>();
    inner
        .outputs()
        .forEach(o -> results.put(o.name(), new Term(this, OnnxType.FLOAT, own.get(o.name()))));
    return results;
  }

  /** A model's weights stand in the file once, however often it is put in. */
  private String weight(String scope, TensorData tensor) {
    if (tensor instanceof TensorData.Longs longs) {
      return out.integers(longs.dims(), longs.values());
    }
    TensorData.Floats floats = (TensorData.Floats) tensor;
    return weights
        .computeIfAbsent(floats.array(), a -> new HashMap<>())
        .computeIfAbsent(
            floats.at(), at -> out.add(floats.as(names.fresh(scope + "/" + floats.name()))));
  }

  /** Returns the whole. */
  public GraphDef build(String name, String doc) {
    Map<String, String> wanted = new LinkedHashMap<>();
    outputs.forEach((output, term) -> wanted.put(output, term.name()));
    out.at("outputs");
    GraphCleanup clean = new GraphCleanup(out, names, wanted, Map.of());
    List<TensorData> fixed = new ArrayList<>(clean.initializers());
    fixed.addAll(defaults);
    return new GraphDef(name, doc, clean.nodes(), fixed, inputs, given, List.of());
  }
}
