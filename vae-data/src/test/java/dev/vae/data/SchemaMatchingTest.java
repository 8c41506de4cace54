package dev.vae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.data.internal.csv.Csv;
import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaMatchingTest {
  private static final List<Support> THREE =
      List.of(Support.REAL, Support.categories(3), Support.REAL);

  @TempDir private Path folder;

  @Test
  void columnsComeInTheModelsOrder() throws IOException {
    Schema schema = table("a,w,b\n1,x,10\n2,y,20\n3,z,30\n").schema();
    Dataset other = table("more,b,a,w\n7,100,10,z\n8,200,20,y\n");
    assertArrayEquals(new float[] {10, 2, 100, 20, 1, 200}, all(other.matching(schema, THREE)));
    Dataset twice = other.matching(schema, THREE).matching(schema, THREE);
    assertArrayEquals(new float[] {10, 2, 100, 20, 1, 200}, all(twice));
    assertTrue(other.leftOut(schema).orElseThrow().contains("the column 'more'"));
    assertEquals(Optional.empty(), table("b,w,a\n1,x,2\n").leftOut(schema));
  }

  @Test
  void whatWasDoneToColumnsGoesWithThem() throws IOException {
    Schema schema = table("a,b\n1,10\n3,20\n").schema();
    Dataset plain = table("b,c,a\n10,5,1\n20,5,3\n");
    Dataset other = plain.scaled(Optional.of(plain.scaling()), Optional.empty());
    List<Support> real = List.of(Support.REAL, Support.REAL);
    assertArrayEquals(new float[] {-1, -1, 1, 1}, all(other.matching(schema, real)));
  }

  @Test
  void withoutNamesColumnsCountByPlace() throws IOException {
    Schema schema = table("a,b\n1,10\n3,20\n").schema();
    List<Support> real = List.of(Support.REAL, Support.REAL);
    assertArrayEquals(new float[] {5, 6}, all(table("5,6\n").matching(schema, real)));
    refused("the model takes rows of shape [2]", () -> table("5,6,7\n").matching(schema, real));
  }

  @Test
  void whatIsMissingOrAmbiguousIsNamed() throws IOException {
    Schema schema = table("a,w,b\n1,x,10\n2,y,20\n3,z,30\n").schema();
    refused("lacks the column 'b'", () -> table("a,w,c\n1,x,1\n").matching(schema, THREE));
    refused("lacks the columns 'a', 'b'", () -> table("w,c\nx,1\n").matching(schema, THREE));
    refused(
        "several columns are called 'a'",
        () -> table("a,w,b,a\n1,x,1,2\n").matching(schema, THREE));
    refused(
        "column 1 'w', row 1 (counted from 0), holds 'u', which the model does not know",
        () -> table("b,w,a\n1,x,1\n1,u,1\n").matching(schema, THREE));
    Dataset first = table("b,w,a\n1,x,4\n1,u,1\n").limit(1);
    assertArrayEquals(new float[] {4, 0, 1}, all(first.matching(schema, THREE)));
  }

  @Test
  void theModelsConditionIsFoundByName() throws IOException {
    Dataset train = table("a,sex,b\n1,f,10\n2,m,20\n");
    Condition condition = train.condition(List.of("1"));
    assertEquals("sex", condition.factors().get(0).name());
    Schema schema = train.conditioned(condition).schema().withCondition(condition);
    List<Support> real = List.of(Support.REAL, Support.REAL);
    Dataset other = table("b,a,sex\n5,6,m\n").matching(schema, real);
    assertArrayEquals(new float[] {6, 5}, all(other));
    try (Rows.Batches batches = other.inOrder(1, 0)) {
      assertArrayEquals(new float[] {0, 1}, batches.next().condition());
    }
    refused("are both called 'a'", () -> table("a,a\n1,2\n").condition(List.of("a")));
    assertEquals("a", table("a,a\n1,2\n").condition(List.of("1")).factors().get(0).name());
  }

  @Test
  void valuesAreDividedByTheModelsNumber() {
    Schema divided = Schema.of(Shape.of(1, 2, 1)).withDivisor(255);
    Schema plain = Schema.of(Shape.of(1, 2, 1)).withDivisor(1);
    List<Support> unit = Collections.nCopies(2, Support.UNIT_INTERVAL);
    Dataset dark = picture(0, 1);
    Dataset bright = picture(51, 255);
    assertArrayEquals(new float[] {0, 1}, all(dark));
    assertArrayEquals(new float[] {0, (float) (1 / 255.0)}, all(dark.matching(divided, unit)));
    assertArrayEquals(new float[] {0.2f, 1}, all(bright.matching(divided, unit)));
    assertArrayEquals(new float[] {51, 255}, all(bright.matching(plain, unit)));
    refused(
        "the model divides by 1",
        () -> bright.matching(plain, unit).fitting(Support.UNIT_INTERVAL));
    Schema unsaid = Schema.of(Shape.of(1, 2, 1));
    assertArrayEquals(new float[] {0.2f, 1}, all(bright.matching(unsaid, unit)));
    List<Support> counts = Collections.nCopies(2, Support.COUNT);
    assertArrayEquals(new float[] {51, 255}, all(bright.matching(divided, counts)));
    List<Support> mixed = List.of(Support.UNIT_INTERVAL, Support.COUNT);
    assertArrayEquals(new float[] {0.2f, 255}, all(bright.matching(divided, mixed)));
    Schema threshold = divided.withBinarization(Binarization.THRESHOLD);
    List<Support> binary = Collections.nCopies(2, Support.BINARY);
    assertArrayEquals(new float[] {0, 0}, all(dark.matching(threshold, binary)));
    assertArrayEquals(new float[] {0, 1}, all(bright.matching(threshold, binary)));
    Dataset kept = bright.binarized(Binarization.NONE).matching(threshold, binary);
    assertArrayEquals(new float[] {0.2f, 1}, all(kept), "binarisation was said");
  }

  @Test
  void valuesAreScaledInDouble() {
    double[][] times = new double[229][1];
    Arrays.setAll(times, r -> new double[] {1.7e9 + 2.5 * r});
    Dataset data = Dataset.of(times);
    Scaling scaling = data.scaling();
    assertEquals(1.7e9 + 285, scaling.mean().get(0), 1e-6);
    assertEquals(2.5 * Math.sqrt((229.0 * 229 - 1) / 12), scaling.standardDeviation().get(0), 1e-9);
    assertEquals(scaling, Rows.of(times).scaling());
    float[] scaled = all(data.scaled(Optional.of(scaling), Optional.empty()));
    for (int r = 0; r < 229; r++) {
      float right = (float) ((2.5 * r - 285) / scaling.standardDeviation().get(0));
      assertEquals(right, scaled[r], 1e-6, "row " + r);
    }
  }

  private static Dataset picture(int... levels) {
    return Dataset.of(
        new ByteRowSource() {
          @Override
          public long size() {
            return 1;
          }

          @Override
          public Shape event() {
            return Shape.of(1, levels.length, 1);
          }

          @Override
          public void readBytes(long row, byte[] into) {
            for (int i = 0; i < levels.length; i++) {
              into[i] = (byte) levels[i];
            }
          }

          @Override
          public String description() {
            return "a picture";
          }

          @Override
          public String sha256() {
            return "";
          }
        });
  }

  private Dataset table(String text) throws IOException {
    Path file = Files.createTempFile(folder, "table", ".csv");
    return Dataset.of(Csv.open(Files.writeString(file, text)));
  }

  private static float[] all(Rows rows) {
    int size = Math.toIntExact(rows.size());
    try (Rows.Batches batches = rows.inOrder(size, 0)) {
      return Arrays.copyOf(batches.next().values(), size * rows.event().elements());
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void refused(String words, Action action) {
    String message = assertThrows(DataException.class, action::run).getMessage();
    assertTrue(message.contains(words), message);
  }
}
