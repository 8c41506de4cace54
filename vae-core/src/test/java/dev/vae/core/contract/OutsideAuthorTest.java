package dev.vae.core.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Right plugins of somebody else's keep their contracts. */
class OutsideAuthorTest {
  static Map<String, Contract<?>> contracts() {
    Plugins known =
        Plugins.load()
            .with(new OutsideParts.ZeroInflated())
            .with(new OutsideParts.VonMises())
            .with(new OutsideParts.Householder(2))
            .with(new OutsideParts.StudentMixture(3, 1.5))
            .with(new OutsideParts.Renyi(3, 0.5));
    Map<String, Contract<?>> all = new LinkedHashMap<>();
    all.put("zeroInflated", LikelihoodContract.of(Spec.of("zeroInflated")).plugins(known));
    all.put("vonMises", LikelihoodContract.of(Spec.of("vonMises")).plugins(known));
    all.put("householder", PosteriorContract.of(Spec.of("householder")).plugins(known));
    all.put("studentMixture", PriorContract.of(Spec.of("studentMixture")).plugins(known));
    all.put("renyi", ObjectiveContract.of(Spec.of("renyi")).plugins(known));
    return all;
  }

  @TestFactory
  Stream<DynamicTest> theyKeepTheirContracts() {
    return contracts().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      for (long seed = 0; seed < 2; seed++) {
                        entry.getValue().seed(seed).check();
                      }
                    }));
  }

  @Test
  void modesFarApartAreNoMistake() {
    Plugins known = Plugins.load().with(new OutsideParts.StudentMixture(3, 8));
    PriorContract.of(Spec.of("studentMixture")).plugins(known).check();
  }

  @Test
  void progressIsTold() throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (ContractProgress progress = ContractProgress.to(lines::add, "likelihood 'slow'", 5)) {
      progress.at(Rule.FOUND);
      progress.at(Rule.DRAWS);
      String line = lines.take();
      while (!line.contains("D3")) { // the first may be of the first rule
        line = lines.take();
      }
      assertTrue(line.startsWith("likelihood 'slow': D3 DRAWS, check 2, for 0 s so far"), line);
    }
    assertDoesNotThrow(() -> ContractProgress.to(null, "likelihood 'quiet'", 1).close());
  }
}
