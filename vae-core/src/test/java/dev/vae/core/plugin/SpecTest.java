package dev.vae.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecTest {

  @Test
  void textsAreRead() {
    assertEquals(Spec.of("sgd"), Spec.parse(" sgd "));
    assertEquals(Spec.of("sgd"), Spec.parse("sgd()"));
    assertEquals(
        Spec.of("a-b_c").with("rate", 1e-3).with("n", 5).with("on", true).with("how", "fast"),
        Spec.parse("a-b_c(rate=1e-3,n = 5, on=true,how=fast)"));
    assertEquals(
        Spec.of("sum")
            .with("of", List.of(Spec.of("one").with("x", -2), "two", 0.5))
            .with("words", "a, (b)")
            .with("none", List.of())
            .with("inner", Spec.of("part")),
        Spec.parse("sum(of=[one(x=-2), two, .5], words=\"a, (b)\", none=[], inner=part())"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "~~;a name is expected at its end",
        "a b;nothing more is expected at 'b'",
        "a(;an option's name is expected at its end",
        "a(b;'=' behind 'b' is expected at its end",
        "a(b=;a value is expected at its end",
        "a(b=1;',' or ')' is expected at its end",
        "a(b=1,b=2);option 'b' once is expected",
        "a(b=[1);',' or ']' is expected at ')'",
        "a(b=\"x);a second '\"' is expected"
      })
  void othersAreRefusedWithTheirPlace(String text, String words) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Spec.parse(text));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void depthIsBounded() {
    String deep = "a(b=".repeat(2000) + "1" + ")".repeat(2000);
    assertThrows(IllegalArgumentException.class, () -> Spec.parse(deep));
  }
}
