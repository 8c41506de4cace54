package dev.vae.data.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How digits are written: strokes of the pen as points in the unit square, x to the right, y down.
 * A smooth curve runs through the points of a stroke.
 */
final class Skeletons {
  /** Ways to write each digit; {@code /} lifts the pen, {@code |} turns a corner. */
  private static final String[][] WAYS = {
    {
      "48,2 22,14 7,42 10,72 30,96 56,98 82,80 93,50 86,20 64,3 40,4",
      "62,4 34,6 12,30 5,60 20,92 50,100 80,86 95,55 88,22 62,4 50,8",
      "30,10 10,40 12,75 40,99 72,92 92,62 88,28 64,4 36,6 22,18"
    },
    {
      "50,0 50,50 50,100",
      "54,0 52,48 48,100",
      "30,24 46,10 56,0 | 55,50 54,100",
      "32,22 55,0 | 54,50 53,97 / 28,98 52,98 80,97"
    },
    {
      "12,26 26,6 54,0 80,14 82,36 62,62 34,84 10,98 | 36,96 66,97 93,95",
      "14,22 38,2 70,6 82,28 66,58 38,84 16,96 6,88 20,78 46,88 72,99 95,92",
      "8,16 34,2 66,4 84,22 76,46 48,70 12,97 | 50,96 90,99",
      "16,30 30,4 66,2 80,26 60,56 30,86 14,98 12,88 30,80 58,92 92,97"
    },
    {
      "14,14 40,1 70,6 78,24 62,42 36,48 | 66,50 88,66 80,90 50,100 22,97 8,86",
      "12,8 46,0 76,12 70,36 38,46 | 74,54 86,76 66,96 34,100 10,90",
      "10,4 46,3 84,3 | 62,22 42,42 | 72,46 90,66 78,92 44,100 10,90"
    },
    {
      "26,2 18,30 10,56 | 46,56 92,52 / 74,8 70,50 66,100",
      "30,4 14,36 10,58 34,62 66,56 90,50 / 78,2 74,40 68,100",
      "68,0 36,34 6,66 | 50,66 96,64 / 68,0 68,50 67,100",
      "20,0 12,30 16,50 44,54 76,44 / 84,0 80,46 72,100"
    },
    {
      "84,4 56,3 28,5 | 24,24 18,44 | 44,36 74,44 86,66 72,90 42,100 10,92",
      "30,6 24,28 18,46 | 50,40 80,52 84,78 60,98 30,99 10,88 / 30,5 60,4 90,2",
      "86,2 54,6 30,6 | 26,30 24,42 46,42 76,54 84,74 68,94 38,100 12,94"
    },
    {
      "70,2 44,18 20,46 10,74 26,96 56,99 82,84 82,62 60,50 34,60 16,80",
      "50,0 30,26 14,58 16,86 42,100 72,92 84,72 66,56 38,62 20,80",
      "84,6 50,10 22,36 10,68 24,94 54,100 80,84 76,62 50,56 26,70"
    },
    {
      "8,6 50,4 90,4 | 68,34 48,66 36,100",
      "10,18 10,4 | 48,6 88,3 | 72,36 56,66 48,100",
      "8,8 48,5 88,5 | 66,40 50,70 40,100 / 28,52 54,50 80,48",
      "6,12 30,4 60,10 92,2 | 70,32 50,68 44,100"
    },
    {
      "80,14 54,0 26,8 22,28 44,44 70,58 84,80 62,99 30,97 16,78 32,58 60,42 80,22 74,8",
      "50,48 22,32 26,8 52,0 78,12 74,34 50,48 20,66 16,88 46,100 80,90 82,66 56,50",
      "72,8 44,2 24,18 36,38 66,56 82,78 60,99 28,94 20,74 40,54 68,36 74,14 62,4"
    },
    {
      "84,22 62,2 32,4 14,26 26,48 54,48 78,28 86,12 | 84,50 76,76 68,100",
      "80,14 50,0 22,12 16,36 38,50 66,42 82,18 | 82,56 72,86 46,99 20,92",
      "82,26 60,4 30,6 18,28 34,46 62,42 80,20 86,8 80,44 66,74 54,100"
    }
  };

  private static final List<List<Way>> ALL =
      Arrays.stream(WAYS).map(ways -> Arrays.stream(ways).map(Skeletons::way).toList()).toList();

  private Skeletons() {}

  /** The ways to write a digit. */
  static List<Way> of(int digit) {
    return ALL.get(digit);
  }

  /**
   * One way to write a digit.
   *
   * @param points all points, x and y in turn
   * @param strokes the first and the last point of each smooth stroke; two strokes that meet at a
   *     corner share it
   */
  record Way(double[] points, List<int[]> strokes) {}

  private static Way way(String drawn) {
    List<int[]> strokes = new ArrayList<>();
    StringBuilder points = new StringBuilder();
    int count = 0;
    for (String lifted : drawn.split("/")) {
      int first = count;
      for (String smooth : lifted.split("\\|")) {
        count += smooth.strip().split(" ").length;
        strokes.add(new int[] {first, count - 1});
        points.append(smooth.strip()).append(' ');
        first = count - 1;
      }
    }
    double[] numbers =
        Arrays.stream(points.toString().strip().split("[ ,]"))
            .mapToDouble(n -> Integer.parseInt(n) / 100.0)
            .toArray();
    return new Way(numbers, strokes);
  }
}
