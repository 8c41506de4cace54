package dev.vae.export;

import static dev.vae.core.graph.Dim.N;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Graphs with convolutions. */
final class ConvolutionCases {
  private static final List<ConvolutionGeometry> GEOMETRIES =
      List.of(
          OperationCases.square(5, 2, 3, 4, 1, 1, 1),
          OperationCases.square(6, 2, 4, 3, 2, 1, 1),
          OperationCases.square(8, 4, 3, 6, 3, 0, 2),
          OperationCases.square(4, 3, 1, 5, 1, 0, 1),
          OperationCases.square(5, 4, 3, 4, 2, 1, 4),
          new ConvolutionGeometry(7, 4, 2, 3, 2, 3, 2, 3, 0, 1, 2, 0, 1),
          new ConvolutionGeometry(3, 9, 1, 3, 5, 2, 1, 4, 2, 0, 0, 3, 1));

  private final BiFunction<Op, Function<Graph, Tensor>, Case> cases;

  ConvolutionCases(BiFunction<Op, Function<Graph, Tensor>, Case> cases) {
    this.cases = cases;
  }

  void add() {
    for (ConvolutionGeometry g : GEOMETRIES) {
      Shape w = Shape.of(g.kernelHeight(), g.kernelWidth(), g.channels() / g.groups(), g.outputs());
      for (Dim n : List.of(N, Dim.rows(2), Dim.of(3))) {
        Shape x = Shape.of(g.height(), g.width(), g.channels()).withLeading(n);
        Shape y = Shape.of(g.outputHeight(), g.outputWidth(), g.outputs()).withLeading(n);
        cases.apply(Op.CONV2D, t -> t.input("x", x).conv2d(t.variable("w", w), g));
        cases.apply(
            Op.CONV2D_TRANSPOSE, t -> t.input("y", y).conv2dTranspose(t.variable("w", w), g));
        cases
            .apply(Op.CONV2D_WEIGHT, t -> t.input("x", x).conv2dWeight(t.input("y", y), g))
            .within(3e-5);
      }
      Shape x = Shape.of(g.height(), g.width(), g.channels()).withLeading(N);
      cases.apply(Op.CONV2D, t -> t.input("x", x).conv2d(t.variable("w", w).mul(2), g));
      cases.apply(
          Op.CONV2D_TRANSPOSE,
          t -> {
            Tensor h = t.input("x", x).conv2d(t.variable("w", w), g);
            Tensor relu = h.add(t.variable("b", Shape.of(g.outputs()))).relu();
            return relu.conv2dTranspose(t.variable("w", w), g).add(t.input("x", x));
          });
    }
    cases.apply(Op.CONV2D, ConvolutionCases::stack);
  }

  /** Convolutions with every kind of element-wise operand between them. */
  static Tensor stack(Graph t) {
    ConvolutionGeometry g = OperationCases.square(4, 3, 3, 3, 1, 1, 1);
    Tensor x = t.input("x", Shape.batch(4, 4, 3));
    Tensor h = x.conv2d(t.variable("w1", Shape.of(3, 3, 3, 3)), g);
    h = h.add(t.variable("b1", Shape.of(3))).softplus();
    h = h.mul(t.variable("scale", Shape.of(4, 1, 3))).add(t.input("row", Shape.batch(1, 1, 3)));
    h = h.less(1).where(h, h.mul(0.5)).add(t.input("plain", Shape.of(N, Dim.of(1))).sum());
    h = h.conv2d(t.variable("w2", Shape.of(3, 3, 3, 3)), g);
    h = h.add(t.variable("b2", Shape.of(3)).expand(h.shape())).max(x);
    return h.reshape(Shape.batch(48)).matmul(t.variable("w3", Shape.of(48, 2)));
  }
}
