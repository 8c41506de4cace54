package dev.vae.core.graph;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.attribute.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A node of a graph: an operation, its operands, and the shape of what it gives. Calling a method
 * adds a node to the operands' graph; nothing is computed. Binary operations broadcast: axes are
 * aligned at the last one, and an axis of length 1 broadcasts.
 *
 * <p>Every method throws {@link ShapeException} when operands do not fit, naming shapes, operation
 * and scope.
 */
public final class Tensor extends Elementwise {
  private final Graph graph;
  private final int id;
  private final Op op;
  private final List<Tensor> operands;
  private final Attributes attributes;
  private final Shape shape;
  private final String scope;

  Tensor(
      Graph graph,
      int id,
      Op op,
      List<Tensor> operands,
      Attributes attributes,
      Shape shape,
      String scope) {
    this.graph = graph;
    this.id = id;
    this.op = op;
    this.operands = List.copyOf(operands);
    this.attributes = attributes;
    this.shape = shape;
    this.scope = scope;
  }

  /** Returns the graph this node belongs to. */
  @Override
  public Graph graph() {
    return graph;
  }

  /** Returns the position in the graph; operands have smaller ones. */
  public int id() {
    return id;
  }

  /** Returns the operation. */
  public Op op() {
    return op;
  }

  /** Returns the operands, in order. */
  public List<Tensor> operands() {
    return operands;
  }

  /** Returns one operand. */
  public Tensor operand(int i) {
    return operands.get(i);
  }

  /** Returns what the node carries besides its operands. */
  public Attributes attributes() {
    return attributes;
  }

  /** Returns the attributes as the type this operation carries. */
  public <A extends Attributes> A attributes(Class<A> type) {
    return type.cast(attributes);
  }

  /** Returns the shape. */
  public Shape shape() {
    return shape;
  }

  /** Returns the path of scopes the node was made in, such as {@code encoder/0.dense}. */
  public String scope() {
    return scope;
  }

  /** Returns the name of an input, a variable or a noise stream. */
  public String name() {
    return switch (op) {
      case INPUT, VARIABLE -> attributes(Attributes.Named.class).name();
      case NOISE -> attributes(Noise.class).stream();
      default -> throw new IllegalStateException(this + " has no name");
    };
  }

  /** Whether every element is this one fixed number. */
  public boolean isConstant(double value) {
    return op == Op.CONSTANT && attributes(Attributes.Constant.class).is(value)
        || (op == Op.EXPAND || op == Op.RESHAPE) && operand(0).isConstant(value);
  }

  // Choice.

  /**
   * Returns yes where this is not 0, else no; what is not chosen contributes nothing, not even a
   * NaN.
   */
  public Tensor where(Tensor yes, Tensor no) {
    Shape common = Shape.broadcast(yes.shape, no.shape);
    Shape all = common == null ? null : Shape.broadcast(shape, common);
    if (all == null) {
      throw ShapeRules.misfit(Op.WHERE, "shapes do not broadcast", this, yes, no);
    }
    return node(Op.WHERE, Attributes.NONE, all, this, yes, no);
  }

  // Reductions; no axes given means all; axes are removed.

  /** Returns the sum over axes. */
  public Tensor sum(int... axes) {
    return reduce(Op.SUM, false, axes);
  }

  /** Returns the mean over axes. */
  public Tensor mean(int... axes) {
    Tensor sum = sum(axes);
    Tensor count = null;
    double factor = 1;
    for (int axis : ShapeRules.axes(Op.SUM, this, axes)) {
      factor *= shape.dim(axis).factor();
      if (shape.dim(axis).batch()) {
        count = count == null ? graph.rows() : count.mul(graph.rows());
      }
    }
    return count == null ? sum.mul(1 / factor) : sum.div(count.mul(factor));
  }

  /** Returns the maximum over axes. */
  public Tensor reduceMax(int... axes) {
    return reduce(Op.REDUCE_MAX, false, axes);
  }

