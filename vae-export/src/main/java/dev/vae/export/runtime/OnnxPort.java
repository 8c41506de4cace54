package dev.vae.export.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An input or output of a file.
 *
 * @param type as {@code bundle.json} has it
 * @param lengths as {@code bundle.json} has them: numbers, {@code N} and the like
 * @param fixed the lengths; for those that depend on the rows N how often N they are
 * @param batch which do
 */
record OnnxPort(String name, String type, List<String> lengths, long[] fixed, boolean[] batch) {

  static List<OnnxPort> of(String label, Collection<NodeInfo> nodes) {
    List<OnnxPort> ports = new ArrayList<>();
    for (NodeInfo node : nodes) {
      if (!(node.getInfo() instanceof TensorInfo info)) {
        throw new OnnxRuntimeException(label + ": '" + node.getName() + "' is not a tensor");
      }
      long[] fixed = info.getShape();
      String[] symbols = info.getDimensionNames();
      boolean[] batch = new boolean[fixed.length];
      List<String> lengths = new ArrayList<>();
      for (int i = 0; i < fixed.length; i++) {
        batch[i] = fixed[i] < 0;
        lengths.add(batch[i] ? symbols[i] : Long.toString(fixed[i]));
        int star = batch[i] ? symbols[i].indexOf('*') : -1;
        fixed[i] =
            !batch[i]
                ? fixed[i]
                : star < 0 ? 1 : times(label, node.getName(), symbols[i].substring(0, star));
      }
      ports.add(new OnnxPort(node.getName(), type(info), lengths, fixed, batch));
    }
    return ports;
  }

  private static long times(String label, String name, String number) {
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException e) {
      throw new OnnxRuntimeException(
          label + ": '" + name + "' has a length of '" + number + "' times N", e);
    }
  }

  private static String type(TensorInfo info) {
    return switch (info.type) {
      case FLOAT -> "float32";
      case DOUBLE -> "float64";
      default -> info.type.name().toLowerCase(Locale.ROOT);
    };
  }

  static Set<String> names(List<OnnxPort> ports) {
    Set<String> names = new LinkedHashSet<>();
    ports.forEach(port -> names.add(port.name));
    return names;
  }

  long[] shape(int rows) {
    long[] shape = fixed.clone();
    for (int i = 0; i < shape.length; i++) {
      shape[i] *= batch[i] ? rows : 1;
    }
    return shape;
  }

  long elements(int rows) {
    long size = 1;
    for (long length : shape(rows)) {
      size = Math.multiplyExact(size, length);
    }
    return size;
  }
}
