package dev.vae.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Runs in our own engine, and gets one number wrong. */
  private record Wrong(double by) implements OtherRuntime {
    @Override
    public String name() {
      return "another runtime";
    }

    @Override
    public Map<String, float[]> run(
        Computation computation, Variables variables, Map<String, float[]> inputs, int rows) {
      Map<String, float[]> outputs = new HashMap<>();
      try (Program program = Program.compile(computation, variables, Engine.of(1, null))) {
        inputs.forEach(program::bind);
        program.run(rows);
        computation.outputs().keySet().forEach(name -> outputs.put(name, program.output(name)));
      }
      outputs.values().forEach(values -> values[1] += (float) by);
      return outputs;
    }
  }

  @Test
  void anExportThatDiffersIsTold() {
    scale(2).runtime(new Wrong(0)).check();
    LayerContract differs = scale(2).runtime(new Wrong(1e-3));
    assertEquals(List.of(Rule.EXPORTED), broken(differs));
    String found = differs.violations().get(0).found();
    assertTrue(found.contains("output[1] is") && found.contains("in another runtime"), found);
  }

  @Test
  void idsAreUnique() {
    long ids = java.util.Arrays.stream(Rule.values()).map(Rule::id).distinct().count();
    assertEquals(Rule.values().length, ids);
  }
}
