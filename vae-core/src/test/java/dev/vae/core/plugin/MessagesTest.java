package dev.vae.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.internal.text.Messages;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessagesTest {
  @Test
  void oneIsNotMany() {
    assertEquals("1 row", Messages.count(1, "row"));
    assertEquals("0 rows", Messages.count(0, "row"));
    assertEquals("2 categories", Messages.count(2, "category"));
    assertEquals("3 classes", Messages.count(3, "class"));
  }

  @Test
  void theLeadIsForListsAlone() {
    List<String> known = List.of("bias", "units");
    assertEquals(
        "did you mean 'units'? (bias, units)", Messages.suggest("unit", known, "its options: "));
    assertEquals("its options: bias, units", Messages.suggest("colour", known, "its options: "));
    assertEquals("", Messages.suggest("colour", List.of()));
  }

  @Test
  void longListsAndNamesAreCut() {
    List<String> columns = IntStream.range(0, 10_000).mapToObj(i -> "column" + i).toList();
    String list = Messages.suggest("colum42", columns);
    assertTrue(list.length() < 1000 && list.contains("10000 in all"), list);
    String huge = Messages.suggest("a", List.of("x".repeat(1 << 20), "b".repeat(1 << 20)));
    assertTrue(huge.length() < 500, () -> "" + huge.length());
    assertEquals("a?b", Messages.shown("a\nb"));
  }
}
