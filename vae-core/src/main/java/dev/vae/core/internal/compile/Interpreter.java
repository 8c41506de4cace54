package dev.vae.core.internal.compile;

import dev.vae.core.graph.Attributes;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import dev.vae.core.kernel.ProductSpec;
import dev.vae.core.kernel.RandomKey;
import dev.vae.core.kernel.UnaryFunction;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Runs a computation node by node, each into an array of its own. */
public final class Interpreter {
  private final List<Tensor> nodes;
  private final Kernels kernels;
  private final int rows;
  private final Map<Tensor, float[]> results = new IdentityHashMap<>();

  /** For one number of rows. */
  public Interpreter(Computation computation, Kernels kernels, int rows) {
    this.nodes = computation.tensors();
    this.kernels = kernels;
    this.rows = rows;
  }

  /** Computes all nodes. Inputs and variables, and noise where it is bound, come by name. */
  public Map<Tensor, float[]> run(
      Function<Tensor, Values> leaves, long seed, long step, long firstRow) {
    for (Tensor t : nodes) {
      float[] y = new float[Math.toIntExact(t.shape().elements(rows))];
      Values given = t.op().kind() == Op.Kind.LEAF ? leaves.apply(t) : null;
      if (given != null) {
        System.arraycopy(given.array(), given.at(), y, 0, y.length);
      } else if (t.op() == Op.NOISE) {
        noise(t, y, seed, step, firstRow);
      } else if (y.length > 0) {
        compute(t, y);
      }
      results.put(t, y);
    }
    return results;
  }

  private void noise(Tensor t, float[] y, long seed, long step, long firstRow) {
    Noise noise = t.attributes(Noise.class);
    RandomKey key = new RandomKey(seed, step, noise.stream().hashCode());
    int[] dims = dims(t.shape());
    int axis = -1;
    for (int i = 0; i < dims.length; i++) {
      axis = t.shape().dim(i).batch() ? i : axis;
    }
    int outer = product(dims, 0, Math.max(axis, 0));
    int inner = product(dims, axis + 1, dims.length);
    int count = axis < 0 ? 1 : rows;
    if (axis < 0) {
      outer = 1;
    }
    for (int k = 0; k < outer; k++) {
      int from = k * inner;
      int at = k * count * inner;
      if (noise.distribution() == Noise.Distribution.NORMAL) {
        kernels.normal(key, axis < 0 ? 0 : firstRow, count, from, inner, y, at);
      } else {
        kernels.uniform(key, axis < 0 ? 0 : firstRow, count, from, inner, y, at);
      }
    }
  }

