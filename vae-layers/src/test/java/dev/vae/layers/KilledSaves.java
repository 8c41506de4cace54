package dev.vae.layers;

import dev.vae.core.engine.Engine;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * A program that ends at a change of a file: what {@link KilledSaveTest} runs. It is on the class
 * path, where it reaches what the core tells of its changes.
 */
final class KilledSaves {
  static final VaeSpec SPEC =
      VaeSpec.builder()
          .event(4)
          .latent(2)
          .encoder(Layers.dense(3), Layers.batchNorm(), Layers.relu())
          .decoder(Layers.dense(3), Layers.tanh())
          .likelihood(Likelihoods.gaussian())
          .build();
  private static final String LOCK = ".vae.lock";
  private static final String CHECKPOINT = "checkpoint.safetensors";
  private static final int EPOCHS = 3;

  /** What a dead program would throw, if it could. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private KilledSaves() {}

  static Vae model(long seed) {
    Vae vae = Vae.builder(SPEC).seed(seed).engine(Engine.of(1, "portable")).build();
    vae.putProvenance("seed", seed);
    return vae;
  }

  /** The seed of the model in a folder; fails if its numbers are not all those of that seed. */
  static long whole(Path folder) {
    Vae found = Vae.load(folder, Plugins.load(), Engine.of(1, "portable"));
    long seed = (Long) found.provenance().get("seed");
    Vae expected = model(seed);
    check(found.seed() == seed, "model.json is of two models");
    check(same(expected, found), "weights are of another model than " + seed);
    return seed;
  }

  private static boolean same(Vae one, Vae other) {
    return one.variables().all().keySet().equals(other.variables().all().keySet())
        && one.variables().all().values().stream()
            .allMatch(v -> Arrays.equals(v.values(), other.variables().get(v.name()).values()));
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }

  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  /**
   * Runs one of four modes: {@code save FOLDER K} saves model 2 and ends at the K-th change; {@code
   * hold FOLDER} takes the lock and waits; {@code write FILE true|false} writes a file until the
   * program is ended, when it finishes the file or not; {@code all FOLDER} tries every end of saves
   * and trainings without ending this program.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "save" -> {
        int last = Integer.parseInt(arguments[2]);
        int[] changes = {0};
        AtomicFiles.watch(
            change -> {
              if (++changes[0] == last) {
                Runtime.getRuntime().halt(7);
              }
            });
        model(2).save(folder);
        System.out.println(changes[0]);
      }
      case "hold" -> {
        try (FolderLock lock = FolderLock.of(folder)) {
          System.out.println("held");
          System.in.read();
        }
      }
      case "write" -> write(folder, Boolean.parseBoolean(arguments[2]));
      default -> {
        System.out.println(saves(folder) + " pairs of saves");
        System.out.println(trainings(folder) + " trainings");
      }
    }
  }

  private static void write(Path file, boolean finish) {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch finished = new CountDownLatch(1);
    if (finish) {
      Thread hook =
          new Thread(
              () -> {
                try {
                  Thread.sleep(300); // other hooks have run meanwhile
                  asked.countDown();
                  finished.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      Runtime.getRuntime().addShutdownHook(hook);
    }
    AtomicFiles.write(
        file,
        out -> {
          out.write(new byte[1 << 20]);
          System.out.println("writing");
          try {
            asked.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          AtomicFiles.write(file.resolveSibling("other"), "begun at the end");
        });
    finished.countDown();
  }

  /** Nothing changes any more after the k-th change; the lock of a dead program is free. */
  private static boolean killed(int k, Runnable work) {
    int[] changes = {0};
    AtomicFiles.watch(
        change -> {
          if (!change.contains(LOCK) && ++changes[0] >= k) {
            throw new Killed();
          }
        });
    try {
      work.run();
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      AtomicFiles.watch(change -> {});
    }
  }

  /** Ends a save at each of its changes, then the next save at each of its own. */
  private static int saves(Path root) throws IOException {
    int pairs = 0;
    boolean first = true;
    for (int k = 1; first; k++) {
      boolean second = true;
      for (int l = 1; second; l++) {
        Path folder = root.resolve("saves-" + k + "-" + l);
        model(1).save(folder);
        first = killed(k, () -> model(2).save(folder));
        long between = whole(folder);
        check(between == 1 || between == 2, "neither the old nor the new model");
        check(first || between == 2, "a save that was done is not there");
        second = killed(l, () -> model(3).save(folder));
        long after = whole(folder);
        check(after == between || after == 3, "from " + between + " to " + after);
        check(second || after == 3, "a save that was done is not there");
        model(4).save(folder);
        check(whole(folder) == 4, "the last save");
        check(
            files(folder).equals(List.of("model.json", "weights.safetensors")),
            "left behind: " + files(folder));
        pairs++;
      }
    }
    return pairs;
  }

  private static void train(Vae vae, Path folder, double rate, boolean resume) {
    Trainer.of(vae)
        .train(Rows.of(VaeTest.rows(20, 4)))
        .batch(8)
        .epochs(EPOCHS)
        .optimizer(dev.vae.core.optim.Optimizer.adam(rate))
        .checkpoint(folder.resolve(CHECKPOINT))
        .resume(resume)
        .run();
    vae.save(folder);
  }

  /** Ends a training over another's folder at each change; then it goes on to the same end. */
  private static int trainings(Path root) throws IOException {
    Vae expected = model(2);
    train(expected, root.resolve("expected"), 0.01, false);
    int ends = 0;
    boolean cut = true;
    for (int k = 1; cut; k++) {
      Path folder = root.resolve("training-" + k);
      Vae before = model(1);
      train(before, folder, 0.02, false);
      cut = killed(k, () -> train(model(2), folder, 0.01, false));
      Vae there = Vae.load(folder, Plugins.load(), Engine.of(1, "portable"));
      check(same(before, there) || same(expected, there), "neither the old nor the new model");
      Vae rest = model(2);
      try {
        train(rest, folder, 0.01, true);
      } catch (IllegalArgumentException e) {
        // before the first change of the checkpoint it is that of the other run
        check(
            k <= 4 && e.getMessage().contains("optimizer.learningRate was 0.02, now it is 0.01"),
            "" + e);
        train(rest, folder, 0.01, false);
      }
      check(same(expected, rest), "the run did not end as if it had not stopped, from change " + k);
      there = Vae.load(folder, Plugins.load(), Engine.of(1, "portable"));
      check(same(expected, there), "what was saved");
      check(
          files(folder).equals(List.of(CHECKPOINT, "model.json", "weights.safetensors")),
          "left behind: " + files(folder));
      ends++;
    }
    return ends;
  }
}
