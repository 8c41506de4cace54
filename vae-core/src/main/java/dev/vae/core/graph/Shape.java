package dev.vae.core.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lengths of a tensor's axes, outermost first; elements are stored in row-major order. A scalar
 * has no axes.
 *
 * @param dims one length for each axis
 */
public record Shape(List<Dim> dims) {

  /** The shape of a single number. */
  public static final Shape SCALAR = new Shape(List.of());

  /** Copies the list. */
  public Shape {
    Objects.requireNonNull(dims, "dims");
    for (Dim dim : dims) {
      Objects.requireNonNull(dim, "a dim");
    }
    dims = List.copyOf(dims);
  }

  /** Returns a shape of constant lengths. */
  public static Shape of(int... lengths) {
    Objects.requireNonNull(lengths, "lengths");
    return new Shape(Arrays.stream(lengths).mapToObj(Dim::of).toList());
  }

  /** Returns a shape of any lengths. */
  public static Shape of(Dim... dims) {
    return new Shape(Arrays.asList(Objects.requireNonNull(dims, "dims")));
  }

  /** Returns {@code [N, lengths...]}: one entry of the given shape for each row of the batch. */
  public static Shape batch(int... lengths) {
    Objects.requireNonNull(lengths, "lengths");
    return of(lengths).withLeading(Dim.N);
  }

  /** Returns the number of axes. */
  public int rank() {
    return dims.size();
  }

  /**
   * Returns the length of an axis; negative axes count from the end.
   *
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public Dim dim(int axis) {
    return dims.get(place(axis));
  }

  private int place(int axis) {
    int place = axis < 0 ? axis + rank() : axis;
    if (place < 0 || place >= rank()) {
      throw new IndexOutOfBoundsException("there is no axis " + axis + " in " + this);
    }
    return place;
  }

  /** Whether no axis depends on the batch. */
  public boolean isConstant() {
    return dims.stream().noneMatch(Dim::batch);
  }

  /**
   * Returns how many axes are multiples of {@code N}: the number of elements grows as {@code N} to
   * this power.
   */
  public int batchAxes() {
    return (int) dims.stream().filter(Dim::batch).count();
  }

  /** Returns the number of elements for a batch of {@code rows} rows. */
  public long elements(long rows) {
    long product = 1;
    for (Dim dim : dims) {
      product = Math.multiplyExact(product, dim.at(rows));
    }
    return product;
  }

  /** Returns the number of elements of a shape without batch axes. */
  public int elements() {
    if (!isConstant()) {
      throw new IllegalStateException(
          "the number of elements of " + this + " depends on the batch");
    }
    return Math.toIntExact(elements(1));
  }

  /**
   * Returns the product of all factors: the coefficient of {@code N} to the power {@link
   * #batchAxes}.
   */
  public long factor() {
    return elements(1);
  }

  /**
   * Whether a tensor of this shape can be reshaped to the other: the same number of elements for
   * every batch.
   */
  public boolean sameElements(Shape other) {
    Objects.requireNonNull(other, "other");
    return factor() == other.factor() && (factor() == 0 || batchAxes() == other.batchAxes());
  }

  /** Returns this shape behind one more axis. */
  public Shape withLeading(Dim dim) {
    Objects.requireNonNull(dim, "dim");
    List<Dim> list = new ArrayList<>(rank() + 1);
    list.add(dim);
    list.addAll(dims);
    return new Shape(list);
  }

  /** Returns this shape with one axis replaced; negative axes count from the end. */
  public Shape with(int axis, Dim dim) {
    Objects.requireNonNull(dim, "dim");
    List<Dim> list = new ArrayList<>(dims);
    list.set(place(axis), dim);
    return new Shape(list);
  }

  /** Returns the axes from one to another, as a shape. */
  public Shape sub(int from, int to) {
    if (from < 0 || from > to || to > rank()) {
      throw new IndexOutOfBoundsException(
          "there are no axes " + from + " to " + to + " in " + this);
    }
    return new Shape(dims.subList(from, to));
  }

  /**
   * The common shape of two operands aligned at their last axes, where a length of 1 broadcasts to
   * the other's.
   *
   * @return the common shape, or null if there is none
   */
  static @Nullable Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    Dim[] out = new Dim[rank];
    for (int i = 1; i <= rank; i++) {
      Dim x = i <= a.rank() ? a.dim(-i) : Dim.of(1);
      Dim y = i <= b.rank() ? b.dim(-i) : Dim.of(1);
      if (!x.equals(y) && !x.isOne() && !y.isOne()) {
        return null;
      }
      out[rank - i] = x.isOne() ? y : x;
    }
    return of(out);
  }

  @Override
  public String toString() {
    return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
