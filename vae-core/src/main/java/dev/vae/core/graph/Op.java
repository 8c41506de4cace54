package dev.vae.core.graph;

import dev.vae.core.graph.attribute.Attributes;

/**
 * The operations a graph is made of. The set is closed: consumers switch over it without a default
 * branch, so a new operation does not compile until its shape rule, derivative, reference, engine
 * and ONNX form exist.
 */
public enum Op {
  /** A value given at every run. Attributes: {@link Attributes.Named}. */
  INPUT(Kind.LEAF),
  /**
   * A named array that lives from run to run: a parameter, a running statistic, an optimizer
   * moment.
   */
  VARIABLE(Kind.LEAF),
  /** Fixed numbers. Attributes: {@link Attributes.Constant}. */
  CONSTANT(Kind.LEAF),
  /** Random numbers, filled in by the engine, an input in exports. Attributes: {@link Noise}. */
  NOISE(Kind.LEAF),
  /** The number of rows {@code N} as a scalar. */
  ROWS(Kind.LEAF),

  NEG(Kind.UNARY),
  ABS(Kind.UNARY),
  /** -1, 0 or 1; NaN for NaN. */
  SIGN(Kind.UNARY),
  FLOOR(Kind.UNARY),
  /** To the nearest integer, ties to even. */
  ROUND(Kind.UNARY),
  EXP(Kind.UNARY),
  EXPM1(Kind.UNARY),
  LOG(Kind.UNARY),
  LOG1P(Kind.UNARY),
  SQRT(Kind.UNARY),
  SIN(Kind.UNARY),
  COS(Kind.UNARY),
  TANH(Kind.UNARY),
  SIGMOID(Kind.UNARY),
  /** log(1 + exp(x)), without overflow. */
  SOFTPLUS(Kind.UNARY),
  RELU(Kind.UNARY),
  ERF(Kind.UNARY),
  /** log |Γ(x)|. */
  LGAMMA(Kind.UNARY),
  /** The derivative of log Γ(x). */
  DIGAMMA(Kind.UNARY),
  /** The value itself; its derivative is zero by definition. */
  STOP_GRADIENT(Kind.UNARY),

  ADD(Kind.BINARY),
  SUB(Kind.BINARY),
  MUL(Kind.BINARY),
  DIV(Kind.BINARY),
  /** a to the power b; NaN for negative a with fractional b. */
  POW(Kind.BINARY),
  /** The larger; NaN if either is NaN. */
  MAX(Kind.BINARY),
  /** The smaller; NaN if either is NaN. */
  MIN(Kind.BINARY),
  EQUAL(Kind.BINARY),
  LESS(Kind.BINARY),
  LESS_EQUAL(Kind.BINARY),

  /**
   * where(c, a, b): a where c is not 0, else b; the branch not taken contributes nothing, not even
   * a NaN.
   */
  WHERE(Kind.TERNARY),

  /** Sum over axes. Attributes: {@link Attributes.Axes}. */
  SUM(Kind.REDUCTION),
  /** Maximum over axes, minus infinity for none. Attributes: {@link Attributes.Axes}. */
  REDUCE_MAX(Kind.REDUCTION),
  /** log of the sum of exp over axes, without overflow. Attributes: {@link Attributes.Axes}. */
  LOG_SUM_EXP(Kind.REDUCTION),

  /**
   * Matrix product over the last two axes, leading axes in common. Attributes: {@link
   * Attributes.MatMul}.
   */
  MATMUL(Kind.PRODUCT),
  /** 2-D cross-correlation, channels last: {@code x [N,H,W,C]}, {@code w [KH,KW,C/groups,O]}. */
  CONV2D(Kind.PRODUCT),
  /**
   * Transpose of {@link #CONV2D} in x: {@code y [N,OH,OW,O]}, {@code w} as there, gives the shape
   * of x.
   */
  CONV2D_TRANSPOSE(Kind.PRODUCT),
  /** Transpose of {@link #CONV2D} in w: {@code x}, {@code y} as there, gives the shape of w. */
  CONV2D_WEIGHT(Kind.PRODUCT),

  /** The same elements in another shape. Attributes: none (the node's shape). */
  RESHAPE(Kind.MOVEMENT),
  /** Attributes: {@link Attributes.Permute}. */
  PERMUTE(Kind.MOVEMENT),
  /** Attributes: {@link Attributes.Slice}. */
  SLICE(Kind.MOVEMENT),
  /** Attributes: {@link Attributes.Pad}. */
  PAD(Kind.MOVEMENT),
  /** Attributes: {@link Attributes.Concat}. */
  CONCAT(Kind.MOVEMENT),
  /** Broadcasts axes of length 1, and adds leading axes. Attributes: none (the node's shape). */
  EXPAND(Kind.MOVEMENT),
  /**
   * gather(table, indices): rows of the table, shape = indices' shape followed by the table's
   * without axis 0.
   */
  GATHER(Kind.MOVEMENT),
  /** scatterAdd(indices, updates): transpose of {@link #GATHER}, adds in ascending order. */
  SCATTER_ADD(Kind.MOVEMENT),

  /**
   * A value of a loop over steps, see {@link SequenceScan}. Attributes: {@link
   * SequenceScan.Result}.
   */
  SCAN(Kind.LOOP);

  /** What an operation does with its operands, and so which part of the engine runs it. */
  public enum Kind {
    LEAF,
    UNARY,
    BINARY,
    TERNARY,
    REDUCTION,
    PRODUCT,
    MOVEMENT,
    LOOP
  }

  private final Kind kind;

  Op(Kind kind) {
    this.kind = kind;
  }

  /** Returns the family this operation belongs to. */
  public Kind kind() {
    return kind;
  }

  /**
   * Whether each output element depends on the operands' elements at the same (broadcast) place
   * alone.
   */
  public boolean isElementwise() {
    return kind == Kind.UNARY || kind == Kind.BINARY || kind == Kind.TERNARY;
  }
}
