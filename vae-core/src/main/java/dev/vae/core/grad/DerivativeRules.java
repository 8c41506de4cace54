package dev.vae.core.grad;

import static dev.vae.core.grad.Terms.full;
import static dev.vae.core.grad.Terms.kept;
import static dev.vae.core.grad.Terms.negative;
import static dev.vae.core.grad.Terms.over;
import static dev.vae.core.grad.Terms.shrink;
import static dev.vae.core.grad.Terms.times;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.NullUnmarked;

/**
 * The table of derivatives: what each operation hands back to its operands.
 *
 * <p>Where a derivative does not exist, one is chosen: |x| and relu have 0 at 0; max and min hand
 * everything to the first operand where both are equal (and where one is NaN); a maximum over axes
 * is shared evenly by all elements that reach it; pow's derivative in the exponent is 0 at base 0.
 * The derivative of sqrt at 0 is infinite: guard its argument, not its result. Comparisons, sign,
 * floor and round have none, nor have the places of gather.
 */
@NullUnmarked // no null leaves it
final class DerivativeRules {
  /** No derivative flows this way. */
  private static final Tensor NONE = null;

  private DerivativeRules() {}

  /**
   * What y hands back to its operand i.
   *
   * @param g the derivative of the scalar in y; its shape broadcasts to that of y
   * @param asked whose own derivatives are to be told: nothing may be handed on past them
   * @return a tensor whose shape broadcasts to the operand's, or to y's for element-wise
   *     operations; null for no derivative
   */
  static Tensor toOperand(Tensor y, int i, Tensor g, Predicate<Tensor> asked) {
    Tensor choice = Terms.isMasked(g) ? carried(g.operand(0), y, i) : null;
    if (choice != null) {
      // behind a mask what belongs to a sum's other terms is not known: no short cut
      return Terms.masked(g, choice, h -> toOperand(y, i, h, t -> true));
    }
    boolean together = isNormalised(y) && !asked.test(y.operand(1));
    return together ? normalised(y, i, full(g, y)) : rule(y, i, g);
  }

  /**
   * What a mask on y's derivative becomes on the way to operand i, null where it cannot go along. A
   * derivative that is where(c, h, 0) hands on where(c, rule(h), 0), never 0·rule: the branch not
   * taken may be infinite or NaN and must contribute nothing.
   */
  private static Tensor carried(Tensor choice, Tensor y, int i) {
    return switch (y.op().kind()) {
      case UNARY, BINARY, TERNARY -> choice;
      case REDUCTION -> kept(choice, y);
      case MOVEMENT ->
          switch (y.op()) {
            case RESHAPE, PERMUTE, CONCAT -> rule(y, i, choice);
            default -> null;
          };
      case PRODUCT, LEAF, LOOP -> null;
    };
  }

