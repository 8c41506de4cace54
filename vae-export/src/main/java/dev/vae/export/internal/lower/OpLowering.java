package dev.vae.export.internal.lower;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.export.internal.onnx.Attribute;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Every operation's ONNX form, in one table. */
final class OpLowering {
  /** From this version on all reductions take their axes as an input. */
  private static final int AXES_ARE_INPUTS = 18;

  private final int opset;
  private final LoweringPlan plan;
  private final Emitter out;
  private final Values values;
  private final RuntimeShapes shapes;
  private final WeightInitializers weights;
  private final ConvolutionLowering convolutions;
  private final MovementLowering movements;
  private final Map<Tensor, String> made = new IdentityHashMap<>();

  OpLowering(
      int opset,
      LoweringPlan plan,
      Emitter out,
      RuntimeShapes shapes,
      Values values,
      WeightInitializers weights) {
    this.opset = opset;
    this.plan = plan;
    this.out = out;
    this.values = values;
    this.shapes = shapes;
    this.weights = weights;
    this.convolutions = new ConvolutionLowering(out, values, weights);
    this.movements = new MovementLowering(out, values, shapes);
  }

  /** A value, and whether it holds images channels-first. */
  private record Made(String value, boolean channelsFirst) {}

  /** Makes a tensor's nodes, unless it is an input. */
  void lower(Tensor t) {
    LoweringPlan.Bias bias = plan.bias(t);
    Tensor core = bias == null ? t : bias.product();
    out.at(path(core));
    Made made = make(core, bias == null ? null : bias.vector());
    String value = out.finish(made.value());
    if (made.channelsFirst()) {
      values.putChannelsFirst(t, value);
      Shape s = t.shape();
      out.describe(value, Shape.of(s.dim(0), s.dim(3), s.dim(1), s.dim(2)));
    } else {
      values.put(t, value);
      out.describe(value, t.shape());
    }
  }

  /**
   * @param bias what is added to a product over its last axis; null for nothing
   */
  private Made make(Tensor t, Tensor bias) {
    return switch (t.op()) {
      case INPUT, NOISE -> last(values.of(t));
      case VARIABLE -> last(weights.plain(t));
      case CONSTANT -> last(constant(t));
      case ROWS -> last(shapes.rowsAsFloat());
      case NEG -> each(t, "Neg");
      case ABS -> each(t, "Abs");
      case SIGN -> each(t, "Sign");
      case FLOOR -> each(t, "Floor");
      case ROUND -> each(t, "Round");
      case EXP -> each(t, "Exp");
      case EXPM1 -> formula(t, CompositeLowering::expm1);
      case LOG -> each(t, "Log");
      case LOG1P -> formula(t, CompositeLowering::log1p);
      case SQRT -> each(t, "Sqrt");
      case SIN -> each(t, "Sin");
      case COS -> each(t, "Cos");
      case TANH -> each(t, "Tanh");
      case SIGMOID -> each(t, "Sigmoid");
      case SOFTPLUS -> formula(t, CompositeLowering::softplus);
      case RELU -> each(t, "Relu");
      case ERF -> each(t, "Erf");
      case LGAMMA -> formula(t, CompositeLowering::logGamma);
      case DIGAMMA -> formula(t, CompositeLowering::digamma);
      case STOP_GRADIENT -> last(values.of(t.operand(0)));
      case ADD -> each(t, "Add");
      case SUB -> each(t, "Sub");
      case MUL -> each(t, "Mul");
      case DIV -> each(t, "Div");
      case POW -> each(t, "Pow");
      case MAX -> each(t, "Max");
      case MIN -> each(t, "Min");
      case EQUAL -> each(t, v -> out.toFloat(out.emit("Equal", v)));
      case LESS -> each(t, v -> out.toFloat(out.emit("Less", v)));
      case LESS_EQUAL -> each(t, v -> out.toFloat(out.emit("LessOrEqual", v)));
      case WHERE -> each(t, v -> out.emit("Where", out.toBool(v[0]), v[1], v[2]));
      case SUM -> last(reduced(t, "ReduceSum", 0));
      case REDUCE_MAX -> last(reduced(t, "ReduceMax", Double.NEGATIVE_INFINITY));
      case LOG_SUM_EXP -> last(reduced(t, "ReduceLogSumExp", Double.NEGATIVE_INFINITY));
      case MATMUL -> last(ProductLowering.matmul(t, bias, out, values, shapes));
      case CONV2D -> new Made(convolutions.conv2d(t, bias), true);
      case CONV2D_TRANSPOSE -> new Made(convolutions.conv2dTranspose(t, bias), true);
      case CONV2D_WEIGHT -> last(convolutions.conv2dWeight(t));
      case RESHAPE -> {
        Tensor before = plan.operands(t).get(0);
        yield last(shapes.reshape(values.of(before), before.shape(), t.shape()));
      }
      case PERMUTE -> last(movements.permute(t));
      case SLICE -> last(movements.slice(t));
      case PAD -> last(movements.pad(t));
      case CONCAT -> last(movements.concat(t));
      case EXPAND -> last(shapes.expand(values.of(t.operand(0)), t.operand(0).shape(), t.shape()));
      case GATHER -> last(movements.gather(t));
      case SCATTER_ADD -> last(movements.scatterAdd(t));
      case SCAN -> last(scan(t));
    };
  }

  /** All results of one loop are made at once. */
  private String scan(Tensor t) {
    if (!made.containsKey(t)) {
      made.putAll(new LoopLowering(opset, out, shapes, values, weights).results(t, plan.needed()));
    }
    return made.get(t);
  }

  private static Made last(String value) {
    return new Made(value, false);
  }

  private Made each(Tensor t, String type) {
    return each(t, v -> out.emit(type, v));
  }

  private Made formula(Tensor t, UnaryOperator<Value> formula) {
    return each(t, v -> formula.apply(new Value(out, v[0])).name());
  }

  /** An element-wise operation, in the layout its operands have. */
  private Made each(Tensor t, Function<String[], String> operation) {
    List<Tensor> operands = plan.operands(t);
    boolean first = values.canGoFirst(t.shape(), operands);
    Function<Tensor, String> layout = first ? values::channelsFirst : values::of;
    return new Made(operation.apply(operands.stream().map(layout).toArray(String[]::new)), first);
  }

  private String constant(Tensor t) {
    double[] values = t.attributes(Attributes.Constant.class).values();
    return values.length == 1 && t.shape().elements() != 1
        ? shapes.fill(values[0], t.shape())
        : out.floats(RuntimeShapes.dims(t.shape()), values);
  }

  /** Operator set 17 takes a sum's axes as an input, those of other reductions as an attribute. */
  private String reduced(Tensor t, String type, double ofNothing) {
    var how = t.attributes(Attributes.Axes.class);
    Shape shape = t.operand(0).shape();
    if (shape.factor() == 0) {
      return shapes.fill(ofNothing, t.shape());
    }
    String x = values.of(t.operand(0));
    Map<String, Attribute> attributes = new TreeMap<>();
    attributes.put("keepdims", Attribute.of(how.keep() ? 1 : 0));
    if (t.op() == Op.SUM || opset >= AXES_ARE_INPUTS) {
      long[] axes = how.axes().stream().mapToLong(Integer::longValue).toArray();
      return out.emit(type, attributes, x, out.longs(axes));
    }
    attributes.put("axes", Attribute.ints(how.axes()));
    return out.emit(type, attributes, x);
  }

  private static String path(Tensor t) {
    String name = t.op().name().toLowerCase(Locale.ROOT);
    return t.scope().isEmpty() ? name : t.scope() + "/" + name;
  }
}
