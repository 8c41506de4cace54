package dev.vae.layers;

import dev.vae.core.contract.LikelihoodContract;
import dev.vae.core.plugin.Spec;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LikelihoodContractsTest {

  @TestFactory
  Stream<DynamicTest> everyLikelihoodKeepsItsContract() {
    return Stream.of(
            of(Spec.of("laplace")),
            of(Spec.of("logistic")),
            of(Spec.of("studentT")),
            of(Spec.of("exponential")),
            of(Spec.of("gamma")),
            of(Spec.of("logNormal")),
            of(Spec.of("beta")),
            of(Spec.of("continuousBernoulli")),
            of(Spec.of("poisson")),
            of(Spec.of("negativeBinomial")),
            of(Spec.of("binomial").with("trials", 7)).values(numbers(8)),
            of(Spec.of("betaBinomial").with("trials", 7)).values(numbers(8)),
            of(Spec.of("categorical").with("categories", 4)).values(numbers(4)),
            of(Spec.of("ordinal").with("categories", 5)).values(numbers(5)),
            of(Spec.of("ordinal").with("categories", 2)).values(numbers(2)),
            of(Spec.of("discretizedLogistic").with("levels", 16))
                .values(levels(16))
                .meanWithin(0.5 / 15),
            of(Spec.of("discretizedLogisticMixture").with("levels", 16).with("components", 3))
                .values(levels(16))
                .meanWithin(0.5 / 15))
        .map(c -> DynamicTest.dynamicTest(c.toString(), c::check));
  }

  private static LikelihoodContract of(Spec spec) {
    return LikelihoodContract.of(spec);
  }

  private static double[] numbers(int count) {
    return IntStream.range(0, count).asDoubleStream().toArray();
  }

  private static double[] levels(int count) {
    return IntStream.range(0, count).mapToDouble(i -> i / (count - 1.0)).toArray();
  }
}
