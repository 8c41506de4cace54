package dev.vae.data.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.internal.Digests;
import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.rows.Labels;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GeneratorsTest {
  private static byte[] image(ByteRowSource source, long row) {
    byte[] image = new byte[source.event().elements()];
    source.readBytes(row, image);
    return image;
  }

  @Test
  void digitsFollowFromSeedPartAndRowAlone() {
    Digits few = new Digits(5, 3, Digits.Part.TRAIN);
    Digits many = new Digits(1L << 40, 3, Digits.Part.TRAIN);
    for (int row = 0; row < 5; row++) {
      assertArrayEquals(image(few, row), image(many, row));
    }
    assertFalse(Arrays.equals(image(few, 0), image(new Digits(5, 4, Digits.Part.TRAIN), 0)));
    assertFalse(Arrays.equals(image(few, 0), image(new Digits(5, 3, Digits.Part.TEST), 0)));
  }

  @Test
  void digitsHaveTheSameBitsOnEveryMachine() {
    MessageDigest digest = Digests.sha256();
    Digits digits = new Digits(200, 0, Digits.Part.TRAIN);
    for (int row = 0; row < 200; row++) {
      digest.update(image(digits, row));
    }
    assertEquals(
        "13f10a5eb71e75b25705d2994296a7b955e8b990aacbdc0b84c066e1a24f7c4b",
        Digests.hex(digest),
        "if digits are to change, change the version in their description");
  }

  @Test
  void digitsAreInkOnBlackOfAllClasses() {
    Digits digits = new Digits(2000, 0, Digits.Part.TRAIN);
    Labels labels = digits.labels().orElseThrow();
    int[] count = new int[10];
    double[][] mean = new double[10][784];
    for (int row = 0; row < 2000; row++) {
      byte[] image = image(digits, row);
      int digit = labels.get(row, 0);
      count[digit]++;
      double ink = 0;
      for (int i = 0; i < 784; i++) {
        int level = image[i] & 0xff;
        ink += level / 255.0;
        mean[digit][i] += level;
        boolean rim = i < 28 || i >= 756 || i % 28 == 0 || i % 28 == 27;
        assertTrue(!rim || level == 0, "row " + row + " touches the rim");
      }
      assertTrue(ink > 15 && ink < 280, "row " + row + " has ink " + ink);
    }
    for (int c : count) {
      assertEquals(200, c, 60);
    }
    assertTrue(nearestMeanIsRight(digits, labels, mean, count) > 0.6);
  }

  /** The share of new digits whose image is most like the mean image of their own class. */
  private static double nearestMeanIsRight(
      Digits digits, Labels labels, double[][] mean, int[] count) {
    Digits others = new Digits(500, 0, Digits.Part.TEST);
    int right = 0;
    for (int row = 0; row < 500; row++) {
      byte[] image = image(others, row);
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int digit = 0; digit < 10; digit++) {
        double distance = 0;
        for (int i = 0; i < 784; i++) {
          double difference = mean[digit][i] / count[digit] - (image[i] & 0xff);
          distance += difference * difference;
        }
        if (distance < least) {
          least = distance;
          best = digit;
        }
      }
      right += best == others.labels().orElseThrow().get(row, 0) ? 1 : 0;
    }
    return right / 500.0;
  }

  @Test
  void shapesAreTheWholeGridInOrder() {
    Shapes shapes = new Shapes();
    assertEquals(737_280, shapes.size());
    Labels labels = shapes.labels().orElseThrow();
    assertEquals(Shapes.FACTORS, labels.names());
    long row = Shapes.row(2, 5, 39, 31, 30);
    assertEquals(737_278, row);
    int[] factors = new int[5];
    for (int f = 0; f < 5; f++) {
      factors[f] = labels.get(row, f);
    }
    assertArrayEquals(new int[] {2, 5, 39, 31, 30}, factors);
    assertEquals(1, labels.get(1, labels.factor("posY")));
  }

  @Test
  void factorsDoWhatTheySay() {
    Shapes shapes = new Shapes();
    for (int shape = 0; shape < 3; shape++) {
      double small = moments(image(shapes, Shapes.row(shape, 0, 7, 15, 15)))[0];
      double large = moments(image(shapes, Shapes.row(shape, 5, 7, 15, 15)))[0];
      assertEquals(4, large / small, 0.5, "twice the scale is four times the area");
      double[] left = moments(image(shapes, Shapes.row(shape, 3, 0, 0, 10)));
      double[] right = moments(image(shapes, Shapes.row(shape, 3, 0, 31, 10)));
      assertEquals(32, right[1] - left[1], 0.6, "posX moves to the right");
      assertEquals(left[2], right[2], 0.6);
      double[] top = moments(image(shapes, Shapes.row(shape, 3, 0, 4, 0)));
      double[] bottom = moments(image(shapes, Shapes.row(shape, 3, 0, 4, 31)));
      assertEquals(32, bottom[2] - top[2], 0.6, "posY moves down");
    }
    byte[] upright = image(shapes, Shapes.row(1, 5, 10, 15, 15));
    byte[] lying = image(shapes, Shapes.row(1, 5, 0, 15, 15));
    assertFalse(Arrays.equals(upright, lying));
    assertEquals(18 * 18, moments(image(shapes, Shapes.row(0, 5, 0, 0, 0)))[0]);
  }

  @Test
  void shapesNeverTouchTheRim() {
    Shapes shapes = new Shapes();
    for (int shape = 0; shape < 3; shape++) {
      for (int turn = 0; turn < 40; turn++) {
        for (int corner = 0; corner < 4; corner++) {
          int x = corner % 2 * 31;
          int y = corner / 2 * 31;
          byte[] image = image(shapes, Shapes.row(shape, 5, turn, x, y));
          double area = moments(image)[0];
          double inner = moments(image(shapes, Shapes.row(shape, 5, turn, 15, 15)))[0];
          assertEquals(inner, area, 0.1 * inner, "a corner cuts nothing off");
          for (int i = 0; i < 64; i++) {
            assertEquals(0, image[i] + image[63 * 64 + i] + image[64 * i] + image[64 * i + 63]);
          }
        }
      }
    }
  }

  /** Area, mean x and mean y. */
  private static double[] moments(byte[] image) {
    double[] sum = new double[3];
    for (int i = 0; i < image.length; i++) {
      sum[0] += image[i];
      sum[1] += image[i] * (i % 64);
      sum[2] += image[i] * (i / 64);
    }
    return new double[] {sum[0], sum[1] / sum[0], sum[2] / sum[0]};
  }
}
