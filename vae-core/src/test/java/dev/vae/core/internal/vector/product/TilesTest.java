package dev.vae.core.internal.vector.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TilesTest {
  private static final Path FILE =
      Path.of("src/main/java/dev/vae/core/internal/vector/product/Tiles.java");

  /** Nobody edits the file; {@code -Dvae.golden=update} writes it anew. */
  @Test
  void theFileIsWhatTheWriterWrites() throws IOException {
    if ("update".equals(System.getProperty("vae.golden"))) {
      Files.writeString(FILE, TilesWriter.text());
    }
    assertEquals(
        TilesWriter.text(),
        Files.readString(FILE),
        FILE + " is not what TilesWriter writes: run this with -Dvae.golden=update");
  }
}
