package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Columns with likelihoods of their own. */
class CompositeTest {
  private static final Spec MIXED =
      Likelihoods.composite(
          Likelihoods.of(Likelihoods.categorical(3), "city"),
          Likelihoods.of(Likelihoods.gamma(), 0),
          Likelihoods.gaussian());

  private static final Schema SCHEMA =
      Schema.of(Shape.of(4)).withColumns(List.of("income", "age", "city", "score"));

  private static Vae vae(Spec likelihood) {
    VaeSpec spec = VaeSpec.builder().latent(2).likelihood(likelihood).build();
    return Vae.builder(spec).schema(SCHEMA).build();
  }

  @Test
  void everyColumnHasTheSupportOfItsPart() {
    Vae vae = vae(MIXED);
    assertEquals(
        List.of(Support.POSITIVE, Support.REAL, Support.categories(3), Support.REAL),
        vae.supports());
    assertEquals(
        Set.of(
            "mean",
            "categorical.probabilities",
            "gamma.concentration",
            "gamma.rate",
            "gaussian.mean",
            "gaussian.variance"),
        vae.decodeAll(new float[1][2]).keySet());
    assertEquals(
        MIXED.toString().replace("city", "2"),
        vae.spec().likelihood().toString(),
        "names are gone");
    assertEquals(vae.spec(), VaeSpec.fromJson(vae.spec().toJson()));
  }

  @Test
  void likelihoodsOfAKindAreCounted() {
    Vae vae =
        vae(
            Likelihoods.composite(
                Likelihoods.of(Likelihoods.gaussian(), "0-1"),
                Likelihoods.of(Likelihoods.gaussianFixed(0.1), 3, 2)));
    assertTrue(vae.decodeAll(new float[1][2]).containsKey("gaussian2.variance"));
    assertEquals(0.1f, vae.decodeAll(new float[1][2]).get("gaussian2.variance")[0][1], 1e-6);
  }

  @Test
  void columnsThatDoNotFitAreNamed() {
    refused("column 0 belongs to 'gamma' and to 'gaussian'", gamma("0-2"), gaussian(0, 3));
    refused("3 belong to no part", gamma("0-2"));
    refused("names column 4; the rows have columns 0 to 3", gamma(4), Spec.of("gaussian"));
    refused("there is no column 'citty'; did you mean 'city'", gamma("citty"));
    refused("no range goes from 3 to 1", gamma("3-1"));
    refused("both have no \"columns\"", Spec.of("gamma"), Spec.of("gaussian"));
    refused("part 'gaussian' has no column", gamma("0-3"), Spec.of("gaussian"));
    refused("there is no likelihood 'gama'", Likelihoods.of(Spec.of("gama"), "0-3"));
    refused("has no option 'rate'", gamma("0-3").with("rate", 3));
    refused("'composite' needs option 'parts'");
  }

  private static Spec gamma(Object... columns) {
    return Likelihoods.of(Likelihoods.gamma(), columns);
  }

  private static Spec gaussian(Object... columns) {
    return Likelihoods.of(Likelihoods.gaussian(), columns);
  }

  private static void refused(String words, Spec... parts) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> vae(Likelihoods.composite(parts)));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void rowsAreCheckedAndScaledColumnByColumn() {
    float[][] rows = {{1, -5, 2, 8}, {3, 5, 0, 9}};
    Vae plain = vae(MIXED);
    Trainer.of(plain).train(Rows.of(rows)).epochs(1).run();
    Scaling scaling = Rows.of(rows).scaling(plain.supports());
    assertEquals(List.of(0.0, 0.0, 0.0, 8.5), scaling.mean());
    assertEquals(List.of(2.0, 5.0, 1.0, 0.5), scaling.standardDeviation());
    Vae scaled = Vae.builder(plain.spec()).schema(SCHEMA.withScaling(scaling)).build();
    Trainer.of(scaled).train(Rows.of(rows)).epochs(1).run();
    Vae wrong =
        Vae.builder(plain.spec()).schema(SCHEMA.withScaling(Rows.of(rows).scaling())).build();
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> Trainer.of(wrong).train(Rows.of(rows)).run());
    assertTrue(e.getMessage().startsWith("column 0 ('income') is standardised"), e.getMessage());
    rows[1][2] = 0.5f;
    e =
        assertThrows(
            IllegalArgumentException.class, () -> Trainer.of(plain).train(Rows.of(rows)).run());
    assertTrue(e.getMessage().startsWith("row 1, column 2 ('city') is 0.5"), e.getMessage());
  }

  @Test
  void sampledCategoriesAreWholeNumbers() {
    float[][] drawn = vae(MIXED).sample(20, 1);
    for (float[] row : drawn) {
      assertTrue(row[0] > 0 && row[2] == Math.rint(row[2]) && row[2] < 3);
    }
    assertArrayEquals(drawn[7], vae(MIXED).sample(8, 1)[7]);
  }
}
