package dev.vae.core.internal.reference;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operations whose every output element depends on one element of each operand. */
final class ReferenceElementwise {
  private ReferenceElementwise() {}

  /** What a single-operand operation does with a number. */
  static DoubleUnaryOperator unary(Op op) {
    return switch (op) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case SIGN -> Math::signum;
      case FLOOR -> Math::floor;
      case ROUND -> Math::rint;
      case EXP -> StrictMath::exp;
      case EXPM1 -> StrictMath::expm1;
      case LOG -> StrictMath::log;
      case LOG1P -> StrictMath::log1p;
      case SQRT -> Math::sqrt;
      case SIN -> StrictMath::sin;
      case COS -> StrictMath::cos;
      case TANH -> StrictMath::tanh;
      case SIGMOID -> SpecialFunctions::sigmoid;
      case SOFTPLUS -> SpecialFunctions::softplus;
      case RELU -> x -> Math.max(x, 0);
      case ERF -> SpecialFunctions::erf;
      case LGAMMA -> SpecialFunctions::lgamma;
      case DIGAMMA -> SpecialFunctions::digamma;
      case STOP_GRADIENT -> x -> x;
      case INPUT, VARIABLE, CONSTANT, NOISE, ROWS -> throw no(op);
      case ADD, SUB, MUL, DIV, POW, MAX, MIN, EQUAL, LESS, LESS_EQUAL, WHERE -> throw no(op);
      case SUM, REDUCE_MAX, LOG_SUM_EXP -> throw no(op);
      case MATMUL, CONV2D, CONV2D_TRANSPOSE, CONV2D_WEIGHT -> throw no(op);
      case RESHAPE, PERMUTE, SLICE, PAD, CONCAT, EXPAND, GATHER, SCATTER_ADD, SCAN -> throw no(op);
    };
  }

  /** What an operation of two operands does with two numbers. */
  static DoubleBinaryOperator binary(Op op) {
    return switch (op) {
      case ADD -> (a, b) -> a + b;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> (a, b) -> a / b;
      case POW -> StrictMath::pow;
      case MAX -> Math::max;
      case MIN -> Math::min;
      case EQUAL -> (a, b) -> a == b ? 1 : 0;
      case LESS -> (a, b) -> a < b ? 1 : 0;
      case LESS_EQUAL -> (a, b) -> a <= b ? 1 : 0;
      case NEG, ABS, SIGN, FLOOR, ROUND, EXP, EXPM1, LOG, LOG1P, SQRT, SIN, COS -> throw no(op);
      case TANH, SIGMOID, SOFTPLUS, RELU, ERF, LGAMMA, DIGAMMA, STOP_GRADIENT -> throw no(op);
      case INPUT, VARIABLE, CONSTANT, NOISE, ROWS, WHERE -> throw no(op);
      case SUM, REDUCE_MAX, LOG_SUM_EXP -> throw no(op);
      case MATMUL, CONV2D, CONV2D_TRANSPOSE, CONV2D_WEIGHT -> throw no(op);
      case RESHAPE, PERMUTE, SLICE, PAD, CONCAT, EXPAND, GATHER, SCATTER_ADD, SCAN -> throw no(op);
    };
  }

  /** Any element-wise node, its operands broadcast to its shape. */
  static double[] evaluate(Tensor t, List<double[]> operands, int rows) {
    BroadcastOperand a = new BroadcastOperand(t, 0, operands, rows);
    RowMajor grid = RowMajor.of(t.shape(), rows);
    double[] y = new double[grid.size()];
    if (t.op().kind() == Op.Kind.UNARY) {
      DoubleUnaryOperator f = unary(t.op());
      for (int i = 0; i < y.length; i++) {
        y[i] = f.applyAsDouble(operands.get(0)[i]);
      }
    } else if (t.op() == Op.WHERE) {
      BroadcastOperand yes = new BroadcastOperand(t, 1, operands, rows);
      BroadcastOperand no = new BroadcastOperand(t, 2, operands, rows);
      for (int i = 0; i < y.length; i++) {
        y[i] = a.at(i) != 0 ? yes.at(i) : no.at(i);
      }
    } else {
      DoubleBinaryOperator f = binary(t.op());
      BroadcastOperand b = new BroadcastOperand(t, 1, operands, rows);
      if (a.same && b.same && t.op() == Op.ADD) { // most of what long sums are made of
        for (int i = 0; i < y.length; i++) {
          y[i] = a.values[i] + b.values[i];
        }
      } else if (a.same && b.same) {
        for (int i = 0; i < y.length; i++) {
          y[i] = f.applyAsDouble(a.values[i], b.values[i]);
        }
      } else if (a.same && b.values.length == 1) {
        double one = b.values[0];
        for (int i = 0; i < y.length; i++) {
          y[i] = f.applyAsDouble(a.values[i], one);
        }
      } else {
        for (int i = 0; i < y.length; i++) {
          y[i] = f.applyAsDouble(a.at(i), b.at(i));
        }
      }
    }
    return y;
  }

  /** An operand seen through the shape of the result. */
  private static final class BroadcastOperand {
    private final double[] values;
    private final RowMajor from;
    private final RowMajor to;
    private final boolean same;

    BroadcastOperand(Tensor t, int operand, List<double[]> operands, int rows) {
      Shape shape = t.operand(operand).shape();
      this.values = operands.get(operand);
      this.same = shape.equals(t.shape());
      this.from = same ? null : RowMajor.of(shape, rows);
      this.to = same ? null : RowMajor.of(t.shape(), rows);
    }

    double at(int i) {
      if (same) {
        return values[i];
      }
      return values.length == 1 ? values[0] : values[from.broadcast(to.position(i))];
    }
  }

  private static IllegalArgumentException no(Op op) {
    return new IllegalArgumentException(op + " does not work element by element");
  }
}
