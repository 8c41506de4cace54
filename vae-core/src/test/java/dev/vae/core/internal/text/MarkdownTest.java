package dev.vae.core.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkdownTest {
  @Test
  void codeHasAsManyBackticksAsItNeeds() {
    assertEquals("`age`", Markdown.code("age"));
    assertEquals("`a\\|b \"c\" <i>`", Markdown.code("a|b \"c\" <i>"));
    assertEquals("``a`b``", Markdown.code("a`b"));
    assertEquals("``` ``a ```", Markdown.code("``a"));
    assertEquals("` a`", Markdown.code(" a"));
    assertEquals("`  a  `", Markdown.code(" a "));
  }

  @Test
  void whatCodeCannotHoldIsWrittenAsEntities() {
    assertEquals("two&#10;lines", Markdown.code("two\nlines"));
    assertEquals("a&#92;&#124;b", Markdown.code("a\\|b"));
    assertEquals("", Markdown.code(""));
    assertEquals("&#32;", Markdown.code(" "));
  }

  @Test
  void marksInTextAreOnlyCharacters() {
    assertEquals("q(z \\| x)", Markdown.text("q(z | x)"));
    assertEquals("\\<b\\> \\*a\\* \\[1\\]\\&#10;", Markdown.text("<b> *a* [1]&#10;"));
    assertEquals("two&#10;lines", Markdown.text("two\nlines"));
  }
}
