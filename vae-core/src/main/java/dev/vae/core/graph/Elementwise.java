package dev.vae.core.graph;

/** The operations of a {@link Tensor} that work on each element by itself. */
abstract sealed class Elementwise permits Tensor {

  abstract Graph graph();

  abstract Tensor unary(Op unary);

  abstract Tensor binary(Op binary, Tensor other);

  /** Returns −x. */
  public Tensor neg() {
    return unary(Op.NEG);
  }

  /** Returns |x|. */
  public Tensor abs() {
    return unary(Op.ABS);
  }

  /** Returns −1, 0 or 1. */
  public Tensor sign() {
    return unary(Op.SIGN);
  }

  /** Returns the largest integer not above x. */
  public Tensor floor() {
    return unary(Op.FLOOR);
  }

  /** Returns the nearest integer, ties to even. */
  public Tensor round() {
    return unary(Op.ROUND);
  }

  /** Returns e to the power x. */
  public Tensor exp() {
    return unary(Op.EXP);
  }

  /** Returns e to the power x, less 1, exact near 0. */
  public Tensor expm1() {
    return unary(Op.EXPM1);
  }

  /** Returns the natural logarithm. */
  public Tensor log() {
    return unary(Op.LOG);
  }

  /** Returns log(1 + x), exact near 0. */
  public Tensor log1p() {
    return unary(Op.LOG1P);
  }

  /** Returns the square root. */
  public Tensor sqrt() {
    return unary(Op.SQRT);
  }

  /** Returns the sine of x in radians. */
  public Tensor sin() {
    return unary(Op.SIN);
  }

  /** Returns the cosine of x in radians. */
  public Tensor cos() {
    return unary(Op.COS);
  }

  /** Returns the hyperbolic tangent. */
  public Tensor tanh() {
    return unary(Op.TANH);
  }

  /** Returns 1 / (1 + exp(−x)). */
  public Tensor sigmoid() {
    return unary(Op.SIGMOID);
  }

  /** Returns log(1 + exp(x)), without overflow. */
  public Tensor softplus() {
    return unary(Op.SOFTPLUS);
  }

  /** Returns max(x, 0). */
  public Tensor relu() {
    return unary(Op.RELU);
  }

  /** Returns the error function. */
  public Tensor erf() {
    return unary(Op.ERF);
  }

  /** Returns log |Γ(x)|. */
  public Tensor lgamma() {
    return unary(Op.LGAMMA);
  }

  /** Returns the derivative of log Γ(x). */
  public Tensor digamma() {
    return unary(Op.DIGAMMA);
  }

  /** Returns the value itself, through which no derivative flows. */
  public Tensor stopGradient() {
    return unary(Op.STOP_GRADIENT);
  }

  /** Returns x·x. */
  public Tensor square() {
    return binary(Op.MUL, (Tensor) this);
  }

  /** Returns this + other. */
  public Tensor add(Tensor other) {
    return binary(Op.ADD, other);
  }

  /** Returns this + other. */
  public Tensor add(double other) {
    return add(graph().constant(other));
  }

  /** Returns this − other. */
  public Tensor sub(Tensor other) {
    return binary(Op.SUB, other);
  }

  /** Returns this − other. */
  public Tensor sub(double other) {
    return sub(graph().constant(other));
  }

  /** Returns this · other, element by element. */
  public Tensor mul(Tensor other) {
    return binary(Op.MUL, other);
  }

  /** Returns this · other. */
  public Tensor mul(double other) {
    return mul(graph().constant(other));
  }

  /** Returns this / other. */
  public Tensor div(Tensor other) {
    return binary(Op.DIV, other);
  }

  /** Returns this / other. */
  public Tensor div(double other) {
    return div(graph().constant(other));
  }

  /** Returns this to the power other. */
  public Tensor pow(Tensor other) {
    return binary(Op.POW, other);
  }

  /** Returns this to the power other. */
  public Tensor pow(double other) {
    return pow(graph().constant(other));
  }

  /** Returns the larger of the two. */
  public Tensor max(Tensor other) {
    return binary(Op.MAX, other);
  }

  /** Returns the larger of the two. */
  public Tensor max(double other) {
    return max(graph().constant(other));
  }

  /** Returns the smaller of the two. */
  public Tensor min(Tensor other) {
    return binary(Op.MIN, other);
  }

  /** Returns the smaller of the two. */
  public Tensor min(double other) {
    return min(graph().constant(other));
  }

  /** Returns 1 where equal, else 0. */
  public Tensor equalTo(Tensor other) {
    return binary(Op.EQUAL, other);
  }

  /** Returns 1 where this &lt; other, else 0. */
  public Tensor less(Tensor other) {
    return binary(Op.LESS, other);
  }

  /** Returns 1 where this &lt; other, else 0. */
  public Tensor less(double other) {
    return less(graph().constant(other));
  }

  /** Returns 1 where this ≤ other, else 0. */
  public Tensor lessEqual(Tensor other) {
    return binary(Op.LESS_EQUAL, other);
  }

  /** Returns 1 where this ≤ other, else 0. */
  public Tensor lessEqual(double other) {
    return lessEqual(graph().constant(other));
  }
}
