package dev.vae.export.internal.lower;

import dev.vae.core.graph.Shape;
import dev.vae.export.internal.onnx.Attribute;
import dev.vae.export.internal.onnx.Node;
import dev.vae.export.internal.onnx.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects nodes and initialisers. A node that is there already, with the same inputs and
 * attributes, is not made again, and neither is a constant.
 */
final class Emitter {
  private static final int CAST_TO_FLOAT = 1;
  private static final int CAST_TO_INT64 = 7;
  private static final int CAST_TO_BOOL = 9;

  private final OnnxNames names;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<List<Object>, String> known;
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, TensorData> initializers;
  private final Map<String, Shape> shapes = new HashMap<>();
  private String path = "";
  private int start;

  Emitter(OnnxNames names) {
    this.names = names;
    this.known = new HashMap<>();
    this.initializers = new LinkedHashMap<>();
  }

  /** For a graph inside of another, whose values and constants it reads. */
  Emitter(Emitter around) {
    this.names = around.names;
    this.known = new HashMap<>(around.known);
    this.initializers = around.initializers;
  }

  /** Nodes made from here on belong to an operation of this path. */
  void at(String operation) {
    path = operation;
    start = nodes.size();
  }

  /** A node without attributes; gives the name of its value. */
  String emit(String type, String... inputs) {
    return emit(type, Map.of(), inputs);
  }

  /** A node; gives the name of its value. */
  String emit(String type, Map<String, Attribute> attributes, String... inputs) {
    List<Object> key = List.of(type, attributes, List.of(inputs));
    String there = known.get(key);
    if (there != null) {
      return there;
    }
    String name = names.fresh(path + "/" + type.toLowerCase(Locale.ROOT));
    Node node = new Node(name, type, List.of(inputs), name, new TreeMap<>(attributes));
    nodes.add(node);
    producers.put(name, node);
    known.put(key, name);
    return name;
  }

  /** A node that gives several values; gives their names. */
  List<String> emit(String type, Map<String, Attribute> attributes, List<String> x, int outputs) {
    List<String> given = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      given.add(names.fresh(path + "/" + type.toLowerCase(Locale.ROOT)));
    }
    Node node = new Node(given.get(0), type, x, given, new TreeMap<>(attributes));
    nodes.add(node);
    given.forEach(name -> producers.put(name, node));
    return given;
  }

  /** For a graph within this one: names stay unique in both. */
  Emitter inner() {
    return new Emitter(names);
  }

  OnnxNames names() {
    return names;
  }

  /**
   * Ends an operation: the node that gives its result takes the operation's name.
   *
   * @return the name of the result
   */
  String finish(String result) {
    int last = nodes.size() - 1;
    if (last < start
        || !nodes.get(last).output().equals(result)
        || nodes.get(last).outputs().size() > 1) {
      return result;
    }
    Node node = nodes.get(last);
    String name = names.fresh(path);
    Node renamed = new Node(name, node.type(), node.inputs(), name, node.attributes());
    nodes.set(last, renamed);
    producers.remove(result);
    producers.put(name, renamed);
    known.put(List.of(node.type(), Map.copyOf(node.attributes()), node.inputs()), name);
    return name;
  }

  /** Notes the shape of a value of floats. */
  void describe(String value, Shape shape) {
    shapes.put(value, shape);
  }

  /** The shape of a value of floats, or null if it was not noted. */
  Shape shape(String value) {
    return shapes.get(value);
  }

  /** The node that gives a value, or null if it is an input or an initialiser. */
  Node producer(String value) {
    return producers.get(value);
  }

  List<Node> nodes() {
    return nodes;
  }

  Map<String, TensorData> initializers() {
    return initializers;
  }

  /** Adds an initialiser under its own name, which must have been taken. */
  String add(TensorData tensor) {
    initializers.put(tensor.name(), tensor);
    return tensor.name();
  }

  /** A scalar. */
  String number(double value) {
    return floats(List.of(), value);
  }

  /** Fixed floats. */
  String floats(List<Long> dims, double... values) {
    float[] array = new float[values.length];
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) values[i];
    }
    String label = array.length == 1 ? "constant/" + Float.toString(array[0]) : "constant/floats";
    List<Object> key = List.of("floats", dims, java.nio.FloatBuffer.wrap(array), bits(array));
    return known.computeIfAbsent(
        key, k -> add(new TensorData.Floats(names.fresh(label), dims, array, 0, array.length)));
  }

  /** Fixed numbers of double precision. */
  String doubles(List<Long> dims, double... values) {
    String label = values.length == 1 ? "constant/" + values[0] : "constant/doubles";
    List<Object> key =
        List.of("doubles", dims, java.nio.DoubleBuffer.wrap(values), Arrays.hashCode(values));
    return known.computeIfAbsent(
        key, k -> add(new TensorData.Doubles(names.fresh(label), dims, values)));
  }

  /** Fixed texts. */
  String strings(List<Long> dims, List<String> values) {
    return known.computeIfAbsent(
        List.of("strings", dims, values),
        k -> add(new TensorData.Strings(names.fresh("constant/texts"), dims, values)));
  }

  /** A node of several values; gives their names. */
  List<String> emit(String type, Map<String, Attribute> attributes, int count, String... inputs) {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      outputs.add(names.fresh(path + "/" + type.toLowerCase(Locale.ROOT)));
    }
    nodes.add(new Node(outputs.get(0), type, List.of(inputs), outputs, new TreeMap<>(attributes)));
    return outputs;
  }

  /** A list of fixed integers. */
  String longs(long... values) {
    return integers(List.of((long) values.length), values);
  }

  /** Fixed integers of any shape. */
  String integers(List<Long> dims, long... values) {
    List<Object> key = List.of("longs", dims, Arrays.stream(values).boxed().toList());
    String label =
        values.length > 8
            ? "constant/integers"
            : "constant/" + Arrays.toString(values).replaceAll("[\\[\\] ]", "").replace(',', '_');
    return known.computeIfAbsent(
        key, k -> add(new TensorData.Longs(names.fresh(label), dims, values.clone())));
  }

  /** A truth value as 1 or 0. */
  String toFloat(String value) {
    return emit("Cast", Map.of("to", Attribute.of(CAST_TO_FLOAT)), value);
  }

  /** Floats that hold integers as integers. */
  String toInt(String value) {
    return emit("Cast", Map.of("to", Attribute.of(CAST_TO_INT64)), value);
  }

  /** Where floats are not 0; what was a truth value before becomes it again. */
  String toBool(String value) {
    Node producer = producers.get(value);
    if (producer != null && producer.type().equals("Cast")) {
      String before = producer.inputs().get(0);
      Node truth = producers.get(before);
      if (truth != null && Value.TRUTHS.contains(truth.type())) {
        return before;
      }
    }
    return emit("Cast", Map.of("to", Attribute.of(CAST_TO_BOOL)), value);
  }

  /** 0.0 and -0.0 differ here, as they do for division. */
  private static int bits(float[] array) {
    int hash = 1;
    for (float f : array) {
      hash = 31 * hash + Float.floatToRawIntBits(f);
    }
    return hash;
  }
}
