package dev.vae.export.internal.lower;

import dev.vae.export.internal.onnx.Node;
import dev.vae.export.internal.onnx.TensorData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The last step: outputs get their names, and what nothing reads goes. */
final class GraphCleanup {
  private final Map<String, String> renamed = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<TensorData> initializers = new ArrayList<>();

  /**
   * @param outputs the value of every output, by the output's name
   * @param originals for transposed initialisers, the name of what they were made from
   */
  GraphCleanup(
      Emitter out, OnnxNames names, Map<String, String> outputs, Map<String, String> originals) {
    List<Node> all = new ArrayList<>(out.nodes());
    outputs.forEach(
        (name, value) -> {
          if (out.producer(value) != null && !renamed.containsKey(value)) {
            renamed.put(value, name);
          } else {
            String node = names.fresh(name + "/identity");
            all.add(new Node(node, "Identity", List.of(value), name, new TreeMap<>()));
          }
        });
    Set<String> read = live(all, outputs.keySet());
    originals.forEach(
        (name, original) -> {
          if (!read.contains(original)) {
            renamed.put(name, original);
          }
        });
    for (Node node : all) {
      if (isRead(node, read)) {
        nodes.add(node.renamed(this::name));
      }
    }
    for (TensorData tensor : out.initializers().values()) {
      if (read.contains(tensor.name())) {
        initializers.add(tensor.as(name(tensor.name())));
      }
    }
  }

  /** All values read, starting from the outputs. */
  private Set<String> live(List<Node> all, Collection<String> outputs) {
    Set<String> read = new HashSet<>(outputs);
    for (int i = all.size() - 1; i >= 0; i--) {
      Node node = all.get(i);
      if (isRead(node, read)) {
        node.reads().forEach(input -> read.add(name(input)));
      }
    }
    return read;
  }

  private boolean isRead(Node node, Set<String> read) {
    return node.outputs().stream().anyMatch(output -> read.contains(name(output)));
  }

  private String name(String value) {
    return renamed.getOrDefault(value, value);
  }

  List<Node> nodes() {
    return nodes;
  }

  List<TensorData> initializers() {
    return initializers;
  }
}
