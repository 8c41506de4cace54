package dev.vae.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.PluginException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelSelectorTest {
  private final Fake good = new Fake("good", 1, Optional.empty());
  private final Fake bad = new Fake("bad", 2, Optional.of("add the JVM flag --xyz"));

  @Test
  void chosenOnce() {
    assertSame(KernelSelector.get(), KernelSelector.get());
  }

  @Test
  void findsByName() {
    assertEquals("portable", KernelSelector.byName("portable").name());
    assertEquals(Optional.empty(), KernelSelector.available().get("portable"));
  }

  @Test
  void aNameAskedForWins() {
    List<KernelProvider> two = List.of(good, new Fake("other", 0, Optional.empty()));
    assertEquals("portable", KernelSelector.choose(" other ", two).name());
    assertEquals("portable", KernelSelector.choose(null, two).name());
    assertThrows(IllegalArgumentException.class, () -> KernelSelector.choose("third", two));
  }

  @Test
  void unknownNameListsWhatIsThere() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> KernelSelector.byName("gpu"))
            .getMessage();
    assertTrue(message.contains("'gpu'") && message.contains("portable"), message);
  }

  @Test
  void whatCannotRunIsPassedOverButNotWhenAskedFor() {
    List<KernelProvider> both = List.of(bad, good);
    assertEquals("portable", KernelSelector.best(both).name());
    String message =
        assertThrows(IllegalArgumentException.class, () -> KernelSelector.byName("bad", both))
            .getMessage();
    assertTrue(message.contains("--xyz"), message);
  }

  @Test
  void whatIsSlowHereRunsWhenAskedForOrAlone() {
    KernelProvider slow =
        new Fake("slow", 3, Optional.empty()) {
          @Override
          public Optional<String> slow() {
            return Optional.of("without a compiler");
          }

          @Override
          public Kernels kernels() {
            return KernelSelector.byName("vector");
          }
        };
    assertEquals("portable", KernelSelector.best(List.of(slow, good)).name());
    assertEquals("vector", KernelSelector.best(List.of(slow, bad)).name());
    assertEquals("vector", KernelSelector.byName("slow", List.of(slow, good)).name());
  }

  @Test
  void oneNameTwiceIsAnError() {
    List<KernelProvider> twins = List.of(good, good);
    String message =
        assertThrows(PluginException.class, () -> KernelSelector.checked(twins)).getMessage();
    assertTrue(message.contains("'good'"), message);
  }

  private static class Fake implements KernelProvider {
    private final String name;
    private final int priority;
    private final Optional<String> unavailable;

    Fake(String name, int priority, Optional<String> unavailable) {
      this.name = name;
      this.priority = priority;
      this.unavailable = unavailable;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int priority() {
      return priority;
    }

    @Override
    public Optional<String> unavailable() {
      return unavailable;
    }

    @Override
    public Kernels kernels() {
      return KernelSelector.byName("portable");
    }
  }
}