  /** The table itself. */
  private static Tensor rule(Tensor y, int i, Tensor g) {
    Tensor x = y.operand(0);
    Tensor b = y.operands().size() > 1 ? y.operand(1) : null;
    return switch (y.op()) {
      case INPUT, VARIABLE, CONSTANT, NOISE, ROWS -> NONE;
      case SIGN, FLOOR, ROUND, STOP_GRADIENT, EQUAL, LESS, LESS_EQUAL -> NONE;

      case NEG -> negative(g);
      case ABS -> times(g, x.sign());
      case EXP -> isNormalised(g, y) ? times(g.operand(0), y.div(g.operand(1))) : times(g, y);
      case EXPM1 -> times(g, y.add(1));
      case LOG -> over(g, x);
      case LOG1P -> over(g, x.add(1));
      case SQRT -> over(times(g, 0.5), y);
      case SIN -> times(g, x.cos());
      case COS -> negative(times(g, x.sin()));
      case TANH -> times(g, one(y).sub(y.square()));
      case SIGMOID -> times(g, y.mul(one(y).sub(y)));
      case SOFTPLUS -> times(g, x.sigmoid());
      case RELU -> zero(y).less(y).where(g, zero(y));
      case ERF -> times(times(g, 2 / Math.sqrt(Math.PI)), x.square().neg().exp());
      case LGAMMA -> times(g, x.digamma());
      case DIGAMMA -> times(g, Trigamma.of(x));

      case ADD -> g;
      case SUB -> i == 0 ? g : negative(g);
      case MUL -> x == b ? square(x, i, g) : times(g, i == 0 ? b : x);
      case DIV -> i == 0 ? over(g, b) : negative(over(times(g, y), b));
      case POW -> i == 0 ? powBase(y, g) : powExponent(y, g);
      case MAX -> i == 0 ? x.less(b).where(zero(y), g) : x.less(b).where(g, zero(y));
      case MIN -> i == 0 ? b.less(x).where(zero(y), g) : b.less(x).where(g, zero(y));
      case WHERE -> i == 0 ? NONE : i == 1 ? x.where(g, zero(y)) : x.where(zero(y), g);

      case SUM -> kept(g, y);
      case REDUCE_MAX -> reduceMax(y, g);
      case LOG_SUM_EXP -> times(kept(g, y), softmax(y));

      case MATMUL -> i == 0 ? matmulLeft(y, full(g, y)) : matmulRight(y, full(g, y));
      case CONV2D ->
          i == 0 ? full(g, y).conv2dTranspose(b, conv(y)) : x.conv2dWeight(full(g, y), conv(y));
      case CONV2D_TRANSPOSE ->
          i == 0 ? full(g, y).conv2d(b, conv(y)) : full(g, y).conv2dWeight(x, conv(y));
      case CONV2D_WEIGHT ->
          i == 0 ? b.conv2dTranspose(full(g, y), conv(y)) : x.conv2d(full(g, y), conv(y));

      case RESHAPE -> single(g) ? g : full(g, y).reshape(x.shape());
      case PERMUTE -> single(g) ? g : full(g, y).permute(inverse(y));
      case SLICE -> slice(y, full(g, y));
      case PAD -> pad(y, full(g, y));
      case CONCAT -> concat(y, i, g);
      case EXPAND -> shrink(g, y.shape(), x.shape());
      case GATHER -> i == 0 ? full(g, y).scatterAdd(b, x.shape()) : NONE;
      case SCATTER_ADD -> i == 1 ? full(g, y).gather(x) : NONE;
      case SCAN -> throw new IllegalArgumentException(y + " has a class of its own");
    };
  }

  /** Whether y is something by its own sum, as softmax is. */
  private static boolean isNormalised(Tensor y) {
    return y.op() == Op.DIV && isNormalised(y, y.operand(0));
  }

  /** Whether a quotient is by the sum of x. */
  private static boolean isNormalised(Tensor quotient, Tensor x) {
    return quotient.op() == Op.DIV
        && quotient.operand(1).op() == Op.SUM
        && quotient.operand(1).operand(0) == x
        && quotient.operand(1).attributes(Attributes.Axes.class).keep();
  }

  /**
   * What y = x / Σx hands back to x, both ways together: (g − Σ(g·y)) / Σx. Where x is an
   * exponential, y takes the place of x and of the division, and neither is read again.
   */
  private static Tensor normalised(Tensor y, int i, Tensor g) {
    Tensor sum = y.operand(1);
    return i == 0 ? over(g.sub(shrink(times(g, y), y.shape(), sum.shape())), sum) : NONE;
  }

  private static Tensor zero(Tensor y) {
    return y.graph().constant(0);
  }

  private static Tensor one(Tensor y) {
    return y.graph().constant(1);
  }

  private static boolean single(Tensor g) {
    return g.shape().rank() == 0;
  }

  private static Tensor square(Tensor x, int i, Tensor g) {
    return i == 0 ? times(times(g, 2), x) : NONE;
  }

  /** d(a^b)/da = b·a^(b−1), which is 0 for b = 0, at a = 0 too. */
  private static Tensor powBase(Tensor y, Tensor g) {
    Tensor a = y.operand(0);
    Tensor b = y.operand(1);
    Double p = Terms.uniform(b);
    if (p == null) {
      Tensor bothZero = a.equalTo(zero(y)).mul(b.equalTo(zero(y)));
      return times(g, b.mul(bothZero.where(one(y), a).pow(b.sub(1))));
    }
    if (p == 0) {
      return NONE;
    }
    if (p == 0.5) {
      return over(times(g, 0.5), y);
    }
    if (p == -1) {
      return negative(times(g, y.square()));
    }
    Tensor power = p == 1 ? one(y) : p == 2 ? a : a.pow(p - 1);
    return times(times(g, p), power);
  }

