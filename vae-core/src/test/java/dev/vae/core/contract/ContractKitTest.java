package dev.vae.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for all contracts: names, specs, messages. */
class ContractKitTest {
  /** A layer that multiplies by its option {@code factor}. */
  static final class Scale implements LayerProvider {
    @Override
    public String name() {
      return "scale";
    }

    @Override
    public Layer create(Options options) {
      double factor = options.decimal("factor");
      return (x, pass) -> x.mul(factor);
    }
  }

  private static final Plugins KNOWN = Plugins.load().with(new Scale());

  private static List<Rule> broken(Contract<?> contract) {
    return contract.violations().stream().map(Violation::rule).toList();
  }

  private static LayerContract scale(Object factor) {
    return LayerContract.of(Spec.of("scale").with("factor", factor)).plugins(KNOWN);
  }

  @Test
  void aGoodLayerPasses() {
    scale(3.0).check();
  }

  @Test
  void anUnknownNameIsTold() {
    LayerContract contract = LayerContract.of(Spec.of("skale")).plugins(KNOWN);
    assertEquals(List.of(Rule.FOUND), broken(contract));
  }

  @Test
  void aSpecThatCannotBeWrittenIsTold() {
    assertEquals(List.of(Rule.ROUND_TRIP), broken(scale(Double.NaN)));
  }

  @Test
  void aLayerThatCannotBeMadeIsTold() {
    assertEquals(List.of(Rule.CREATED), broken(scale("three")));
  }

  @Test
  void messagesHaveIdPromiseFindingAndHint() {
    String message = assertThrows(ContractError.class, scale("three")::check).getMessage();
    assertTrue(message.contains("layer 'scale{factor=three}' breaks its contract"), message);
    assertTrue(message.contains("C2 CREATED: it is made from its spec"), message);
    assertTrue(message.contains("must be a number, not three"), message);
    assertTrue(message.contains("hint: read every option in create()"), message);
  }

  @Test
  void exceptedRulesAreLeftOut() {
    LayerContract steep = scale(1e36);
    assertEquals(List.of(Rule.FINITE), broken(steep));
    steep.except(Rule.FINITE).check();
  }

  @Test
  void anExportThatDiffersIsTold() {
    scale(2).runtime(new WrongRuntime(0)).check();
    LayerContract differs = scale(2).runtime(new WrongRuntime(1e-3));
    assertEquals(List.of(Rule.EXPORTED), broken(differs));
    String found = differs.violations().get(0).found();
    assertTrue(found.contains("output[0] is") && found.contains("in another runtime"), found);
  }

  /** Asks for a shape that does not fit. */
  private static final class Misfit implements LayerProvider {
    @Override
    public String name() {
      return "misfit";
    }

    @Override
    public Layer create(Options options) {
      return (x, pass) -> List.of(x).get(1);
    }
  }

  @Test
  void whatAPluginThrowsIsKept() {
    LayerContract contract =
        LayerContract.of(Spec.of("misfit")).plugins(Plugins.load().with(new Misfit()));
    ContractError error = assertThrows(ContractError.class, contract::check);
    assertTrue(error.getMessage().contains("IndexOutOfBounds"), error.getMessage());
    assertEquals(1, error.getSuppressed().length);
  }

  @Test
  void idsAreUnique() {
    long ids = java.util.Arrays.stream(Rule.values()).map(Rule::id).distinct().count();
    assertEquals(Rule.values().length, ids);
  }
}
