package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.model.Vae;
import dev.vae.core.model.VaeBuilder;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.layers.Presets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library does all that the command line does: a builder and a trainer give the same bits. */
class SameBitsBothWaysTest {
  private static final int EPOCHS = 2;
  private static final int BATCH = 32;

  @TempDir private Path folder;

  private String table(String head, boolean words, boolean holes) throws Exception {
    Random random = new Random(5);
    List<String> lines = new ArrayList<>(List.of(head));
    for (int r = 0; r < 120; r++) {
      String height = String.format(Locale.ROOT, "%.2f", 170 + 8 * random.nextGaussian());
      String income = String.format(Locale.ROOT, "%.0f", Math.exp(9 + random.nextGaussian()));
      String visits = Integer.toString(random.nextInt(60));
      String last = words ? List.of("Oslo", "Rome", "Lima").get(r % 3) : "" + random.nextInt(2);
      String cell = holes && r % 7 == 3 ? "" : height;
      lines.add(cell + "," + income + "," + (holes && r % 11 == 5 ? "?" : visits) + "," + last);
    }
    return "csv:" + Files.write(folder.resolve("table.csv"), lines);
  }

  /**
   * Trains both ways.
   *
   * @param builder of the model in Java
   * @param options of the command line that mean the same
   */
  private Vae assertSame(Dataset rows, VaeBuilder builder, List<Object> options) throws Exception {
    Path line = folder.resolve("line");
    List<Object> command = new ArrayList<>(List.of("train", "--out", line, "--seed", 3));
    command.addAll(List.of("--epochs", EPOCHS, "--batch", BATCH));
    command.addAll(options);
    Cli.run(command.toArray()).done();
    Vae vae = builder.seed(3).build();
    Trainer.of(vae).train(rows).epochs(EPOCHS).batch(BATCH).run();
    Path java = folder.resolve("java");
    vae.save(java);
    assertArrayEquals(
        Files.readAllBytes(line.resolve("weights.safetensors")),
        Files.readAllBytes(java.resolve("weights.safetensors")));
    Vae loaded = Vae.load(line);
    assertEquals(loaded.spec(), vae.spec());
    assertEquals(loaded.schema(), vae.schema());
    return vae;
  }

  private static Dataset open(String source, boolean missing) {
    return DataSource.parse(source).open(DataOptions.DEFAULTS.withMissing(missing));
  }

  @Test
  void pictures() throws Exception {
    Dataset digits = open("digits#150", false);
    assertSame(
        digits,
        Vae.builder(Presets.mlp(digits.event()).with("latent=3")).data(digits),
        List.of("--data", "digits#150", "--latent", 3));
  }

  @Test
  void picturesMadeBinaryAnew() throws Exception {
    Dataset digits = open("digits#100", false);
    Vae vae =
        assertSame(
            digits,
            Vae.builder(Presets.mlp(digits.event())).data(digits).binarize(Binarization.DYNAMIC),
            List.of("--data", "digits#100", "--binarize", "dynamic"));
    assertEquals(Binarization.DYNAMIC, vae.schema().binarization());
  }

  @Test
  void picturesWithAnotherLikelihood() throws Exception {
    Dataset digits = open("digits#64", false);
    assertSame(
        digits,
        Vae.builder(Presets.of("conv", digits.event(), Likelihoods.discretizedLogistic()))
            .data(digits),
        List.of("--data", "digits#64", "--preset", "conv", "--likelihood", "discretizedLogistic"));
  }

  @Test
  void aPlainTable() throws Exception {
    String source = table("height,income,visits,smoker", false, false);
    Dataset rows = open(source, false);
    Vae vae = assertSame(rows, byHand().data(rows), List.of("--data", source));
    assertEquals("composite", vae.spec().likelihood().name());
    assertTrue(vae.schema().scaling().isPresent());
  }

  /** The command line's preset written by hand: no likelihood, and no shape of a row. */
  private static VaeBuilder byHand() {
    return Vae.builder(
        VaeSpec.builder()
            .latent(20)
            .encoder(Layers.dense(400), Layers.relu())
            .decoder(Layers.dense(400), Layers.relu())
            .build());
  }

  @Test
  void aTableWithALikelihoodForAll() throws Exception {
    String source = table("height,income,visits,smoker", false, false);
    Dataset rows = open(source, false);
    Vae vae =
        assertSame(
            rows,
            Vae.builder(Presets.mlp(rows.event()).withLikelihood(Likelihoods.studentT()))
                .data(rows)
                .standardize(),
            List.of("--data", source, "--standardize", "--likelihood", "studentT"));
    assertTrue(vae.schema().scaling().isPresent());
  }

  @Test
  void aTableWithWordsAndHoles() throws Exception {
    String source = table("height,income,visits,city", true, true);
    Dataset rows = open(source, true);
    Vae vae =
        assertSame(
            rows,
            Vae.builder(Presets.mlp(rows.event()).with("latent=2"))
                .data(rows)
                .likelihood("visits", "poisson"),
            List.of(
                "--data", source, "--missing", "--latent", 2, "--likelihood-of", "visits=poisson"));
    assertEquals(List.of("Lima", "Oslo", "Rome"), vae.schema().categories().get(3));
    assertTrue(vae.schema().missing());
  }

  @Test
  void aConditionedTable() throws Exception {
    String source = table("height,income,visits,city", true, true);
    Dataset rows = open(source, true);
    Vae vae =
        assertSame(
            rows,
            byHand().data(rows).condition("city", "income"),
            List.of("--data", source, "--missing", "--condition", "city,income"));
    assertEquals(2, vae.spec().width());
    assertEquals(4, vae.spec().condition());
  }

  @Test
  void conditionedPictures() throws Exception {
    Dataset digits = open("digits#96", false);
    assertSame(
        digits,
        Vae.builder(Presets.conv(digits.event())).data(digits).condition("labels"),
        List.of("--data", "digits#96", "--preset", "conv", "--condition", "labels"));
  }
}