  /** Returns log Σ exp over axes, without overflow. */
  public Tensor logSumExp(int... axes) {
    return reduce(Op.LOG_SUM_EXP, false, axes);
  }

  /** Returns a reduction that may keep its axes as length 1. */
  public Tensor reduce(Op reduction, boolean keep, int... axes) {
    if (reduction.kind() != Op.Kind.REDUCTION) {
      throw new IllegalArgumentException(reduction + " is not a reduction");
    }
    List<Integer> over = ShapeRules.axes(reduction, this, axes);
    Shape to = ShapeRules.reduced(shape, over, keep);
    return node(reduction, new Attributes.Axes(over, keep), to, this);
  }

  // Products.

  /** Returns the matrix product {@code [..., m, k] · [..., k, n]}. */
  public Tensor matmul(Tensor other) {
    return matmul(other, false, false);
  }

  /**
   * Returns the matrix product over the last two axes, each operand first transposed in them where
   * asked. Leading axes must be the same, or one operand has none.
   */
  public Tensor matmul(Tensor other, boolean transposeThis, boolean transposeOther) {
    var attributes = new Attributes.MatMul(transposeThis, transposeOther);
    return node(Op.MATMUL, attributes, ShapeRules.matmul(this, other, attributes), this, other);
  }

  /**
   * Returns 2-D convolution (cross-correlation): this {@code [N,H,W,C]}, weights {@code
   * [KH,KW,C/groups,O]}, gives {@code [N,OH,OW,O]}.
   */
  public Tensor conv2d(Tensor weights, ConvolutionGeometry geometry) {
    Shape shape = ShapeRules.conv2d(this, weights, geometry);
    return node(Op.CONV2D, new Attributes.Convolution(geometry), shape, this, weights);
  }

  /**
   * Returns the transpose of {@link #conv2d} in its images: this {@code [N,OH,OW,O]} gives {@code
   * [N,H,W,C]}.
   */
  public Tensor conv2dTranspose(Tensor weights, ConvolutionGeometry geometry) {
    Shape shape = ShapeRules.conv2dTranspose(this, weights, geometry);
    return node(Op.CONV2D_TRANSPOSE, new Attributes.Convolution(geometry), shape, this, weights);
  }

  /**
   * Returns the transpose of {@link #conv2d} in its weights: this {@code [N,H,W,C]}, y {@code
   * [N,OH,OW,O]}.
   */
  public Tensor conv2dWeight(Tensor y, ConvolutionGeometry geometry) {
    Shape shape = ShapeRules.conv2dWeight(this, y, geometry);
    return node(Op.CONV2D_WEIGHT, new Attributes.Convolution(geometry), shape, this, y);
  }

  // Movement.

  /** Returns the same elements in another shape. */
  public Tensor reshape(Shape to) {
    if (to.equals(shape)) {
      return this;
    }
    if (!shape.sameElements(to)) {
      throw ShapeRules.misfit(
          Op.RESHAPE, "cannot become " + to + ", which has another number of elements", this);
    }
    return node(Op.RESHAPE, Attributes.NONE, to, this);
  }

