package dev.vae.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.data.generate.Digits;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What rows are conditioned on, from labels and from columns. */
class ConditionsTest {
  @TempDir private Path folder;

  private Dataset table(String text) throws Exception {
    Path file = Files.writeString(Files.createTempFile(folder, "t", ".csv"), text);
    return DataSource.parse("csv:" + file).open(DataOptions.DEFAULTS);
  }

  @Test
  void columnsLeaveTheRowsAndBecomeConditions() throws Exception {
    Dataset data = table("a,sex,b,c\n1,m,u,4\n2,f,v,6\n3,m,u,8\n");
    Condition condition = data.condition(List.of("c", "sex"));
    assertEquals("c (a number), sex (one of f, m)", condition.describe());
    assertEquals(6, condition.factors().get(0).mean(), 1e-12);
    assertEquals(Math.sqrt(8.0 / 3), condition.factors().get(0).standardDeviation(), 1e-12);
    Dataset conditioned = data.range(1, 3).conditioned(condition);
    assertEquals(List.of("a", "b"), conditioned.columns());
    assertEquals(Map.of(1, List.of("u", "v")), conditioned.categories());
    assertEquals(3, conditioned.condition());
    try (Rows.Batches batches = conditioned.inOrder(2, 0)) {
      Rows.Batch batch = batches.next();
      assertArrayEquals(new float[] {2, 1, 3, 0}, batch.values());
      assertArrayEquals(new float[] {6, 1, 0, 8, 0, 1}, batch.condition());
    }
    Dataset same = data.conditioned(condition, condition.values("c=5,sex=m"));
    assertEquals(2, same.event().elements());
    try (Rows.Batches batches = same.shuffled(3, 1, 1)) {
      assertArrayEquals(new float[] {5, 0, 1, 5, 0, 1, 5, 0, 1}, batches.next().condition());
    }
  }

  @Test
  void labelsAreClasses() {
    Dataset digits = Dataset.of(new Digits(20, 0, Digits.Part.TRAIN));
    Condition condition = digits.condition(List.of("labels"));
    assertEquals("digit (one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)", condition.describe());
    Labels labels = digits.labels().orElseThrow();
    try (Rows.Batches batches = digits.conditioned(condition).shuffled(20, 3, 0)) {
      Rows.Batch batch = batches.next();
      for (int r = 0; r < 20; r++) {
        assertEquals(1, batch.condition()[r * 10 + labels.get(batch.index()[r], 0)]);
      }
    }
    assertEquals(10, condition.all().size());
    assertEquals(1, condition.values("7")[7]);
    assertEquals(1, condition.values("digit=7")[7]);
  }

  @Test
  void otherTablesAreReadInTheModelsClasses() throws Exception {
    Condition condition = table("a,sex\n1,m\n2,f\n").condition(List.of("sex"));
    try (Rows.Batches batches = table("sex,a\nm,1\n").conditioned(condition).inOrder(1, 0)) {
      assertArrayEquals(new float[] {0, 1}, batches.next().condition());
    }
    refused(
        "holds 'x', which the model does not know",
        () -> table("a,sex\n1,x\n").conditioned(condition));
    refused("has no column 'sex'", () -> table("a,b\n1,2\n").conditioned(condition));
    refused("holds numbers, but the model's", () -> table("a,sex\n1,2\n").conditioned(condition));
  }

  @Test
  void whatIsNotThereIsNamed() throws Exception {
    Dataset data = table("age,sex\n1,m\n2,f\n");
    refused("did you mean 'age'", () -> data.condition(List.of("agee")));
    refused("has no labels", () -> data.condition(List.of("labels")));
    refused("no column is left", () -> data.conditioned(data.condition(List.of("age", "sex"))));
    Dataset scaled = table("a,b\n0,1\n1,0\n").binarized(Binarization.THRESHOLD);
    refused("before values are changed", () -> scaled.conditioned(scaled.condition(List.of("a"))));
  }

  private static void refused(String words, Executable action) {
    DataException e = assertThrows(DataException.class, action);
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }
}
