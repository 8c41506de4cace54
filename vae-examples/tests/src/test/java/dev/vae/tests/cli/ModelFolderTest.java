package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.internal.io.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands that write into a model's folder find there, and leave. */
class ModelFolderTest {
  @TempDir private Path folder;

  private static Cli.Result train(Path out, Object... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of("train", "--data", "digits#80", "--batch", 32, "--latent", 3, "--out", out));
    arguments.addAll(List.of("--set", "encoder.0.units=8", "--set", "decoder.0.units=8"));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray());
  }

  private static byte[] weights(Path out) throws IOException {
    return Files.readAllBytes(out.resolve("weights.safetensors"));
  }

  @Test
  void aSoundCheckpointIsAllThatResumeNeeds() throws IOException {
    Path whole = folder.resolve("whole");
    train(whole, "--epochs", 2).done();
    for (String broken : List.of("model.json", "weights.safetensors", "metrics.json")) {
      for (boolean gone : new boolean[] {true, false}) {
        Path out = folder.resolve(broken + gone);
        train(out, "--epochs", 1).done();
        if (gone) {
          Files.delete(out.resolve(broken));
        } else {
          Files.writeString(out.resolve(broken), "{");
        }
        train(out, "--epochs", 2, "--resume").done();
        assertArrayEquals(weights(whole), weights(out), broken);
        Cli.run("sample", out, "--out", folder.resolve("s.png"), "--count", 2).done();
      }
    }
  }

  @Test
  void whatChangesTheResultIsNamed() {
    Path out = folder.resolve("m");
    train(out, "--epochs", 2, "--schedule", "cosine", "--validation", 0.25).done();
    List<List<Object>> others =
        List.of(
            List.of("epochs was 2, now it is 4, on which", "--epochs", 4),
            List.of("cosine to 0.0, now it is cosine to 0.1", "--last-learning-rate", 1e-4),
            List.of("after a warm-up of 1.0 epochs", "--warm-up", 1),
            List.of("clip was 0.0, now it is 2.0", "--clip", 2),
            List.of("patience was 0, now it is 1", "--early-stopping", 1),
            List.of("training rows was 60, now it is 40", "--validation", 0.5),
            List.of("validation rows was 20, now it is 30", "--validation", "digits#test,30"),
            List.of("training data are others", "--data", "digits#test,80"),
            List.of("seed was 1, now it is 2", "--seed", 2));
    for (List<Object> other : others) {
      List<Object> arguments = new ArrayList<>(List.of("--resume", "--schedule", "cosine"));
      if (!other.contains("--epochs")) {
        arguments.addAll(List.of("--epochs", 2));
      }
      if (!other.contains("--validation")) {
        arguments.addAll(List.of("--validation", 0.25));
      }
      arguments.addAll(other.subList(1, 3));
      Cli.Result result =
          other.contains("--data") ? data(out, arguments) : train(out, arguments.toArray());
      assertEquals(1, result.code(), result.toString());
      assertTrue(result.err().contains((String) other.get(0)), result.toString());
      assertTrue(result.err().contains("checkpoint.safetensors"), result.toString());
    }
    train(out, "--epochs", 2, "--schedule", "cosine", "--validation", 0.25, "--resume").done();
  }

  /** With the rows given last, not those that others are given. */
  private static Cli.Result data(Path out, List<Object> more) {
    List<Object> arguments = new ArrayList<>(List.of("train", "--batch", 32, "--out", out));
    arguments.addAll(more);
    return Cli.run(arguments.toArray());
  }

  /** Files that are exported would be mixed with the model's. */
  @Test
  void aBundleIsNotPutIntoAModelsFolder() throws Exception {
    Path out = folder.resolve("m");
    train(out, "--epochs", 1).done();
    Cli.Result refused = Cli.run("export", out, "--out", out);
    assertEquals(2, refused.code(), refused.toString());
    assertTrue(refused.err().contains("--out " + out + " holds a model"), refused.toString());
    assertFalse(Files.exists(out.resolve("bundle.json")));
  }

  @Test
  void whatAServerCannotBeToldIsSaid() {
    Path out = folder.resolve("m");
    train(out, "--epochs", 1).done();
    Map<String, List<Object>> wrong =
        Map.of(
            "'=" + out + "' has no name before '='",
            List.of("=" + out),
            "'m=' has no folder behind '='",
            List.of("m="),
            "--reload must be at least 0",
            List.of(out, "--reload", -1),
            "nohost.invalid:0: the host is not known here",
            List.of(out, "--host", "nohost.invalid", "--port", 0));
    wrong.forEach(
        (words, more) -> {
          List<Object> line = new ArrayList<>(List.of("serve"));
          line.addAll(more);
          Cli.Result refused = Cli.run(line.toArray());
          assertTrue(refused.code() != 0, refused.toString());
          assertTrue(refused.err().contains(words), refused.toString());
        });
  }

  @Test
  void aFolderInUseIsRefusedByAllThatWrite() throws Exception {
    Path out = folder.resolve("m");
    train(out, "--epochs", 1).done();
    Path table = Files.writeString(folder.resolve("t.csv"), "a,b\n" + "1,2\n3,5\n".repeat(20));
    Path tableModel = folder.resolve("t.model");
    try (FolderLock lock = FolderLock.of(out);
        FolderLock ofTable = FolderLock.of(tableModel)) {
      List<Object[]> commands =
          List.of(
              new Object[] {"train", table, "--out", tableModel},
              new Object[] {"tune", table, "--out", tableModel},
              new Object[] {"train", "--data", "digits#20", "--out", out},
              new Object[] {"train", "--data", "digits#80", "--out", out, "--resume"},
              new Object[] {"quickstart", "--out", out},
              new Object[] {"fit-sampler", out, "--data", "digits#80"});
      for (Object[] command : commands) {
        Cli.Result result = CompletableFuture.supplyAsync(() -> Cli.run(command)).get();
        assertEquals(1, result.code(), result.toString());
        assertTrue(
            result.err().matches("(?s).* is writing into the folder \\S+: wait until.*"),
            result.toString());
      }
      Cli.Result reads =
          CompletableFuture.supplyAsync(
                  () -> Cli.run("sample", out, "--out", folder.resolve("s.png")))
              .get();
      reads.done();
    }
    Files.writeString(out.resolve(".notes.part"), "not ours");
    for (String name :
        List.of("checkpoint.safetensors", "metrics.json", "samples.csv", "loss.png")) {
      Path half = out.resolve("." + name + ".01234567-89ab-cdef-0123-456789abcdef.tmp");
      Files.writeString(half, "half");
    }
    train(out, "--epochs", 2, "--resume").done();
    try (Stream<Path> hidden = Files.list(out)) {
      assertEquals(
          List.of(".notes.part"),
          hidden.map(f -> f.getFileName().toString()).filter(f -> f.startsWith(".")).toList());
    }
  }

  @Test
  void aLossThatIsNotFiniteLeavesAModelOrSaysThatThereIsNone() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("a,b\n");
    for (int i = 0; i < 300; i++) {
      text.append(random.nextGaussian()).append(',').append(random.nextGaussian()).append('\n');
    }
    Path csv = Files.writeString(folder.resolve("t.csv"), text);
    Path out = folder.resolve("m");
    List<Object> diverging =
        List.of("train", "--data", "csv:" + csv, "--likelihood", "gaussian", "--batch", 2);
    List<Object> sgd = List.of("--optimizer", "sgd", "--momentum", 0.99, "--epochs", 50);
    List<Object> arguments = new ArrayList<>(diverging);
    arguments.addAll(sgd);
    arguments.addAll(List.of("--out", out, "--learning-rate", 1));
    Cli.Result none = Cli.run(arguments.toArray());
    assertEquals(1, none.code(), none.toString());
    assertTrue(none.err().contains("no model was saved"), none.toString());
    assertFalse(Files.exists(out.resolve("model.json")));
    arguments.addAll(List.of("--warm-up", 200));
    Cli.Result some = Cli.run(arguments.toArray());
    assertEquals(1, some.code(), some.toString());
    assertTrue(some.err().contains("The model as it was then is in " + out), some.toString());
    Cli.run("sample", out, "--count", 3, "--out", folder.resolve("s.csv")).done();
  }

  @Test
  void jsonHoldsNullWhereThereIsNoNumber() throws IOException {
    Path out = folder.resolve("m");
    // one row has no standard error
    train(out, "--epochs", 1, "--validation", "digits#test,1").done();
    for (String file : List.of("metrics.json", "model.json")) {
      String text = Files.readString(out.resolve(file));
      assertTrue(text.contains("\"standardError\": null"), text);
      assertFalse(text.contains("NaN") || text.contains("Infinity"), text);
    }
    train(out, "--epochs", 2, "--validation", "digits#test,1", "--resume").done();
    assertTrue(Files.readString(out.resolve("metrics.json")).contains("\"standardError\": null"));
  }
}
