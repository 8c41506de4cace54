package dev.vae.core.graph.attribute;

import dev.vae.core.geometry.ConvolutionGeometry;
import java.util.Arrays;
import java.util.List;

/**
 * What a node carries besides its operands; noise and the result of a scan have theirs in {@code
 * dev.vae.core.graph}.
 */
public interface Attributes {

  /** Nothing. */
  None NONE = new None();

  /** Nothing: the operation and its operands say it all. */
  record None() implements Attributes {}

  /** The name of an input or a variable, unique in the graph. */
  record Named(String name) implements Attributes {}

  /** Numbers in row-major order: one for each element, or a single one for all. */
  record Constant(double[] values) implements Attributes {
    @Override
    public boolean equals(Object other) {
      return other instanceof Constant that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    /** Whether all elements are this number. */
    public boolean is(double value) {
      return Arrays.stream(values).allMatch(v -> v == value);
    }

    @Override
    public String toString() {
      return values.length == 1 ? Double.toString(values[0]) : values.length + " numbers";
    }
  }

  /** The axes reduced over, ascending, and whether they stay as length 1. */
  record Axes(List<Integer> axes, boolean keep) implements Attributes {}

  /** Which operands of a matrix product are transposed in their last two axes. */
  record MatMul(boolean transposeA, boolean transposeB) implements Attributes {}

  /** Output axis i is operand axis {@code order[i]}. */
  record Permute(List<Integer> order) implements Attributes {}

  /** Elements from, from + step, ... below to, along one axis. */
  record Slice(int axis, int from, int to, int step) implements Attributes {}

  /** The value put before, after and (interior of them) between the elements along one axis. */
  record Pad(int axis, int before, int after, int interior, double value) implements Attributes {}

  /** The sizes of a convolution. */
  record Convolution(ConvolutionGeometry geometry) implements Attributes {}

  /** The axis along which operands follow one another. */
  record Concat(int axis) implements Attributes {}
}
