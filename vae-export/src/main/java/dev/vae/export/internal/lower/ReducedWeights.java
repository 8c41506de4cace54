package dev.vae.export.internal.lower;

import dev.vae.export.internal.onnx.Attribute;
import dev.vae.export.internal.onnx.GraphDef;
import dev.vae.export.internal.onnx.Node;
import dev.vae.export.internal.onnx.OnnxType;
import dev.vae.export.internal.onnx.TensorData;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Graphs whose weights take less: as halves, or as bytes that are multiplied as such. */
public final class ReducedWeights {
  /** Fewer numbers are left as they are. */
  private static final int FEWEST = 64;

  /**
   * The largest byte of a weight. Half of what a byte holds: processors without VNNI add two
   * products of bytes in 16 bits, and beyond this the sum would be cut off there (onnxruntime's
   * {@code reduce_range}).
   */
  private static final int LARGEST_BYTE = 63;

  private final GraphDef graph;
  private final Map<String, TensorData> fixed = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Quantized> quantized = new HashMap<>();
  private final Set<String> scaled = new HashSet<>();

  private record Quantized(String bytes, String scales) {}

  private ReducedWeights(GraphDef graph) {
    this.graph = graph;
    graph.initializers().forEach(t -> fixed.put(t.name(), t));
  }

  /**
   * Returns a graph with weights as halves, which become floats again as they are read.
   *
   * @throws IllegalArgumentException if a weight is too large for a half
   */
  public static GraphDef halves(GraphDef graph) {
    return new ReducedWeights(graph).halved();
  }

  /**
   * Returns a graph in which products with fixed weights are those of bytes: weights by the largest
   * of each column, what they are multiplied with by its own range in each run.
   */
  public static GraphDef bytes(GraphDef graph) {
    return new ReducedWeights(graph).quantized();
  }

  private GraphDef halved() {
    for (TensorData tensor : graph.initializers()) {
      if (tensor instanceof TensorData.Floats floats && floats.count() >= FEWEST) {
        ByteBuffer halves = ByteBuffer.allocate(2 * floats.count()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < floats.count(); i++) {
          float value = floats.array()[floats.at() + i];
          if (!(Math.abs(value) <= HalfFloat.LARGEST)) {
            throw new IllegalArgumentException(
                "weight " + value + " of '" + tensor.name() + "' has no float16: take float32");
          }
          halves.putShort(HalfFloat.bits(value));
        }
        String name = tensor.name() + "/float16";
        fixed.remove(tensor.name());
        fixed.put(
            name, new TensorData.Small(name, tensor.dims(), OnnxType.FLOAT16, halves.array()));
        nodes.add(cast(tensor.name(), name));
      }
    }
    nodes.addAll(graph.nodes());
    return made();
  }

  private static Node cast(String to, String from) {
    Map<String, Attribute> how = Map.of("to", Attribute.of(OnnxType.FLOAT.code()));
    return new Node(to, "Cast", List.of(from), to, new TreeMap<>(how));
  }

  private GraphDef quantized() {
    for (Node node : graph.nodes()) {
      if (!multiplies(node)) {
        nodes.add(node);
        continue;
      }
      product(node);
    }
    return made();
  }

  /** Whether a node is a product of rows with fixed weights, and a vector at most. */
  private boolean multiplies(Node node) {
    boolean product =
        node.type().equals("MatMul")
            || node.type().equals("Gemm")
                && node.attributes().keySet().stream().allMatch("transB"::equals);
    return product
        && fixed.get(node.inputs().get(1)) instanceof TensorData.Floats weights
        && weights.dims().size() == 2
        && weights.count() >= FEWEST;
  }

  private void product(Node node) {
    String y = node.output();
    String x = node.inputs().get(0);
    Quantized weights = weights(node);
    String range = x + "/int8";
    if (scaled.add(x)) {
      List<String> three = List.of(range, x + "/scale", x + "/zero");
      nodes.add(new Node(range, "DynamicQuantizeLinear", List.of(x), three, new TreeMap<>()));
    }
    boolean vector = node.inputs().size() > 2;
    add(y + "/products", "MatMulInteger", range, weights.bytes, x + "/zero");
    nodes.add(cast(y + "/whole", y + "/products"));
    add(y + "/unit", "Mul", x + "/scale", weights.scales);
    add(vector ? y + "/product" : y, "Mul", y + "/whole", y + "/unit");
    if (vector) {
      add(y, "Add", y + "/product", node.inputs().get(2));
    }
  }

  private void add(String value, String type, String... inputs) {
    nodes.add(new Node(value, type, List.of(inputs), value, new TreeMap<>()));
  }

  /** Columns as bytes, with what a byte of each stands for. */
  private Quantized weights(Node node) {
    TensorData.Floats w = (TensorData.Floats) fixed.get(node.inputs().get(1));
    boolean transposed = node.attributes().containsKey("transB");
    return quantized.computeIfAbsent(
        w.name() + (transposed ? "/transposed" : ""), name -> quantize(name, w, transposed));
  }

  private Quantized quantize(String name, TensorData.Floats w, boolean transposed) {
    int rows = (int) (long) w.dims().get(transposed ? 1 : 0);
    int columns = (int) (long) w.dims().get(transposed ? 0 : 1);
    float[] scales = new float[columns];
    byte[] bytes = new byte[rows * columns];
    for (int c = 0; c < columns; c++) {
      float largest = 0;
      for (int r = 0; r < rows; r++) {
        largest = Math.max(largest, Math.abs(at(w, transposed, r, c, rows, columns)));
      }
      scales[c] = largest == 0 ? 1 : largest / LARGEST_BYTE;
      for (int r = 0; r < rows; r++) {
        float steps = at(w, transposed, r, c, rows, columns) / scales[c];
        bytes[r * columns + c] = (byte) Math.rint(steps);
      }
    }
    Quantized made = new Quantized(name + "/int8", name + "/scales");
    List<Long> dims = List.of((long) rows, (long) columns);
    fixed.put(made.bytes, new TensorData.Small(made.bytes, dims, OnnxType.INT8, bytes));
    fixed.put(
        made.scales,
        new TensorData.Floats(made.scales, List.of((long) columns), scales, 0, columns));
    return made;
  }

  private static float at(
      TensorData.Floats w, boolean transposed, int row, int column, int rows, int columns) {
    return w.array()[w.at() + (transposed ? column * rows + row : row * columns + column)];
  }

  private GraphDef made() {
    Set<String> read = new HashSet<>();
    nodes.forEach(node -> read.addAll(node.reads()));
    graph.inputs().forEach(input -> read.add(input.name()));
    graph.outputs().forEach(output -> read.add(output.name()));
    List<TensorData> kept = fixed.values().stream().filter(t -> read.contains(t.name())).toList();
    return new GraphDef(
        graph.name(), graph.doc(), nodes, kept, graph.inputs(), graph.outputs(), graph.values());
  }
}
