package dev.vae.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelsSelectionTest {
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
  void oneNameTwiceIsAnError() {
    List<KernelProvider> twins = List.of(good, good);
    String message =
        assertThrows(IllegalStateException.class, () -> KernelSelector.checked(twins)).getMessage();
    assertTrue(message.contains("'good'"), message);
  }

  private record Fake(String name, int priority, Optional<String> unavailable)
      implements KernelProvider {
    @Override
    public Kernels kernels() {
      return KernelSelector.byName("portable");
    }
  }
}
