package dev.vae.export.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.contract.ContractError;
import dev.vae.core.contract.LayerContract;
import dev.vae.core.contract.Rule;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import org.junit.jupiter.api.Test;

/** With this module on the path, the contract kit compares with onnxruntime. */
class ExportedRuntimeTest {
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

  private static LayerContract contract(Layer layer) {
    Plugins known = Plugins.load().with(new Provider(layer));
    return LayerContract.of(Spec.of("tested")).input(Shape.of(4)).plugins(known);
  }

  @Test
  void aGoodLayerPassesInOnnxruntimeToo() {
    contract(
            (x, pass) -> {
              Initializer first = Initializer.glorot(4, 3);
              return Functions.gelu(x.matmul(pass.parameter("weight", Shape.of(4, 3), first)));
            })
        .check();
  }

  @Test
  void aResultThatRoundingDecidesIsTold() {
    // multiplied by a billion, the last bit of a sine is no longer the same everywhere
    LayerContract contract =
        contract((x, pass) -> x.sin().exp().tanh().sub(x.cos().exp().tanh()).mul(1e9).sin())
            .except(Rule.GRADIENTS, Rule.ROWS, Rule.SHAPES);
    ContractError error = assertThrows(ContractError.class, contract::check);
    assertEquals(Rule.EXPORTED, error.violations().get(0).rule());
    assertTrue(error.getMessage().contains("in onnxruntime"), error.getMessage());
  }
}