  /** Returns output axis i is axis {@code order[i]} of this. */
  public Tensor permute(int... order) {
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, IntStream.range(0, shape.rank()).toArray())) {
      throw ShapeRules.misfit(
          Op.PERMUTE, Arrays.toString(order) + " is not an order of the axes", this);
    }
    List<Integer> list = Arrays.stream(order).boxed().toList();
    return node(
        Op.PERMUTE,
        new Attributes.Permute(list),
        new Shape(list.stream().map(shape::dim).toList()),
        this);
  }

  /** Elements {@code from} (included) to {@code to} (excluded) along an axis of constant length. */
  public Tensor slice(int axis, int from, int to) {
    return slice(axis, from, to, 1);
  }

  /**
   * Returns every {@code step}-th element from {@code from} (included) to {@code to} (excluded)
   * along an axis.
   */
  public Tensor slice(int axis, int from, int to, int step) {
    int a = ShapeRules.axis(Op.SLICE, this, axis);
    var slice = new Attributes.Slice(a, from, to, step);
    Shape sliced = ShapeRules.slice(this, slice);
    boolean all = from == 0 && to == shape.dim(a).factor() && step == 1;
    return all ? this : node(Op.SLICE, slice, sliced, this);
  }

  /** Zeros before and after along an axis of constant length. */
  public Tensor pad(int axis, int before, int after) {
    return pad(axis, before, after, 0, 0);
  }

  /**
   * Returns a value before, after, and {@code interior} times between the elements along an axis of
   * constant length.
   */
  public Tensor pad(int axis, int before, int after, int interior, double value) {
    int a = ShapeRules.axis(Op.PAD, this, axis);
    var pad = new Attributes.Pad(a, before, after, interior, value);
    Shape padded = ShapeRules.pad(this, pad);
    return padded.equals(shape) ? this : node(Op.PAD, pad, padded, this);
  }

  /** Tensors one after the other along an axis; other axes must agree. */
  public static Tensor concat(int axis, List<Tensor> parts) {
    int a = ShapeRules.axis(Op.CONCAT, parts.get(0), axis);
    Shape joined = ShapeRules.concat(parts, a);
    return parts.size() == 1
        ? parts.get(0)
        : node(Op.CONCAT, new Attributes.Concat(a), joined, parts.toArray(Tensor[]::new));
  }

  /** Broadcasts axes of length 1, and adds leading axes, to the given shape. */
  public Tensor expand(Shape to) {
    if (to.equals(shape)) {
      return this;
    }
    if (!to.equals(Shape.broadcast(shape, to))) {
      throw ShapeRules.misfit(Op.EXPAND, "does not broadcast to " + to, this);
    }
    return node(Op.EXPAND, Attributes.NONE, to, this);
  }

  /**
   * Returns rows of this table {@code [V, ...]} at the given integer places: shape of places, then
   * the rest of the table's.
   */
  public Tensor gather(Tensor places) {
    Shape gathered = ShapeRules.gather(this, places);
    return node(Op.GATHER, Attributes.NONE, gathered, this, places);
  }

  /**
   * Returns a table of the given shape of zeros, to which each row of this is added at its place;
   * see {@link #gather}.
   */
  public Tensor scatterAdd(Tensor places, Shape table) {
    ShapeRules.scatterAdd(this, places, table);
    return node(Op.SCATTER_ADD, Attributes.NONE, table, places, this);
  }

  /** Returns any single-operand operation, by name. */
  @Override
  public Tensor unary(Op unary) {
    if (unary.kind() != Op.Kind.UNARY) {
      throw new IllegalArgumentException(unary + " takes not one operand");
    }
    return node(unary, Attributes.NONE, shape, this);
  }

  /** Returns any element-wise operation of two operands, by name. */
  @Override
  public Tensor binary(Op binary, Tensor other) {
    if (binary.kind() != Op.Kind.BINARY) {
      throw new IllegalArgumentException(binary + " takes not two operands");
    }
    Shape common = Shape.broadcast(shape, other.shape);
    if (common == null) {
      throw ShapeRules.misfit(binary, "shapes do not broadcast", this, other);
    }
    return node(binary, Attributes.NONE, common, this, other);
  }

  // Helpers.

  private static Tensor node(Op op, Attributes attributes, Shape shape, Tensor... operands) {
    for (Tensor t : operands) {
      operands[0].sameGraph(t);
    }
    return operands[0].graph.add(op, List.of(operands), attributes, shape);
  }

  private void sameGraph(Tensor other) {
    if (other.graph != graph) {
      throw new IllegalArgumentException(this + " and " + other + " belong to different graphs");
    }
  }

  @Override
  public String toString() {
    String at = scope.isEmpty() ? "" : " in " + scope;
    return "%" + id + " = " + op + shape + at;
  }
}
