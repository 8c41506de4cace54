package dev.vae.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    long ids = Arrays.stream(Rule.values()).map(Rule::id).distinct().count();
    assertEquals(Rule.values().length, ids);
  }

  @Test
  void thePackagePageListsAllRules() throws IOException {
    Path page = Path.of("src/main/java/dev/vae/core/contract/package-info.java");
    String words = Files.readString(page).replaceAll("\\s*\n \\*\\s*", " ");
    for (Rule rule : Rule.values()) {
      assertTrue(words.contains("<li>" + rule.id() + ": " + rule.promise()), rule::toString);
    }
  }

  @Test
  void idsStayWhatTheyWere() {
    String ids = Arrays.stream(Rule.values()).map(r -> r.id() + " " + r).sorted().toList() + "";
    assertEquals(
        "[C1 FOUND, C10 QUIET, C11 TRAINED, C2 CREATED, C3 ROUND_TRIP, C4 REPEATABLE, C5 SHAPES,"
            + " C6 ROWS, C7 GRADIENTS, C8 FINITE, C9 EXPORTED, D1 NORMALISED, D10 OWN_ELEMENT,"
            + " D11 SUPPORT, D2 ELEMENTS, D3 DRAWS, D4 MEAN, D5 KL, D6 DENSITY, D7 MASKED,"
            + " D8 OWN_NOISE, D9 OWN_DRAW, O1 LOSS, O2 AVERAGE, O3 ROWS_APART, O4 DIVERGENCE,"
            + " O5 NATS, O6 OBSERVED, P1 STEPS, P2 RESUMED, P3 DOWNHILL, R1 FACTORS,"
            + " R2 FACTORS_AGAIN, S1 SAME_ROWS, S2 SIZES, S3 CLOSED, S4 REFUSED]",
        ids);
  }
}
