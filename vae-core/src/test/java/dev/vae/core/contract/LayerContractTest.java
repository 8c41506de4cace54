package dev.vae.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A deliberately broken layer for every rule, and a good one of some complexity. */
class LayerContractTest {
  private static int calls;

  private record Provider(Layer layer) implements LayerProvider {
    @Override
    public String name() {
      return "tested";
    }

    @Override
    public Layer create(Options options) {
      return layer;
    }
  }

  private static List<Rule> broken(Layer layer) {
    return LayerContract.of(Spec.of("tested"))
        .input(Shape.of(4))
        .plugins(Plugins.load().with(new Provider(layer)))
        .violations()
        .stream()
        .map(Violation::rule)
        .toList();
  }

  private static void breaks(Rule rule, Layer layer) {
    assertEquals(List.of(rule), broken(layer));
  }

  private static Tensor batchNormed(Tensor x, Context pass) {
    Tensor running = pass.state("running", Shape.of(4), 0);
    if (!pass.training()) {
      return x.sub(running);
    }
    Tensor mean = x.mean(0);
    pass.update(running, running.mul(0.9).add(mean.mul(0.1)));
    return x.sub(mean);
  }

  @Test
  void goodLayersPass() {
    assertEquals(
        List.of(),
        broken(
            (x, pass) -> {
              Tensor w = pass.parameter("weight", Shape.of(4, 2), Initializer.glorot(4, 2));
              Tensor h = batchNormed(x, pass).matmul(w).relu();
              Tensor u = pass.noise(Noise.Distribution.UNIFORM, h.shape());
              return pass.training() ? u.less(0.5).where(h, pass.graph().constant(0)) : h;
            }));
  }

  @Test
  void aTableIsTriedWithItsOwnPlaces() {
    Layer embedding =
        (x, pass) -> pass.parameter("table", Shape.of(5, 3), Initializer.normal(1)).gather(x);
    LayerContract contract =
        LayerContract.of(Spec.of("tested")).plugins(Plugins.load().with(new Provider(embedding)));
    contract.input(Shape.of(2)).values(0, 1, 2, 3, 4).check();
  }

  @Test
  void randomFirstValues() {
    breaks(
        Rule.REPEATABLE,
        (x, pass) -> x.mul(pass.parameter("w", Shape.of(4), Initializer.constant(++calls))));
    breaks(Rule.REPEATABLE, (x, pass) -> x.mul(++calls % 7 + 1));
  }

  @Test
  void aBatchThatIsLost() {
    breaks(Rule.SHAPES, (x, pass) -> x.sum(0));
    breaks(Rule.SHAPES, (x, pass) -> x.matmul(x, false, true));
    breaks(Rule.SHAPES, (x, pass) -> x.reshape(Shape.batch(2, 2)));
    breaks(Rule.SHAPES, (x, pass) -> x.add(pass.graph().constant(Shape.of(3), 1, 2, 3)));
  }

  @Test
  void rowsThatSeeOneAnother() {
    breaks(Rule.ROWS, (x, pass) -> x.sub(x.mean(0)));
    breaks(Rule.ROWS, (x, pass) -> x.div(pass.graph().rows()));
  }

  @Test
  void aDependenceHiddenFromGradients() {
    breaks(Rule.GRADIENTS, (x, pass) -> x.mul(x.stopGradient()));
  }

  @Test
  void overflow() {
    breaks(Rule.FINITE, (x, pass) -> x.exp());
    breaks(
        Rule.FINITE,
        (x, pass) -> x.div(x.square().sum(1).reshape(Shape.of(x.shape().dim(0), Dim.of(1)))));
  }
}
