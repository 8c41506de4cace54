package dev.vae.export;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.vae.core.graph.Op;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

class OperationsTest {
  private final Map<Op, List<Case>> cases = OperationCases.all();

  @Test
  void everyOperationHasCases() {
    assertEquals(EnumSet.allOf(Op.class), cases.keySet());
  }

  @TestFactory
  Stream<DynamicTest> onnxruntimeAgreesWithTheReference() {
    return cases.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey().name(),
                    () -> assertAll(entry.getValue().stream().map(c -> (Executable) c::check))));
  }
}
