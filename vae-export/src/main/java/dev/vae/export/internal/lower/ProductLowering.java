package dev.vae.export.internal.lower;

import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.export.internal.onnx.Attribute;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Matrix products. */
final class ProductLowering {
  private ProductLowering() {}

  /** Whether a product is of two matrices: ONNX's Gemm, which transposes by itself. */
  static boolean isPlain(Tensor product) {
    return product.operand(0).shape().rank() == 2
        && product.operand(1).shape().rank() == 2
        && product.operand(0).shape().factor() != 0
        && product.operand(1).shape().factor() != 0;
  }

  /** The product plus a vector, which may be null. */
  static String matmul(Tensor t, Tensor vector, Emitter out, Values values, RuntimeShapes shapes) {
    var how = t.attributes(Attributes.MatMul.class);
    if (t.operand(0).shape().factor() == 0 || t.operand(1).shape().factor() == 0) {
      return shapes.fill(0, t.shape());
    }
    String a = values.of(t.operand(0));
    String b = values.of(t.operand(1));
    boolean transposes = how.transposeA() || how.transposeB();
    if (isPlain(t) && (transposes || vector != null)) {
      Map<String, Attribute> flags = new TreeMap<>();
      if (how.transposeA()) {
        flags.put("transA", Attribute.of(1));
      }
      if (how.transposeB()) {
        flags.put("transB", Attribute.of(1));
      }
      return vector == null
          ? out.emit("Gemm", flags, a, b)
          : out.emit("Gemm", flags, a, b, values.of(vector));
    }
    return out.emit(
        "MatMul",
        how.transposeA() ? swapped(a, t.operand(0), out) : a,
        how.transposeB() ? swapped(b, t.operand(1), out) : b);
  }

  private static String swapped(String value, Tensor t, Emitter out) {
    int rank = t.shape().rank();
    long[] order = IntStream.range(0, rank).mapToLong(i -> i).toArray();
    order[rank - 1] = rank - 2;
    order[rank - 2] = rank - 1;
    return out.emit("Transpose", Map.of("perm", Attribute.ints(order)), value);
  }
}
