package dev.vae.core.internal.compile;

import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.graph.attribute.Attributes;
import dev.vae.core.internal.compile.run.CopyWork;
import dev.vae.core.internal.compile.run.NoiseWork;
import dev.vae.core.internal.compile.run.ProductWork;
import dev.vae.core.internal.compile.run.Strides;
import dev.vae.core.internal.compile.run.TableWork;
import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.kernel.ConvolutionSpec;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.ProductSpec;
import java.util.ArrayList;
import java.util.List;

/** The steps of nodes that are no part of a group: products, noise, tables, parts of a whole. */
final class LibraryCalls {
  private LibraryCalls() {}

  /**
   * The steps of a node, to be run in this order.
   *
   * @param x the buffers of its operands
   * @param y the buffer of its result
   */
  static List<CompiledStep> of(Tensor t, List<Buffer> x, Buffer y) {
    return switch (t.op()) {
      case MATMUL, CONV2D, CONV2D_TRANSPOSE, CONV2D_WEIGHT ->
          List.of(new CompiledStep(name(t), x, List.of(y), (rows, k) -> product(t, x, y, rows, k)));
      case NOISE ->
          List.of(
              new CompiledStep(name(t), List.of(), List.of(y), (rows, k) -> noise(t, y, rows, k)));
      case GATHER, SCATTER_ADD ->
          List.of(new CompiledStep(name(t), x, List.of(y), (rows, k) -> table(t, x, y, rows, k)));
      case PAD -> pad(t, x.get(0), y);
      case CONCAT -> concat(t, x, y);
      default -> throw new IllegalArgumentException(t + " is not a step of its own");
    };
  }

  private static String name(Tensor t) {
    StringBuilder text =
        new StringBuilder(t.op().name().toLowerCase(java.util.Locale.ROOT)).append(t.shape());
    t.operands().forEach(x -> text.append(' ').append(x.shape()));
    return text.append(t.scope().isEmpty() ? "" : " " + t.scope()).toString();
  }

  private static Work product(Tensor t, List<Buffer> x, Buffer y, int rows, Kernels kernels) {
    if (t.op() == Op.MATMUL) {
      ProductSpec s = matmul(t, rows);
      return new ProductWork(
          kernels.product(s),
          x.get(0).id(),
          x.get(1).id(),
          y.id(),
          2.0 * s.batch() * s.m() * s.n() * s.k(),
          (double) s.batch() * s.k() * (s.m() + s.n()));
    }
    ConvolutionSpec s = convolution(t, rows);
    double operations =
        2.0
            * s.images()
            * s.outputHeight()
            * s.outputWidth()
            * s.outputs()
            * s.kernelHeight()
            * s.kernelWidth()
            * (s.channels() / s.groups());
    double read = t.operand(0).shape().elements(rows) + t.operand(1).shape().elements(rows);
    return new ProductWork(
        kernels.convolution(s), x.get(0).id(), x.get(1).id(), y.id(), operations, read);
  }

  private static ProductSpec matmul(Tensor t, int rows) {
    Attributes.MatMul flags = t.attributes(Attributes.MatMul.class);
    int[] a = dims(t.operand(0).shape(), rows);
    int[] y = dims(t.shape(), rows);
    int k = a[a.length - (flags.transposeA() ? 2 : 1)];
    int batch = 1;
    for (int i = 0; i < y.length - 2; i++) {
      batch = Math.multiplyExact(batch, y[i]);
    }
    int m = y[y.length - 2];
    int n = y[y.length - 1];
    boolean sharedA = batch > 1 && a.length == 2;
    boolean sharedB = batch > 1 && t.operand(1).shape().rank() == 2;
    boolean oneProduct = sharedB && !sharedA && !flags.transposeA();
    return oneProduct
        ? ProductSpec.of(Math.multiplyExact(batch, m), n, k, false, flags.transposeB())
        : new ProductSpec(batch, m, n, k, flags.transposeA(), flags.transposeB(), sharedA, sharedB);
  }

  private static ConvolutionSpec convolution(Tensor t, int rows) {
    Shape first = t.operand(0).shape();
    return new ConvolutionSpec(
        switch (t.op()) {
          case CONV2D -> ConvolutionSpec.Kind.FORWARD;
          case CONV2D_TRANSPOSE -> ConvolutionSpec.Kind.TRANSPOSE;
          default -> ConvolutionSpec.Kind.WEIGHT;
        },
        first.rank() == 4 ? Math.toIntExact(first.dim(0).at(rows)) : 1,
        t.attributes(Attributes.Convolution.class).geometry());
  }

  private static Work noise(Tensor t, Buffer y, int rows, Kernels kernels) {
    Noise noise = t.attributes(Noise.class);
    int[] dims = dims(t.shape(), rows);
    int outer = 1;
    int inner = 1;
    boolean batched = false;
    for (int i = 0; i < dims.length; i++) {
      if (t.shape().dim(i).batch()) {
        batched = true;
        outer = inner;
        inner = 1;
      } else {
        inner = Math.multiplyExact(inner, dims[i]);
      }
    }
    return new NoiseWork(
        kernels,
        noise.distribution() == Noise.Distribution.NORMAL,
        noise.stream(),
        y.id(),
        outer,
        batched ? rows : 1,
        inner,
        batched);
  }

  private static Work table(Tensor t, List<Buffer> x, Buffer y, int rows, Kernels kernels) {
    boolean add = t.op() == Op.SCATTER_ADD;
    Tensor indices = t.operand(add ? 0 : 1);
    Shape table = add ? t.shape() : t.operand(0).shape();
    int tableRows = table.dim(0).factor();
    int width = Math.toIntExact(table.sub(1, table.rank()).elements(rows));
    return new TableWork(
        kernels,
        add,
        t.toString(),
        add ? y.id() : x.get(0).id(),
        x.get(add ? 0 : 1).id(),
        add ? x.get(1).id() : y.id(),
        tableRows,
        width,
        Math.toIntExact(indices.shape().elements(rows)));
  }

  private static List<CompiledStep> pad(Tensor t, Buffer x, Buffer y) {
    Attributes.Pad a = t.attributes(Attributes.Pad.class);
    CompiledStep fill =
        new CompiledStep(
            name(t) + " around",
            List.of(),
            List.of(y),
            (rows, k) ->
                new CopyWork.Fill(
                    y.id(), Math.toIntExact(t.shape().elements(rows)), (float) a.value()));
    return List.of(fill, part(t, t.operand(0), x, y, a.axis(), a.before(), a.interior() + 1));
  }

  private static List<CompiledStep> concat(Tensor t, List<Buffer> x, Buffer y) {
    int axis = t.attributes(Attributes.Concat.class).axis();
    List<CompiledStep> steps = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < x.size(); i++) {
      steps.add(part(t, t.operand(i), x.get(i), y, axis, from, 1));
      from += t.operand(i).shape().dim(axis).factor();
    }
    return steps;
  }

  private static CompiledStep part(
      Tensor t, Tensor operand, Buffer x, Buffer y, int axis, int from, int step) {
    return new CompiledStep(
        name(t) + " from " + from,
        List.of(x),
        List.of(y),
        (rows, k) -> {
          int[] whole = dims(t.shape(), rows);
          int length = operand.shape().dim(axis).factor();
          int elements = Math.toIntExact(operand.shape().elements(rows));
          return new CopyWork(
              k, x.id(), y.id(), elements, null, Strides.along(whole, axis, from, step, length));
        });
  }

  private static int[] dims(Shape shape, int rows) {
    return shape.dims().stream().mapToInt(d -> Math.toIntExact(d.at(rows))).toArray();
  }
}
