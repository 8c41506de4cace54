package dev.vae.data.read;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.gzip;
import static dev.vae.data.read.Samples.idx;
import static dev.vae.data.read.Samples.refused;
import static dev.vae.data.read.Samples.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.vae.core.graph.Shape;
import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir Path folder;

  private static final byte[] IMAGES =
      idx(8, new int[] {2, 2, 3}, new byte[] {0, 1, 2, 3, 4, 5, (byte) 255, 7, 8, 9, 10, 11});
  private static final byte[] LABELS = idx(8, new int[] {2}, new byte[] {7, 3});

  @Test
  void imagesPlainAndPackedAreTheSame() {
    RowSource plain = Idx.images(file(folder, "a", IMAGES));
    RowSource packed = Idx.images(file(folder, "b.gz", gzip(IMAGES)));
    assertEquals(2, plain.size());
    assertEquals(Shape.of(2, 3, 1), plain.event());
    assertInstanceOf(ByteRowSource.class, plain);
    for (RowSource source : new RowSource[] {plain, packed}) {
      assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, row(source, 0));
      assertArrayEquals(new double[] {255, 7, 8, 9, 10, 11}, row(source, 1));
    }
    assertNotEquals(plain.sha256(), packed.sha256());
  }

  @Test
  void labelsComeAlong() {
    Path images = file(folder, "a", IMAGES);
    Labels labels = Idx.images(images, file(folder, "l.gz", gzip(LABELS))).labels().orElseThrow();
    assertEquals(7, labels.get(0, 0));
    assertEquals(3, labels.get(1, 0));
    assertEquals(8, labels.classes(0));
  }

  @Test
  void allTypesAreRead() {
    double[] numbers = {-3, 100};
    int[] types = {0x09, 0x0B, 0x0C, 0x0D, 0x0E};
    for (int type : types) {
      ByteBuffer data = ByteBuffer.allocate(16);
      for (double number : numbers) {
        switch (type) {
          case 0x09 -> data.put((byte) number);
          case 0x0B -> data.putShort((short) number);
          case 0x0C -> data.putInt((int) number);
          case 0x0D -> data.putFloat((float) number);
          default -> data.putDouble(number);
        }
      }
      byte[] bytes = Arrays.copyOf(data.array(), data.position());
      RowSource source = Idx.images(file(folder, "t" + type, idx(type, new int[] {1, 2}, bytes)));
      assertArrayEquals(numbers, row(source, 0), "type " + type);
      assertEquals(Shape.of(2), source.event());
    }
  }

  @Test
  void wrongFilesAreNamed() {
    refused(() -> Idx.images(folder.resolve("none")), "none", "does not exist");
    refused(() -> Idx.images(folder), "folder");
    refused(() -> Idx.images(file(folder, "e", "")), "an empty file");
    refused(() -> Idx.images(file(folder, "p", "\u0089PNG\r\n...")), "not an IDX file");
    refused(() -> Idx.images(file(folder, "h", "<!DOCTYPE html><html>")), "web page (HTML)");
    refused(() -> Idx.images(file(folder, "z", "PK\u0003\u0004......")), "zip archive");
    refused(() -> Idx.images(file(folder, "t", idx(7, new int[] {1}, new byte[1]))), "IDX");
    refused(
        () -> Idx.images(file(folder, "gz", gzip("hello world".getBytes()))), "not an IDX file");
  }

  @Test
  void wrongLengthsAreNamed() {
    byte[] shorter = Arrays.copyOf(IMAGES, IMAGES.length - 1);
    byte[] longer = Arrays.copyOf(IMAGES, IMAGES.length + 1);
    refused(() -> Idx.images(file(folder, "s", shorter)), "cut short", "28 bytes", "has 27");
    refused(() -> Idx.images(file(folder, "l", longer)), "too long", "28 bytes");
    refused(() -> Idx.images(file(folder, "sg", gzip(shorter))), "cut short", "[2, 2, 3]");
    refused(() -> Idx.images(file(folder, "lg", gzip(longer))), "too long");
    byte[] packed = gzip(IMAGES);
    byte[] torn = Arrays.copyOf(packed, packed.length - 9);
    refused(() -> Idx.images(file(folder, "torn", torn)), "torn");
    packed[packed.length - 8]++;
    refused(() -> Idx.images(file(folder, "crc", packed)), "crc", "damaged");
  }

  @Test
  void impossibleSizesTakeNoMemory() {
    int most = Integer.MAX_VALUE;
    byte[] huge = idx(8, new int[] {most, most, most, most}, new byte[9]);
    refused(() -> Idx.images(file(folder, "h", huge)), "no file can hold");
    byte[] large = idx(8, new int[] {most, 1000, 1000}, new byte[9]);
    refused(() -> Idx.images(file(folder, "l", large)), "cut short");
    refused(() -> Idx.images(file(folder, "lg", gzip(large))), "cannot hold so many");
    refused(() -> Idx.images(file(folder, "n", idx(8, new int[] {2, -1}, new byte[9]))), "axis 1");
    refused(() -> Idx.images(file(folder, "0", idx(8, new int[] {0, 4}, new byte[0]))), "[0, 4]");
  }

  @Test
  void labelsMustBelongToTheImages() {
    Path images = file(folder, "images", IMAGES);
    Path three = file(folder, "three", idx(8, new int[] {3}, new byte[3]));
    refused(() -> Idx.images(images, three), "2 rows", "three", "3 labels");
    refused(() -> Idx.images(images, images), "labels are a list");
    refused(() -> Idx.images(three), "list of 3 numbers", "IMAGES,LABELS");
    Path negative = file(folder, "neg", idx(9, new int[] {2}, new byte[] {1, -1}));
    refused(() -> Idx.images(images, negative), "row 1", "-1");
  }
}
