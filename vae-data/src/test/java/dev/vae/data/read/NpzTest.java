package dev.vae.data.read;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.npy;
import static dev.vae.data.read.Samples.refused;
import static dev.vae.data.read.Samples.row;
import static dev.vae.data.read.Samples.zip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.data.rows.RowSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  @TempDir Path folder;

  private static final byte[] X = npy("|u1", false, "(2, 2)", new byte[] {1, 2, 3, 4});
  private static final byte[] Y = npy("|i1", false, "(2,)", new byte[] {0, 5});
  private static final byte[] T = npy("|i1", true, "(2, 2)", new byte[] {1, 3, 2, 4});

  @Test
  void arraysByKeyStoredAndPacked() {
    for (boolean packed : new boolean[] {true, false}) {
      Path file = file(folder, "a.npz", zip(packed, Map.of("X", X, "y", Y, "T", T)));
      assertArrayEquals(new double[] {3, 4}, row(Npz.open(file, "X", null), 1));
      assertArrayEquals(new double[] {3, 4}, row(Npz.open(file, "T", null), 1));
      RowSource labelled = Npz.open(file, "X", "y");
      assertEquals(5, labelled.labels().orElseThrow().get(1, 0));
    }
  }

  @Test
  void theKeyMayBeLeftOutWhereItIsClear() {
    Path one = file(folder, "1.npz", zip(true, Map.of("data", X)));
    assertEquals(2, Npz.open(one, null, null).size());
    Path two = file(folder, "2.npz", zip(true, ordered("y", Y, "X", X)));
    assertArrayEquals(new double[] {1, 2}, row(Npz.open(two, null, null), 0));
    Path unclear = file(folder, "3.npz", zip(true, ordered("train", X, "test", X)));
    refused(() -> Npz.open(unclear, null, null), "train, test", "#train");
    refused(() -> Npz.open(unclear, "tran", null), "no array 'tran'", "did you mean 'train'");
    assertEquals(List.of("train", "test"), Npz.keys(unclear));
  }

  @Test
  void badArchivesAreNamed() {
    Path good = file(folder, "g.npz", zip(true, ordered("X", X, "y", Y)));
    byte[] bytes = zip(true, ordered("X", X, "y", Y));
    refused(() -> Npz.open(folder.resolve("n.npz"), null, null), "does not exist");
    byte[] torn = Arrays.copyOf(bytes, bytes.length - 30);
    refused(() -> Npz.open(file(folder, "t.npz", torn), "X", null), "t.npz", "zip archive");
    refused(() -> Npz.open(file(folder, "x.npz", X), "X", null), "an NPY array");
    refused(() -> Npz.open(file(folder, "e.npz", ""), "X", null), "empty");
    byte[] none = zip(true, Map.of("readme", "hello".getBytes()));
    refused(() -> Npz.open(file(folder, "r.npz", none), "readme", null), "not an NPY array");
    byte[] object = npy("|O", false, "(1,)", new byte[8]);
    Path pickle = file(folder, "o.npz", zip(true, Map.of("X", object)));
    refused(() -> Npz.open(pickle, "X", null), "o.npz#X", "pickled");
    Path three =
        file(
            folder,
            "3.npz",
            zip(true, ordered("X", X, "y", npy("|i1", false, "(3,)", new byte[3]))));
    refused(() -> Npz.open(three, "X", "y"), "3 labels");
    refused(() -> Npz.open(good, "X", "X"), "labels have one");
    byte[] large = npy("<f8", false, "(100000000, 100)", new byte[100]);
    Path lies = file(folder, "l.npz", zip(true, Map.of("X", large)));
    refused(() -> Npz.open(lies, "X", null), "cut short");
  }

  private static Map<String, byte[]> ordered(String a, byte[] x, String b, byte[] y) {
    Map<String, byte[]> map = new LinkedHashMap<>();
    map.put(a, x);
    map.put(b, y);
    return map;
  }
}