  private void compute(Tensor t, float[] y) {
    switch (t.op()) {
      case INPUT, VARIABLE, NOISE -> throw new IllegalStateException(t + " has no value");
      case CONSTANT -> {
        double[] v = t.attributes(Attributes.Constant.class).values();
        for (int i = 0; i < y.length; i++) {
          y[i] = (float) v[v.length == 1 ? 0 : i];
        }
      }
      case ROWS -> y[0] = rows;
      case NEG,
          ABS,
          SIGN,
          FLOOR,
          ROUND,
          EXP,
          EXPM1,
          LOG,
          LOG1P,
          SQRT,
          SIN,
          COS,
          TANH,
          SIGMOID,
          SOFTPLUS,
          RELU,
          ERF,
          LGAMMA,
          DIGAMMA ->
          kernels.apply(UnaryFunction.valueOf(t.op().name()), of(t.operand(0)), 0, y, 0, y.length);
      case STOP_GRADIENT, RESHAPE -> System.arraycopy(of(t.operand(0)), 0, y, 0, y.length);
      case ADD, SUB, MUL, DIV, POW, MAX, MIN, EQUAL, LESS, LESS_EQUAL ->
          kernels.apply(
              BinaryFunction.valueOf(t.op().name()),
              stretched(t, 0),
              0,
              stretched(t, 1),
              0,
              y,
              0,
              y.length);
      case WHERE ->
          kernels.where(stretched(t, 0), 0, stretched(t, 1), 0, stretched(t, 2), 0, y, 0, y.length);
      case SUM, REDUCE_MAX, LOG_SUM_EXP -> reduce(t, y);
      case MATMUL, CONV2D, CONV2D_TRANSPOSE, CONV2D_WEIGHT -> product(t, y);
      case PERMUTE -> permute(t, y);
      case SLICE -> {
        Attributes.Slice s = t.attributes(Attributes.Slice.class);
        along(t.operand(0), s.axis(), s.from(), s.step(), dims(t.shape()))
            .gather(of(t.operand(0)), 0, y, 0);
      }
      case PAD -> {
        Attributes.Pad p = t.attributes(Attributes.Pad.class);
        Arrays.fill(y, (float) p.value());
        along(t, p.axis(), p.before(), p.interior() + 1, dims(t.operand(0).shape()))
            .scatter(of(t.operand(0)), 0, y, 0);
      }
      case CONCAT -> {
        int axis = t.attributes(Attributes.Concat.class).axis();
        int from = 0;
        for (Tensor part : t.operands()) {
          along(t, axis, from, 1, dims(part.shape())).scatter(of(part), 0, y, 0);
          from += part.shape().dim(axis).factor();
        }
      }
      case EXPAND -> System.arraycopy(stretched(t, 0), 0, y, 0, y.length);
      case GATHER -> gather(t, y);
      case SCATTER_ADD -> scatterAdd(t, y);
    }
  }

  /** Places {@code from, from + step, ...} along one axis of a dense tensor. */
  private Strides along(Tensor whole, int axis, int from, int step, int[] dims) {
    int[] strides = Strides.dense(dims(whole.shape())).strides().clone();
    int offset = from * strides[axis];
    strides[axis] *= step;
    return new Strides(dims, strides, offset);
  }

  private void permute(Tensor t, float[] y) {
    List<Integer> order = t.attributes(Attributes.Permute.class).order();
    int[] from = Strides.dense(dims(t.operand(0).shape())).strides();
    int[] strides = order.stream().mapToInt(a -> from[a]).toArray();
    new Strides(dims(t.shape()), strides, 0).gather(of(t.operand(0)), 0, y, 0);
  }

  private void reduce(Tensor t, float[] y) {
    Tensor x = t.operand(0);
    Set<Integer> over = Set.copyOf(t.attributes(Attributes.Axes.class).axes());
    Strides dense = Strides.dense(dims(x.shape()));
    int[] order =
        IntStream.concat(
                IntStream.range(0, dense.dims().length).filter(a -> !over.contains(a)),
                IntStream.range(0, dense.dims().length).filter(over::contains))
            .toArray();
    float[] rowsOf = new float[dense.elements()];
    new Strides(
            IntStream.of(order).map(a -> dense.dims()[a]).toArray(),
            IntStream.of(order).map(a -> dense.strides()[a]).toArray(),
            0)
        .gather(of(x), 0, rowsOf, 0);
    int length = rowsOf.length / y.length;
    for (int i = 0; i < y.length; i++) {
      y[i] =
          switch (t.op()) {
            case SUM -> kernels.sum(rowsOf, i * length, length);
            case REDUCE_MAX -> kernels.max(rowsOf, i * length, length);
            default -> logSumExp(rowsOf, i * length, length);
          };
    }
  }

  private float logSumExp(float[] x, int at, int n) {
    float max = kernels.max(x, at, n);
    if (Float.isNaN(max) || Float.isInfinite(max)) {
      return max;
    }
    kernels.apply(BinaryFunction.SUB, x, at, max, x, at, n);
    kernels.apply(UnaryFunction.EXP, x, at, x, at, n);
    float[] sum = {kernels.sum(x, at, n)};
    kernels.apply(UnaryFunction.LOG, sum, 0, sum, 0, 1);
    return max + sum[0];
  }