  /**
   * d(a^b)/db = a^b·log a, which tends to 0 as a does; log sees 1 there, so that 0·∞ is not met.
   */
  private static Tensor powExponent(Tensor y, Tensor g) {
    Tensor a = y.operand(0);
    return times(g, y.mul(a.equalTo(zero(y)).where(one(y), a).log()));
  }

  private static Tensor reduceMax(Tensor y, Tensor g) {
    Tensor reached = y.operand(0).equalTo(kept(y, y));
    Tensor count = reached.reduce(Op.SUM, true, axes(y));
    return times(over(kept(g, y), count), reached);
  }

  /** exp(x − logSumExp x); zeros where all x are −∞. */
  private static Tensor softmax(Tensor y) {
    Tensor none = y.equalTo(y.graph().constant(Double.NEGATIVE_INFINITY));
    Tensor finite = none.where(zero(y), y);
    return y.operand(0).sub(kept(finite, y)).exp();
  }

  private static int[] axes(Tensor reduction) {
    return reduction.attributes(Attributes.Axes.class).axes().stream()
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Tensor matmulLeft(Tensor y, Tensor g) {
    Tensor a = y.operand(0);
    Tensor b = y.operand(1);
    var how = y.attributes(Attributes.MatMul.class);
    Tensor product =
        how.transposeA()
            ? b.matmul(g, how.transposeB(), true)
            : g.matmul(b, false, !how.transposeB());
    return shrink(product, product.shape(), a.shape());
  }

  /** A shared right operand sums over leading axes too: rows of all of them in one product. */
  private static Tensor matmulRight(Tensor y, Tensor g) {
    Tensor a = y.operand(0);
    Tensor b = y.operand(1);
    var how = y.attributes(Attributes.MatMul.class);
    boolean shared = b.shape().rank() == 2 && a.shape().rank() > 2;
    if (shared && !how.transposeA() && a.shape().sub(0, a.shape().rank() - 1).batchAxes() < 2) {
      a = Terms.flatRows(a);
      g = Terms.flatRows(g);
    }
    Tensor product =
        how.transposeB()
            ? g.matmul(a, true, how.transposeA())
            : a.matmul(g, !how.transposeA(), false);
    return shrink(product, product.shape(), b.shape());
  }

  private static ConvolutionGeometry conv(Tensor y) {
    return y.attributes(Attributes.Convolution.class).geometry();
  }

  private static int[] inverse(Tensor y) {
    List<Integer> order = y.attributes(Attributes.Permute.class).order();
    int[] inverse = new int[order.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[order.get(i)] = i;
    }
    return inverse;
  }

  private static Tensor slice(Tensor y, Tensor g) {
    var s = y.attributes(Attributes.Slice.class);
    int length = y.operand(0).shape().dim(s.axis()).factor();
    int taken = y.shape().dim(s.axis()).factor();
    int end = taken == 0 ? s.from() : s.from() + (taken - 1) * s.step() + 1;
    return g.pad(s.axis(), s.from(), length - end, s.step() - 1, 0);
  }

  private static Tensor pad(Tensor y, Tensor g) {
    var p = y.attributes(Attributes.Pad.class);
    int length = y.operand(0).shape().dim(p.axis()).factor();
    int end = length == 0 ? p.before() : p.before() + (length - 1) * (1 + p.interior()) + 1;
    return g.slice(p.axis(), p.before(), end, 1 + p.interior());
  }

  private static Tensor concat(Tensor y, int i, Tensor g) {
    int axis = y.attributes(Attributes.Concat.class).axis();
    int fromEnd = axis - y.shape().rank();
    Shape shape = g.shape();
    if (-fromEnd > shape.rank() || shape.dim(fromEnd).isOne()) {
      return g; // the same for all places along the axis
    }
    int from = 0;
    for (int part = 0; part < i; part++) {
      from += y.operand(part).shape().dim(axis).factor();
    }
    return g.slice(fromEnd, from, from + y.operand(i).shape().dim(axis).factor());
  }
}
