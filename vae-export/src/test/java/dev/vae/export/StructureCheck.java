package dev.vae.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.export.internal.onnx.WireReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What ONNX's checker checks, on the bytes: versions, names given once, nodes after what they read,
 * operators and attributes that operator set 17 knows, as many bytes as shapes say, nothing unused.
 */
final class StructureCheck {
  private static final Map<String, Set<String>> OPERATORS =
      Map.ofEntries(
          plain("Neg"),
          plain("Abs"),
          plain("Sign"),
          plain("Floor"),
          plain("Round"),
          plain("Exp"),
          plain("Log"),
          plain("Sqrt"),
          plain("Sin"),
          plain("Cos"),
          plain("Tanh"),
          plain("Sigmoid"),
          plain("Relu"),
          plain("Erf"),
          plain("Identity"),
          plain("Add"),
          plain("Sub"),
          plain("Mul"),
          plain("Div"),
          plain("Pow"),
          plain("Max"),
          plain("Min"),
          plain("Equal"),
          plain("Less"),
          plain("LessOrEqual"),
          plain("Where"),
          plain("MatMul"),
          plain("Expand"),
          plain("Slice"),
          plain("Pad"),
          plain("Unsqueeze"),
          plain("Gather"),
          Map.entry("Cast", Set.of("to")),
          Map.entry("Concat", Set.of("axis")),
          Map.entry("Transpose", Set.of("perm")),
          Map.entry("Reshape", Set.of("allowzero")),
          Map.entry("Shape", Set.of("start", "end")),
          Map.entry("ReduceSum", Set.of("keepdims")),
          Map.entry("ReduceMax", Set.of("axes", "keepdims")),
          Map.entry("ReduceLogSumExp", Set.of("axes", "keepdims")),
          Map.entry("Gemm", Set.of("transA", "transB")),
          Map.entry("ScatterElements", Set.of("axis", "reduction")),
          Map.entry(
              "Scan",
              Set.of("body", "num_scan_inputs", "scan_input_directions", "scan_output_directions")),
          Map.entry("Conv", Set.of("kernel_shape", "strides", "pads", "group", "dilations")),
          Map.entry(
              "ConvTranspose",
              Set.of("kernel_shape", "strides", "pads", "group", "output_padding")));

  private static final Map<String, Integer> TYPES =
      Map.of("to", 2, "axis", 2, "perm", 7, "axes", 7, "reduction", 3, "pads", 7, "group", 2);

  private StructureCheck() {}

  private static Map.Entry<String, Set<String>> plain(String type) {
    return Map.entry(type, Set.of());
  }

  static void check(byte[] bytes) {
    WireReader model = WireReader.read(bytes);
    assertTrue(model.isAscending());
    assertEquals(8, model.one(1).number());
    WireReader opset = model.one(8).message();
    assertEquals("", opset.one(1).text());
    assertEquals(17, opset.one(2).number());
    graph(model.one(7).message(), Set.of());
  }

  /** Checks a graph; gives what it reads of the values of the graph around it. */
  private static Set<String> graph(WireReader graph, Set<String> around) {
    assertTrue(graph.isAscending());
    Set<String> known = new HashSet<>(around);
    Set<String> read = new HashSet<>();
    for (WireReader input : graph.messages(11)) {
      assertTrue(known.add(input.one(1).text()), () -> "twice: " + input.one(1).text());
    }
    List<WireReader> initializers = graph.messages(5);
    for (WireReader tensor : initializers) {
      assertTrue(known.add(tensor.one(8).text()), () -> "twice: " + tensor.one(8).text());
      long size = tensor.one(2).number() == 7 ? 8 : 4;
      for (var dim : tensor.all(1)) {
        size *= dim.number();
      }
      assertEquals(size, tensor.one(9).bytes().length);
    }
    Set<String> names = new HashSet<>();
    for (WireReader node : graph.messages(1)) {
      String name = node.one(3).text();
      assertTrue(names.add(name), () -> "two nodes are called " + name);
      for (String input : node.texts(1)) {
        assertTrue(known.contains(input), () -> name + " reads " + input + " before it is there");
        read.add(input);
      }
      read.addAll(attributes(name, node, known));
      List<String> outputs = node.texts(2);
      outputs.forEach(o -> assertTrue(known.add(o), () -> "twice: " + o));
      if (outputs.size() > 1) {
        assertEquals("Scan", node.one(4).text());
        read.addAll(outputs); // it gives states that nobody may ask for
      }
    }
    for (WireReader output : graph.messages(12)) {
      assertTrue(known.contains(output.one(1).text()), () -> "no " + output.one(1).text());
      read.add(output.one(1).text());
    }
    for (WireReader input : graph.messages(11)) {
      read.add(input.one(1).text());
    }
    known.removeAll(read);
    known.removeAll(around);
    assertEquals(Set.of(), known, "nothing reads these");
    read.retainAll(around);
    return read;
  }

  /** Checks attributes; gives what graphs among them read of the values around. */
  private static Set<String> attributes(String node, WireReader fields, Set<String> around) {
    Set<String> read = new HashSet<>();
    String type = fields.one(4).text();
    Set<String> allowed = OPERATORS.get(type);
    assertTrue(allowed != null, () -> node + " is of unknown type " + type);
    for (WireReader attribute : fields.messages(5)) {
      String name = attribute.one(1).text();
      assertTrue(allowed.contains(name), () -> type + " has no attribute " + name);
      long code = attribute.one(20).number();
      assertEquals(TYPES.getOrDefault(name, (int) code), (int) code, name);
      int field = code == 2 ? 3 : code == 3 ? 4 : code == 5 ? 6 : 8;
      assertTrue(!attribute.all(field).isEmpty(), () -> name + " has no value");
      if (code == 5) {
        read.addAll(graph(attribute.one(6).message(), around));
      }
    }
    return read;
  }
}
