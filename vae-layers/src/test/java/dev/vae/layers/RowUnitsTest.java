package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Rows in raw units, and as a model sees them. */
class RowUnitsTest {
  private static final VaeSpec SPEC =
      VaeSpec.builder()
          .event(2)
          .latent(1)
          .encoder(Layers.dense(4), Layers.relu())
          .likelihood(Likelihoods.gaussian())
          .build();

  @Test
  void farColumnsKeepTheirDigits() {
    double[][] rows = new double[200][2];
    for (int r = 0; r < rows.length; r++) {
      rows[r][0] = 1.7e9 + r * 3;
      rows[r][1] = r % 7;
    }
    Scaling scaling = Rows.of(rows).scaling();
    assertEquals(1.7e9 + 298.5, scaling.mean().get(0), 1e-5);
    Vae vae =
        Vae.builder(SPEC.with("encoder=[]"))
            .schema(Schema.of(Shape.of(2)).withScaling(scaling))
            .build();
    float[][] codes = vae.encode(Rows.of(rows)).mean();
    assertEquals(200, Arrays.stream(codes).map(Arrays::hashCode).distinct().count());
    double[][] back = vae.reconstructAsDouble(Rows.of(rows), 1);
    assertArrayEquals(vae.decodeAsDouble(codes, null), back);
    assertEquals(200, Arrays.stream(back).mapToDouble(row -> row[0]).distinct().count());
    assertTrue(Math.abs(back[0][0] - 1.7e9) < 2000, "raw units: " + back[0][0]);
    double[][] drawn = vae.sampleAsDouble(5, 3, null);
    float[][] rounded = vae.sample(5, 3);
    for (int r = 0; r < 5; r++) {
      assertEquals((float) drawn[r][0], rounded[r][0]);
    }
    Rows prepared = vae.prepared(Rows.of(rows));
    assertSame(prepared, vae.prepared(prepared));
    assertArrayEquals(codes, vae.encode(prepared).mean());
    assertArrayEquals(
        codes, vae.encode(new FloatsOf(Rows.of(scaled(rows, scaling)), scaling)).mean());
  }

