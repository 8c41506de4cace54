package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.cli.Main;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a row means is the model's: a row has the same latents in whichever file it stands, with
 * which neighbours, in which order of columns, and in another process.
 */
class SameRowsTest {
  private static final int SIDE = 4;
  private static final int[] DARK = {5, 2, 9};

  @TempDir private Path folder;

  /** How pictures can be stored. */
  enum Pictures {
    NPY,
    NPY_FLOATS,
    NPZ,
    IDX,
    IMAGES;

    String write(Path folder, String name, byte[][] rows) throws IOException {
      Path file = folder.resolve(name);
      return switch (this) {
        case NPY -> "npy:" + Files.write(file, npy(rows, false));
        case NPY_FLOATS -> "npy:" + Files.write(file, npy(rows, true));
        case NPZ -> {
          try (OutputStream out = Files.newOutputStream(file);
              ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            zip.write(npy(rows, false));
          }
          yield "npz:" + file + "#x";
        }
        case IDX -> {
          ByteBuffer bytes = ByteBuffer.allocate(16 + rows.length * SIDE * SIDE);
          bytes.putInt(0x803).putInt(rows.length).putInt(SIDE).putInt(SIDE);
          for (byte[] row : rows) {
            bytes.put(row);
          }
          yield "idx:" + Files.write(file, bytes.array());
        }
        case IMAGES -> {
          Files.createDirectory(file);
          for (int r = 0; r < rows.length; r++) {
            BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
            image.getRaster().setDataElements(0, 0, SIDE, SIDE, rows[r]);
            ImageIO.write(image, "png", file.resolve(String.format("%03d.png", r)).toFile());
          }
          yield "images:" + file;
        }
      };
    }

    private static byte[] npy(byte[][] rows, boolean floats) {
      String header =
          "{'descr': '"
              + (floats ? "<f4" : "|u1")
              + "', 'fortran_order': False, 'shape': ("
              + rows.length
              + ", 4, 4), }";
      byte[] text =
          (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
      ByteBuffer bytes =
          ByteBuffer.allocate(128 + rows.length * SIDE * SIDE * (floats ? 4 : 1))
              .order(ByteOrder.LITTLE_ENDIAN);
      bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) 118);
      bytes.put(text);
      for (byte[] row : rows) {
        for (byte value : row) {
          if (floats) {
            bytes.putFloat(value & 0xff);
          } else {
            bytes.put(value);
          }
        }
      }
      return bytes.array();
    }
  }

  @ParameterizedTest
  @EnumSource
  void darkPicturesMeanTheSameWithoutBrightOnes(Pictures kind) throws Exception {
    Random random = new Random(7);
    byte[][] rows = new byte[12][SIDE * SIDE];
    for (byte[] row : rows) {
      random.nextBytes(row);
    }
    byte[][] dark = new byte[DARK.length][];
    for (int i = 0; i < DARK.length; i++) {
      dark[i] = rows[DARK[i]];
      for (int p = 0; p < dark[i].length; p++) {
        dark[i][p] = (byte) (dark[i][p] & 1);
      }
    }
    String all = kind.write(folder, "all", rows);
    String few = kind.write(folder, "few", dark);
    for (String how : List.of("none", "threshold")) {
      Path model = folder.resolve("model-" + how);
      Cli.run("train", "--data", all, "--binarize", how, "--epochs", 1, "--out", model).done();
      List<String> whole = encode(model, all);
      List<String> alone = inNewProcess(model, few);
      for (int i = 0; i < DARK.length; i++) {
        assertEquals(whole.get(DARK[i]), alone.get(i), kind + " " + how + ", dark picture " + i);
      }
      assertNotEquals(whole.get(0), whole.get(1), "rows that differ have other latents");
    }
  }

  @Test
  void columnsAreMatchedByName() throws Exception {
    Random random = new Random(3);
    List<String> straight = new ArrayList<>(List.of("time,word,size,count"));
    List<String> turned = new ArrayList<>(List.of("more,count,word,time,size"));
    for (int r = 0; r < 40; r++) {
      String time = Long.toString(1_700_000_000L + random.nextInt(600));
      String word = List.of("ash", "birch", "cedar").get(r % 3);
      double size = Math.round(random.nextGaussian() * 1e4) / 1e4;
      int count = 30 + random.nextInt(20);
      straight.add(time + "," + word + "," + size + "," + count);
      turned.add(r + "," + count + "," + word + "," + time + "," + size);
    }
    String one = "csv:" + Files.write(folder.resolve("one.csv"), straight);
    String other = "csv:" + Files.write(folder.resolve("other.csv"), turned);
    List<String> last = List.of(turned.get(0), turned.get(40), turned.get(2));
    String few = "csv:" + Files.write(folder.resolve("few.csv"), last);
    Path model = folder.resolve("model");
    Cli.run("train", "--data", one, "--likelihood", "auto", "--epochs", 2, "--out", model).done();
    List<String> latents = encode(model, one);
    assertEquals(latents, inNewProcess(model, other));
    assertEquals(List.of(latents.get(39), latents.get(1)), encode(model, few));
    assertTrue(latents.stream().distinct().count() == 40, "times are told apart");
    String judged = Cli.run("eval", model, "--data", one).done().out();
    Cli.Result again = Cli.run("eval", model, "--data", other).done();
    assertEquals(judged, again.out());
    assertTrue(again.err().contains("the column 'more' the model does not take"), again.err());
    Cli.Result resumed =
        Cli.run(
                "train",
                "--data",
                other,
                "--likelihood",
                "auto",
                "--epochs",
                3,
                "--resume",
                "--out",
                model)
            .done();
    assertTrue(resumed.out().contains("ELBO"), resumed.toString());
  }

  private List<String> encode(Path model, String data) throws IOException {
    Path out = folder.resolve("latents.csv");
    Cli.run("encode", model, "--data", data, "--out", out).done();
    return rows(out);
  }

  private static List<String> rows(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    return lines.subList(1, lines.size());
  }

  /** The same command in a JVM of its own, from the class path. */
  private List<String> inNewProcess(Path model, String data) throws Exception {
    Path out = folder.resolve("latents-of-another.csv");
    Path log = folder.resolve("log");
    List<String> paths = new ArrayList<>();
    for (String property : List.of("jdk.module.path", "java.class.path")) {
      String path = System.getProperty(property, "");
      if (!path.isEmpty()) {
        paths.add(path);
      }
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                String.join(File.pathSeparator, paths),
                Main.class.getName(),
                "encode",
                model.toString(),
                "--data",
                data,
                "--out",
                out.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(process.waitFor(300, TimeUnit.SECONDS), "the command ends");
    assertEquals(0, process.exitValue(), Files.readString(log));
    return rows(out);
  }
}
