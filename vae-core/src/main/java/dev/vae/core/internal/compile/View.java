package dev.vae.core.internal.compile;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.compile.run.Strides;
import java.util.ArrayList;
import java.util.List;

/**
 * How the elements of a tensor are found in a dense array of another: movements (reshape, permute,
 * slice, expand) composed into one stride for each axis, none of them run.
 *
 * @param strides the step along each axis; {@link Extent#ZERO} where it repeats
 * @param offsets their sum is the offset of the first element
 */
record View(List<Dim> dims, List<Extent> strides, List<Extent> offsets) {

  /** The array itself. */
  static View dense(Shape shape) {
    return new View(shape.dims(), denseStrides(shape.dims(), Extent.ONE), List.of());
  }

  /** This view moved as a node moves its operand; null if that takes a copy. */
  View then(Tensor movement) {
    return switch (movement.op()) {
      case RESHAPE -> reshape(movement.shape());
      case EXPAND -> expand(movement.shape());
      case PERMUTE -> {
        List<Integer> order = movement.attributes(Attributes.Permute.class).order();
        yield new View(
            order.stream().map(dims::get).toList(),
            order.stream().map(strides::get).toList(),
            offsets);
      }
      case SLICE -> slice(movement.attributes(Attributes.Slice.class), movement.shape());
      default -> null;
    };
  }

  /** Broadcast to a shape it broadcasts to. */
  View expand(Shape to) {
    int lead = to.rank() - dims.size();
    List<Extent> out = new ArrayList<>();
    for (int i = 0; i < to.rank(); i++) {
      boolean repeats = i < lead || dims.get(i - lead).isOne() && !to.dim(i).isOne();
      out.add(repeats ? Extent.ZERO : strides.get(i - lead));
    }
    return new View(to.dims(), out, offsets);
  }

  private View slice(Attributes.Slice s, Shape shape) {
    Extent stride = strides.get(s.axis());
    List<Extent> moved = new ArrayList<>(strides);
    moved.set(s.axis(), stride.times(new Extent(s.step(), 0)));
    List<Extent> from = new ArrayList<>(offsets);
    from.add(stride.times(new Extent(s.from(), 0)));
    return new View(shape.dims(), moved, from);
  }

  /**
   * The same elements under other axes: axes are taken from both sides until their products agree;
   * the old ones of such a run must lie as one axis would.
   */
  private View reshape(Shape to) {
    if (to.factor() == 0) {
      return dense(to); // there is no element to be found, so any strides will do
    }
    List<Extent> out = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < dims.size() || j < to.rank()) {
      int firstOld = i;
      int firstNew = j;
      Extent old = i < dims.size() ? Extent.of(dims.get(i++)) : Extent.ONE;
      Extent now = j < to.rank() ? Extent.of(to.dim(j++)) : Extent.ONE;
      while (!old.equals(now)) {
        boolean takeOld = i < dims.size() && (j == to.rank() || behind(old, now));
        if (takeOld) {
          old = old.times(Extent.of(dims.get(i++)));
        } else if (j < to.rank()) {
          now = now.times(Extent.of(to.dim(j++)));
        } else {
          return null;
        }
      }
      Extent stride = merged(firstOld, i);
      if (stride == null) {
        return null;
      }
      out.addAll(denseStrides(to.dims().subList(firstNew, j), stride));
    }
    return new View(to.dims(), out, offsets);
  }

  private static boolean behind(Extent a, Extent b) {
    return a.power() != b.power() ? a.power() < b.power() : a.factor() < b.factor();
  }

  /** The stride of axes taken as one; null if they do not lie so. */
  private Extent merged(int from, int to) {
    Extent inner = null;
    Extent next = null;
    for (int i = to - 1; i >= from; i--) {
      if (dims.get(i).isOne()) {
        continue;
      }
      if (inner == null) {
        inner = strides.get(i);
      } else if (!strides.get(i).equals(next)) {
        return null;
      }
      next = strides.get(i).times(Extent.of(dims.get(i)));
    }
    return inner == null ? Extent.ONE : inner;
  }

  private static List<Extent> denseStrides(List<Dim> dims, Extent inner) {
    List<Extent> strides = new ArrayList<>();
    Extent stride = inner;
    for (int i = dims.size() - 1; i >= 0; i--) {
      strides.add(0, stride);
      stride = stride.times(Extent.of(dims.get(i)));
    }
    return strides;
  }

  /** Whether this is a dense array from its first element on. */
  boolean isDense() {
    Extent inner = merged(0, dims.size());
    return offsets.isEmpty() && Extent.ONE.equals(inner);
  }

  /** Whether every element is the same one. */
  boolean isScalar() {
    for (int i = 0; i < dims.size(); i++) {
      if (!dims.get(i).isOne() && !strides.get(i).equals(Extent.ZERO)) {
        return false;
      }
    }
    return true;
  }

  /**
   * If the last axes are read along and all before them repeat, as a bias is: how many elements
   * there are before it begins again; else null.
   */
  Extent period() {
    Extent period = Extent.ONE;
    int i = dims.size() - 1;
    while (i >= 0 && (dims.get(i).isOne() || !strides.get(i).equals(Extent.ZERO))) {
      period = period.times(Extent.of(dims.get(i--)));
    }
    for (int k = i; k >= 0; k--) {
      if (!dims.get(k).isOne() && !strides.get(k).equals(Extent.ZERO)) {
        return null;
      }
    }
    return i < 0 || period.isOne() ? null : period;
  }

  /** If the last axes repeat, as a number for each row does: how often; else null. */
  Extent repeat() {
    Extent repeat = Extent.ONE;
    int i = dims.size() - 1;
    while (i >= 0 && (dims.get(i).isOne() || strides.get(i).equals(Extent.ZERO))) {
      repeat = repeat.times(Extent.of(dims.get(i--)));
    }
    return i < 0 || repeat.isOne() ? null : repeat;
  }

  /** The strides for a number of rows. */
  Strides at(int rows) {
    int[] lengths = dims.stream().mapToInt(d -> Math.toIntExact(d.at(rows))).toArray();
    int[] steps = strides.stream().mapToInt(s -> Math.toIntExact(s.at(rows))).toArray();
    return Strides.of(
        lengths, steps, offsets.stream().mapToInt(o -> Math.toIntExact(o.at(rows))).sum());
  }
}