  private static double[][] scaled(double[][] rows, Scaling scaling) {
    double[][] scaled = new double[rows.length][2];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < 2; c++) {
        scaled[r][c] = (rows[r][c] - scaling.mean().get(c)) / scaling.standardDeviation().get(c);
      }
    }
    return scaled;
  }

  /** Somebody's rows that know how to scale themselves. */
  private record FloatsOf(Rows scaled, Scaling scaling) implements Rows {
    @Override
    public long size() {
      return scaled.size();
    }

    @Override
    public Shape event() {
      return scaled.event();
    }

    @Override
    public Batches shuffled(int batch, long seed, int epoch) {
      throw new AssertionError("raw rows are not asked for");
    }

    @Override
    public Batches inOrder(int batch, long seed) {
      throw new AssertionError("raw rows are not asked for");
    }

    @Override
    public Rows scaled(java.util.Optional<Scaling> values, java.util.Optional<Scaling> condition) {
      assertEquals(scaling, values.orElseThrow());
      return scaled;
    }
  }

  @Test
  void arraysAreInTheUnitsOfTheDataFile() {
    Schema schema = Schema.of(Shape.of(2)).withDivisor(255);
    VaeSpec spec = SPEC.with("likelihood=bernoulli");
    Vae levels = Vae.builder(spec).schema(schema).build();
    Vae unit = Vae.builder(spec).schema(Schema.of(Shape.of(2))).build();
    float[][] raw = {{0, 255}, {51, 102}};
    float[][] divided = {{0, 1}, {0.2f, 0.4f}};
    assertArrayEquals(unit.encode(divided).mean(), levels.encode(raw).mean());
    assertArrayEquals(unit.encode(divided).mean(), levels.encode(Rows.of(raw)).mean());
    assertEquals(255.0 * unit.reconstruct(divided)[0][1], levels.reconstruct(raw)[0][1], 1e-4);
    Vae binary = Vae.builder(spec).schema(schema.withBinarization(Binarization.THRESHOLD)).build();
    float[][] levelsOfBinary = {{0, 255}, {127, 128}};
    assertArrayEquals(
        unit.encode(new float[][] {{0, 1}, {0, 1}}).mean(), binary.encode(levelsOfBinary).mean());
  }

  @Test
  void numbersThatCannotBeUsedAreNamed() {
    double nan = Double.NaN;
    Vae vae = Vae.create(SPEC, 1);
    refused("row 1 is NaN in column 0", () -> Rows.of(new double[][] {{1, 2}, {nan, 1}}));
    refused("Rows.withMissing", () -> Rows.of(new float[][] {{1, Float.NaN}}));
    refused("row 0 is Infinity", () -> Rows.withMissing(new float[][] {{1, 1 / 0f}}));
    refused("row 0 is -Infinity", () -> vae.reconstruct(new float[][] {{-1 / 0f, 1}}));
    refused(
        "condition of row 0 is NaN",
        () -> Rows.of(RowMatrix.of(new double[1][2]), RowMatrix.of(new double[][] {{nan}})));
    Rows holes = Rows.withMissing(new double[][] {{1, nan}});
    assertTrue(Float.isFinite(vae.encode(holes).mean()[0][0]));
  }

  @Test
  void whatSinglePrecisionCannotHoldIsSaid() {
    double[][] rows = new double[300][2];
    for (int r = 0; r < rows.length; r++) {
      rows[r][0] = 1.7e9 + r;
      rows[r][1] = Math.sin(r);
    }
    Schema schema = Schema.of(Shape.of(2)).withColumns(List.of("time", "x"));
    List<String> advice = Vae.builder(SPEC).schema(schema).build().advice(Rows.of(rows));
    assertEquals(2, advice.size(), advice.toString());
    assertTrue(advice.get(0).startsWith("column 0 ('time') has 300 different values, of which"));
    assertTrue(advice.get(1).startsWith("column 0 ('time') lies far from 0"), advice.get(1));
    assertTrue(advice.get(1).contains("--standardize"));
    Schema scaled = schema.withScaling(Rows.of(rows).scaling());
    assertEquals(List.of(), Vae.builder(SPEC).schema(scaled).build().advice(Rows.of(rows)));
    for (double[] row : rows) {
      row[0] = 9.1e15 + row[0];
    }
    Schema ids = schema.withScaling(Rows.of(rows).scaling());
    String past = Vae.builder(SPEC).schema(ids).build().advice(Rows.of(rows)).get(0);
    assertTrue(past.startsWith("column 0 ('time') holds whole numbers past 2^53"), past);
  }

  @Test
  void namesMayHoldCommas() {
    assertEquals(
        List.of("height, cm", "a", "say \"x\""),
        Condition.split("\"height, cm\",a, \"say \"\"x\"\"\""));
    Condition both =
        new Condition(
            List.of(
                Condition.Factor.of("city, country", false, List.of("Paris, France", "Rome")),
                new Condition.Factor("h=", false, List.of(), 0, 1)));
    float[] right = {1, 0, 3};
    assertArrayEquals(right, both.values("\"city, country\"=\"Paris, France\",\"h=\"=3"));
    Condition one = new Condition(List.of(both.factors().get(0)));
    assertArrayEquals(new float[] {1, 0}, one.values("Paris, France"));
    assertArrayEquals(new float[] {1, 0}, one.values("\"Paris, France\""));
    assertEquals(2, one.all().size());
  }

  @Test
  void olderModelsDoNotSayWhatTheyDivideBy(@TempDir Path folder) throws IOException {
    Schema schema = Schema.of(Shape.of(2)).withDivisor(255).withMissing(true);
    Vae vae = Vae.builder(SPEC).schema(schema).build();
    vae.save(folder);
    assertEquals(schema, Vae.load(folder).schema());
    Path file = folder.resolve("model.json");
    String text = Files.readString(file);
    String older =
        text.replaceAll(",\\s*\"divisor\": 255.0", "").replaceAll(",\\s*\"missing\": true", "");
    Files.writeString(file, older);
    assertFalse(older.contains("divisor") || older.contains("missing"));
    assertEquals(Schema.of(Shape.of(2)), Vae.load(folder).schema());
  }

  private static void refused(String words, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(words), message);
  }
}
