package dev.vae.data.read;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.gzip;
import static dev.vae.data.read.Samples.idx;
import static dev.vae.data.read.Samples.npy;
import static org.junit.jupiter.api.Assertions.fail;

import dev.vae.data.internal.SplitMix64;
import dev.vae.data.internal.csv.Csv;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files cut or changed anywhere are read or refused, never anything else. */
class HostileFilesTest {
  @TempDir Path folder;

  private static final byte[] IDX = idx(8, new int[] {3, 2, 2}, new byte[12]);
  private static final byte[] NPY = npy("<f4", false, "(3, 2)", new byte[24]);

  @Test
  void idxFiles() {
    attack(IDX, Idx::images);
    attack(gzip(IDX), Idx::images);
  }

  @Test
  void npyFiles() {
    attack(NPY, Npy::open);
  }

  @Test
  void npzFiles() {
    byte[] zip =
        Samples.bytes(
            out -> {
              try (ZipOutputStream packed = new ZipOutputStream(out)) {
                packed.putNextEntry(new ZipEntry("X.npy"));
                packed.write(NPY);
              }
            });
    attack(zip, f -> Npz.open(f, "X", null));
  }

  @Test
  void tables() {
    attack("a,b\n1,2\n3,\"4\"\n".getBytes(), Csv::open);
  }

  @Test
  void imageFiles() throws Exception {
    java.awt.image.BufferedImage image = new java.awt.image.BufferedImage(4, 4, 10);
    Path one = Files.createDirectory(folder.resolve("images"));
    javax.imageio.ImageIO.write(image, "png", one.resolve("a.png").toFile());
    byte[] good = Files.readAllBytes(one.resolve("a.png"));
    attack(
        good,
        f -> {
          try {
            Files.copy(f, one.resolve("a.png"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return ImageFolder.open(one);
        });
  }

  private void attack(byte[] good, Function<Path, RowSource> open) {
    for (int length = 0; length < good.length; length++) {
      survive("cut at " + length, Arrays.copyOf(good, length), open);
    }
    SplitMix64 random = new SplitMix64(1);
    for (int i = 0; i < 150; i++) {
      byte[] changed = good.clone();
      int at = random.below(good.length);
      changed[at] = (byte) random.below(256);
      survive("byte " + at + " is " + changed[at], changed, open);
    }
  }

  private void survive(String what, byte[] bytes, Function<Path, RowSource> open) {
    try {
      RowSource source = open.apply(file(folder, "f", bytes));
      for (long row = 0; row < source.size(); row++) {
        Samples.row(source, row);
      }
    } catch (DataException expected) {
      // refused
    } catch (RuntimeException | Error e) {
      fail(what, e);
    }
  }
}
