package dev.vae.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.core.optim.LearningRateScheduleProvider;
import dev.vae.core.optim.OptimizerProvider;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimContractsTest {
  private static final String[] OPTIMIZERS = {
    "adam", "adam(learningRate=0.1, beta1=0, beta2=0.5)", "sgd", "sgd(learningRate=0.1, momentum=0)"
  };
  private static final String[] SCHEDULES = {
    "constant", "cosine", "cosine(last=0.1)", "exponential(each=0.9)", "step(every=3, factor=0.5)"
  };

  @Test
  void builtInOptimizersKeepTheirContract() {
    for (String text : OPTIMIZERS) {
      OptimizerContract.of(Spec.parse(text)).check();
    }
    assertEquals(Plugins.load().all(OptimizerProvider.class).keySet(), names(OPTIMIZERS));
  }

  @Test
  void builtInSchedulesKeepTheirContract() {
    for (String text : SCHEDULES) {
      LearningRateScheduleContract.of(Spec.parse(text)).check();
    }
    assertEquals(Plugins.load().all(LearningRateScheduleProvider.class).keySet(), names(SCHEDULES));
  }

  private static Set<String> names(String... texts) {
    return List.of(texts).stream()
        .map(text -> Spec.parse(text).name())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void anOptimizerThatDividesByTheGradientIsTold() {
    List<Violation> found = BrokenOptimizers.optimizer(BrokenOptimizers::dividing).violations();
    assertEquals(List.of(Rule.FINITE), found.stream().map(Violation::rule).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam(learningRate=0)", "sgd(momentum=1)", "adam(beta3=1)"})
  void impossibleOptionsAreNotMade(String text) {
    List<Violation> found = OptimizerContract.of(Spec.parse(text)).violations();
    assertEquals(List.of(Rule.CREATED), found.stream().map(Violation::rule).toList());
  }
}