  private void product(Tensor t, float[] y) {
    Product.Buffers buffers = new Product.Buffers();
    buffers.a = of(t.operand(0));
    buffers.b = of(t.operand(1));
    buffers.c = y;
    Product product =
        t.op() == Op.MATMUL
            ? kernels.product(matmul(t))
            : kernels.convolution(
                convolution(t, t.attributes(Attributes.Conv2d.class), t.operand(0).shape()));
    buffers.scratch = new float[product.scratch(1)];
    for (int phase = 0; phase < product.phases(); phase++) {
      for (int task = 0; task < product.tasks(phase); task++) {
        product.run(phase, task, 0, buffers, Product.Done.NOTHING);
      }
    }
  }

  private ProductSpec matmul(Tensor t) {
    Attributes.MatMul flags = t.attributes(Attributes.MatMul.class);
    int[] a = dims(t.operand(0).shape());
    int[] y = dims(t.shape());
    int k = a[a.length - (flags.transposeA() ? 2 : 1)];
    return new ProductSpec(
        product(y, 0, y.length - 2),
        y[y.length - 2],
        y[y.length - 1],
        k,
        flags.transposeA(),
        flags.transposeB(),
        t.operand(0).shape().rank() == 2,
        t.operand(1).shape().rank() == 2);
  }

  private ConvolutionSpec convolution(Tensor t, Attributes.Conv2d g, Shape first) {
    return new ConvolutionSpec(
        switch (t.op()) {
          case CONV2D -> ConvolutionSpec.Kind.FORWARD;
          case CONV2D_TRANSPOSE -> ConvolutionSpec.Kind.TRANSPOSE;
          default -> ConvolutionSpec.Kind.WEIGHT;
        },
        first.rank() == 4 ? Math.toIntExact(first.dim(0).at(rows)) : 1,
        g.height(),
        g.width(),
        g.channels(),
        g.kernelHeight(),
        g.kernelWidth(),
        g.outputs(),
        g.strideHeight(),
        g.strideWidth(),
        g.padTop(),
        g.padLeft(),
        g.padBottom(),
        g.padRight(),
        g.groups());
  }

  private void gather(Tensor t, float[] y) {
    float[] table = of(t.operand(0));
    float[] places = of(t.operand(1));
    int width = y.length / places.length;
    for (int i = 0; i < places.length; i++) {
      int row = place(t, places[i], t.operand(0).shape());
      System.arraycopy(table, row * width, y, i * width, width);
    }
  }

  private void scatterAdd(Tensor t, float[] y) {
    float[] places = of(t.operand(0));
    float[] rowsOf = of(t.operand(1));
    int width = places.length == 0 ? 0 : rowsOf.length / places.length;
    for (int i = 0; i < places.length; i++) {
      int at = place(t, places[i], t.shape()) * width;
      kernels.apply(BinaryFunction.ADD, y, at, rowsOf, i * width, y, at, width);
    }
  }

  private static int place(Tensor t, float value, Shape table) {
    int row = (int) value;
    if (row != value || row < 0 || row >= table.dim(0).factor()) {
      throw new IllegalArgumentException(
          t + ": there is no row " + value + " in a table of shape " + table);
    }
    return row;
  }

  private float[] stretched(Tensor t, int operand) {
    Tensor x = t.operand(operand);
    if (x.shape().equals(t.shape())) {
      return of(x);
    }
    Strides strides = Strides.stretched(dims(x.shape()), dims(t.shape()));
    float[] y = new float[strides.elements()];
    strides.gather(of(x), 0, y, 0);
    return y;
  }

  private float[] of(Tensor t) {
    return results.get(t);
  }

  private int[] dims(Shape shape) {
    return shape.dims().stream().mapToInt(d -> Math.toIntExact(d.at(rows))).toArray();
  }

  private static int product(int[] dims, int from, int to) {
    int n = 1;
    for (int i = from; i < to; i++) {
      n *= dims[i];
    }
    return n;
  }
}
