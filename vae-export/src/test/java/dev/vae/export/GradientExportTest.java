package dev.vae.export;

import static dev.vae.core.graph.Dim.N;

import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Derivatives are graphs like any other: larger ones, with operations where few people put them.
 */
class GradientExportTest {

  /**
   * The derivatives in all variables and inputs, one after the other, each summed over the batch.
   */
  private static Case derivatives(Function<Graph, Tensor> loss) {
    return Case.of(
        g -> {
          Tensor scalar = loss.apply(g);
          List<Tensor> leaves =
              g.tensors().stream()
                  .filter(t -> t.op() == Op.VARIABLE || t.op() == Op.INPUT)
                  .toList();
          List<Tensor> parts = new ArrayList<>();
          parts.add(g.input("x", leaves.get(0).shape()).sum().reshape(Shape.of(1)));
          for (Tensor d : Gradients.of(scalar, leaves)) {
            Tensor fixed = d.shape().isConstant() ? d : d.sum(0);
            parts.add(fixed.reshape(Shape.of(fixed.shape().elements())));
          }
          return Tensor.concat(0, parts);
        });
  }

  @Test
  void ofConvolutions() {
    derivatives(g -> ConvolutionCases.stack(g).square().mean()).between(-0.5, 0.5).check();
  }

  @Test
  void ofPairwiseTerms() {
    derivatives(
            g -> {
              Tensor z = g.input("x", Shape.batch(3)).mul(g.variable("scale", Shape.of(3)));
              Tensor a = z.reshape(Shape.of(N, Dim.of(1), Dim.of(3)));
              Tensor b = z.reshape(Shape.of(Dim.of(1), N, Dim.of(3)));
              Tensor kernel = a.sub(b).square().sum(2).neg();
              return kernel.logSumExp(1).sub(g.rows().log()).mean();
            })
        .check();
  }

  @ParameterizedTest
  @EnumSource(Op.class)
  void ofElementwiseOperations(Op op) {
    if (op.kind() == Op.Kind.UNARY && op != Op.DIGAMMA) {
      derivatives(
              g -> g.input("x", Shape.batch(5)).mul(g.variable("w", Shape.of(5))).unary(op).sum())
          .between(0.5, 1.5)
          .check();
    } else if (op.kind() == Op.Kind.BINARY) {
      derivatives(g -> g.input("x", Shape.batch(5)).binary(op, g.variable("w", Shape.of(5))).mean())
          .between(0.5, 1.5)
          .check();
    }
  }
}
