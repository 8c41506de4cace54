package dev.vae.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file, it is read, or refused by an exception that names it. */
class FuzzTest {
  private static final long EXECUTIONS = 60;

  @TempDir Path folder;

  @Test
  void everyReader() throws Exception {
    double seconds = Double.parseDouble(System.getProperty("vae.fuzz.seconds", "0"));
    long seed = seconds > 0 ? Long.getLong("vae.fuzz.seed", System.nanoTime()) : 1;
    List<Target> targets = new Targets(folder).all();
    Fuzz fuzz = new Fuzz(Path.of("target/fuzz"));
    for (Target target : targets) {
      // what builds a model takes ten times as long
      long times = target.name().matches(".*(json|safetensors|checkpoint)") ? 10 : EXECUTIONS;
      fuzz.run(target, seed, seconds > 0 ? 0 : times, seconds / targets.size());
    }
    if (seconds > 0) {
      System.out.printf("seed %d%n%s", seed, fuzz.table());
    }
    assertEquals(Map.of(), fuzz.findings(), "inputs in target/fuzz");
  }

  /** The judge is awake: what readers must not do is found. */
  @Test
  void faultsAreFound() throws Exception {
    Fuzz fuzz = new Fuzz(folder);
    List<byte[]> seeds = Fuzz.texts("x");
    List<Target.Reading> wrong =
        List.of(
            input -> {
              throw new IllegalStateException("fuzzed");
            },
            input -> {
              throw new NumberFormatException("fuzzed");
            },
            input -> {
              throw new dev.vae.data.rows.DataException("a file without its name");
            },
            input -> {
              throw new IllegalArgumentException("fuzzed is null");
            },
            input -> require(new byte[1 << 30].length + new byte[1 << 20].length),
            input -> wrongDepth(1));
    for (int i = 0; i < wrong.size(); i++) {
      Target target = new Target("t" + i, seeds, true, true, x -> x, wrong.get(i));
      fuzz.run(target, 1, 2, 0);
      int number = i;
      assertTrue(
          fuzz.findings().keySet().stream().anyMatch(k -> k.startsWith("t" + number + " ")),
          "fault " + i + " in " + fuzz.findings());
    }
  }

  private static void require(int size) {
    assertTrue(size != 0);
  }

  private static int wrongDepth(int depth) {
    return wrongDepth(depth + 1) + 1;
  }
}
