package dev.vae.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.ModelFileException;
import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.EpochReport;
import dev.vae.core.train.Trainer;
import dev.vae.core.train.TrainingEvent;
import dev.vae.core.train.TrainingResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run that goes on is held against, and what stops and restarts do to its checkpoint. */
class ResumeTest {
  private static final VaeSpec SPEC =
      VaeSpec.builder()
          .event(4)
          .latent(2)
          .condition(2)
          .encoder(Layers.condition(), Layers.dense(3), Layers.tanh())
          .decoder(Layers.condition(), Layers.dense(3), Layers.tanh())
          .likelihood(Likelihoods.gaussian())
          .build();

  @TempDir Path folder;

  private static float[][] values() {
    return VaeTest.rows(20, 4);
  }

  private static float[][] conditions() {
    return VaeTest.rows(21, 2);
  }

  private static float[][] conditions(int rows) {
    return Arrays.copyOf(conditions(), rows);
  }

  private static Vae vae(VaeSpec spec) {
    return Vae.builder(spec).seed(3).engine(Engine.of(1, null)).build();
  }

  private Path file() {
    return folder.resolve("checkpoint.safetensors");
  }

  private Trainer trainer(Vae vae) {
    return Trainer.of(vae)
        .train(Rows.of(RowMatrix.of(values()), RowMatrix.of(conditions(20))))
        .validation(Rows.of(RowMatrix.of(VaeTest.rows(6, 4)), RowMatrix.of(conditions(6))))
        .epochs(2)
        .batch(8)
        .checkpoint(file());
  }

  private Trainer trainer() {
    return trainer(vae(SPEC));
  }

  private static String refused(Trainer trainer) {
    return assertThrows(IllegalArgumentException.class, () -> trainer.resume(true).run())
        .getMessage();
  }

  @Test
  void everySettingThatChangesTheResultIsNamedAlone() {
    trainer().run();
    Map<String, Trainer> others = new LinkedHashMap<>();
    others.put("batch was 8, now it is 9", trainer().batch(9));
    others.put("seed was 3, now it is 4", trainer().seed(4));
    others.put("clip was 0.0, now it is 1.0", trainer().clip(1));
    others.put("patience was 0, now it is 2", trainer().patience(2));
    others.put("validation samples was 1, now it is 3", trainer().validationSamples(3));
    others.put(
        "optimizer.learningRate was 0.001, now it is 0.002",
        trainer().optimizer(Optimizer.adam(0.002)));
    others.put(
        "optimizer.epsilon was 1.0E-8, now it is 1.0E-7",
        trainer().optimizer(new dev.vae.core.optim.Adam(1e-3, 0.9, 0.999, 1e-7)));
    others.put(
        "optimizer.beta1 was 0.9, now it is 0.8",
        trainer().optimizer(new dev.vae.core.optim.Adam(1e-3, 0.8, 0.999, 1e-8)));
    others.put(
        "schedule was constant, now it is cosine to 0.1",
        trainer().schedule(LearningRateSchedule.cosine(0.1)));
    others.put(
        "schedule was constant, now it is constant after a warm-up of 0.5 epochs",
        trainer().schedule(LearningRateSchedule.constant().warmUp(0.5)));
    others.put(
        "schedule was constant, now it is one of your own",
        trainer().schedule((epoch, epochs) -> 1));
    others.put("model.latent was 2, now it is 3", trainer(vae(SPEC.with("latent=3"))));
    others.put(
        "model.objective.samples was not there, now it is 2",
        trainer(vae(SPEC.with("objective.samples=2"))));
    others.put(
        "data.binarization was none, now it is dynamic",
        trainer(
            Vae.builder(SPEC)
                .schema(Schema.of(SPEC.event()).withBinarization(Binarization.DYNAMIC))
                .seed(3)
                .build()));
    float[][] other = values();
    other[13][2] = Math.nextUp(other[13][2]);
    String data = "the training data are others, as many as before";
    others.put(
        data + " (SHA-256",
        trainer().train(Rows.of(RowMatrix.of(other), RowMatrix.of(conditions(20)))));
    float[][] swapped = values();
    float[] first = swapped[0];
    swapped[0] = swapped[19];
    swapped[19] = first;
    float[][] given = conditions(20);
    others.put(data, trainer().train(Rows.of(RowMatrix.of(swapped), RowMatrix.of(given))));
    float[][] elsewhere = conditions(20);
    elsewhere[7][1] += 1;
    others.put(
        "the training data are others",
        trainer().train(Rows.of(RowMatrix.of(values()), RowMatrix.of(elsewhere))));
    others.put(
        "training rows was 20, now it is 19",
        trainer()
            .train(
                Rows.of(RowMatrix.of(Arrays.copyOf(values(), 19)), RowMatrix.of(conditions(19)))));
    others.put(
        "validation rows was 6, now it is 5",
        trainer()
            .validation(Rows.of(RowMatrix.of(VaeTest.rows(5, 4)), RowMatrix.of(conditions(5)))));
    float[][] judged = VaeTest.rows(6, 4);
    judged[5][3] = 0;
    others.put(
        "the validation data are others",
        trainer().validation(Rows.of(RowMatrix.of(judged), RowMatrix.of(conditions(6)))));
    others.put("validation rows was 6, now it is none", trainer().validation(null));
    others.forEach(
        (difference, trainer) -> {
          String message = refused(trainer);
          assertTrue(
              message.startsWith("cannot go on from " + file() + ": " + difference), message);
          assertFalse(message.contains(";"), "one difference, one named: " + message);
        });
    float[][] hole = values();
    hole[3][1] = Float.NaN;
    assertTrue(
        refused(trainer().train(Rows.withMissing(RowMatrix.of(hole), RowMatrix.of(conditions(20)))))
            .contains("missing values was false, now it is true"));
    assertTrue(
        refused(trainer().optimizer(Optimizer.sgd(0.001, 0.9)))
            .contains("optimizer.name was adam, now it is sgd"));
    trainer().resume(true).run();
  }

  @Test
  void moreEpochsAreTheSameRunWhereTheScheduleDoesNotSeeThem() {
    for (LearningRateSchedule schedule :
        new LearningRateSchedule[] {
          LearningRateSchedule.constant(),
          LearningRateSchedule.exponential(0.9),
          LearningRateSchedule.step(2, 0.5).warmUp(1),
          (epoch, epochs) -> 1 / (1 + epoch)
        }) {
      Vae whole = vae(SPEC);
      trainer(whole).schedule(schedule).epochs(5).run();
      trainer().schedule(schedule).epochs(3).optimizer(Optimizer.adam(0.5)).run();
      trainer().schedule(schedule).epochs(3).run();
      Vae rest = vae(SPEC);
      assertEquals(5, trainer(rest).schedule(schedule).epochs(5).resume(true).run().bestEpoch());
      TrainerTest.assertSame(TrainerTest.numbers(whole), TrainerTest.numbers(rest));
      assertTrue(
          refused(trainer().schedule(schedule).epochs(4))
              .contains("5 epochs are done, and 4 are asked for"));
    }
    for (LearningRateSchedule schedule :
        new LearningRateSchedule[] {
          LearningRateSchedule.cosine(0),
          LearningRateSchedule.cosine(0.1).warmUp(1),
          (epoch, epochs) -> 1 - epoch / epochs
        }) {
      trainer().schedule(schedule).epochs(3).run();
      String message = refused(trainer().schedule(schedule).epochs(6));
      assertTrue(
          message.contains("epochs was 3, now it is 6, on which the schedule (")
              && message.contains(") depends")
              && !message.contains(";"),
          message);
    }
    assertTrue(
        refused(trainer().schedule((epoch, epochs) -> 1 - epoch / epochs / 2).epochs(3))
            .contains("the schedule, one of your own, has other factors now"));
  }

  @Test
  void aRunGoesOnWithItsOwnCheckpoint() {
    trainer().optimizer(Optimizer.sgd(0.1, 0)).run(); // another run was here before
    Vae whole = vae(SPEC);
    trainer(whole).checkpoint(folder.resolve("whole")).run();
    Vae cut = vae(SPEC);
    Trainer stopped = trainer(cut);
    stopped.listener(
        e -> {
          if (e instanceof TrainingEvent.Started) {
            throw new IllegalStateException("as if killed before the first step");
          }
        });
    assertThrows(IllegalStateException.class, stopped::run);
    Vae rest = Trainer.modelOf(file(), Plugins.load(), Engine.defaults());
    assertEquals(SPEC, rest.spec());
    assertEquals(2, trainer(rest).resume(true).run().epochs().size());
    TrainerTest.assertSame(TrainerTest.numbers(whole), TrainerTest.numbers(rest));
  }

  @Test
  void cancelledBeforeItBeginsItTouchesNothing() throws IOException {
    Vae vae = vae(SPEC);
    trainer(vae).epochs(5).run();
    byte[] five = Files.readAllBytes(file());
    Trainer again = trainer(vae).epochs(5);
    again.cancel();
    TrainingResult none = again.run();
    assertEquals(TrainingResult.Status.CANCELLED, none.status());
    assertEquals(0, none.epochs().size());
    assertEquals(ByteBuffer.wrap(five), ByteBuffer.wrap(Files.readAllBytes(file())));
    // the call is used up: now it goes on
    assertEquals(6, again.epochs(6).resume(true).run().epochs().size());
    byte[] six = Files.readAllBytes(file());
    // the same run begun anew: six epochs stay until there are as many again
    Trainer anew = trainer().epochs(6);
    anew.listener(
        e -> {
          if (e instanceof EpochReport) {
            anew.cancel();
          }
        });
    assertEquals(1, anew.run().epochs().size());
    assertEquals(ByteBuffer.wrap(six), ByteBuffer.wrap(Files.readAllBytes(file())));
    assertEquals(6, anew.resume(true).run().epochs().size());
  }

  @Test
  void anInterruptStopsLikeCancel() throws Exception {
    Vae whole = vae(SPEC);
    trainer(whole).epochs(4).checkpoint(folder.resolve("whole")).run();
    for (Class<?> when :
        new Class<?>[] {
          TrainingEvent.Started.class,
          TrainingEvent.Progress.class,
          TrainingEvent.LatentUse.class,
          EpochReport.class
        }) {
      Files.deleteIfExists(file());
      Vae vae = vae(SPEC);
      Consumer<TrainingEvent> interrupt =
          e -> {
            if (when.isInstance(e)) {
              Thread.currentThread().interrupt();
            }
          };
      TrainingResult cut = trainer(vae).epochs(4).listener(interrupt).run();
      assertTrue(Thread.interrupted(), "the thread is still interrupted after " + when);
      assertEquals(TrainingResult.Status.CANCELLED, cut.status(), when.toString());
      assertTrue(cut.epochs().size() <= 1, when.toString());
      Thread.currentThread().interrupt();
      vae.save(folder.resolve("m"));
      assertEquals(
          TrainingResult.Status.CANCELLED, trainer(vae).epochs(4).resume(true).run().status());
      assertTrue(Thread.interrupted());
      Vae rest = vae(SPEC);
      trainer(rest).epochs(4).resume(true).run();
      TrainerTest.assertSame(TrainerTest.numbers(whole), TrainerTest.numbers(rest));
    }
  }

  @Test
  void oneTrainerAtATimeTrainsAModel() throws Exception {
    Vae vae = vae(SPEC);
    Trainer running = trainer(vae);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    running.listener(
        e -> {
          if (e instanceof TrainingEvent.Started) {
            begun.countDown();
            try {
              go.await();
            } catch (InterruptedException stop) {
              Thread.currentThread().interrupt();
            }
          }
        });
    TrainingResult[] result = new TrainingResult[1];
    Thread thread = new Thread(() -> result[0] = running.run());
    thread.start();
    begun.await();
    Path elsewhere = folder.resolve("elsewhere/checkpoint.safetensors");
    for (Trainer second : new Trainer[] {running, trainer(vae).checkpoint(elsewhere)}) {
      String message = assertThrows(IllegalStateException.class, second::run).getMessage();
      assertTrue(message.contains("being trained already"), message);
    }
    String message = assertThrows(ModelFileException.class, () -> trainer().run()).getMessage();
    assertTrue(message.contains("is writing into the folder " + folder), message);
    go.countDown();
    thread.join();
    assertEquals(TrainingResult.Status.COMPLETED, result[0].status());
    assertEquals(2, trainer(vae).run().epochs().size());
  }

  @Test
  void textThatCannotBeIsRefusedWithItsPlace() throws IOException {
    Trainer stopped = trainer().epochs(3);
    int[] epochs = {0};
    stopped.listener(
        e -> {
          if (e instanceof EpochReport && ++epochs[0] == 2) {
            stopped.cancel();
          }
        });
    stopped.run();
    byte[] sound = Files.readAllBytes(file());
    String steps = "\\\"steps\\\":6";
    Map<String, UnaryOperator<String>> edits = new LinkedHashMap<>();
    for (String count : new String[] {"-1", "6.5", "1e3", "1000000", "null", "\\\"6\\\"", "[6]"}) {
      edits.put("'state.steps' " + count, s -> s.replace(steps, "\\\"steps\\\":" + count));
    }
    edits.put("'state.batches'", s -> s.replace("\\\"batches\\\":0", "\\\"batches\\\":9"));
    edits.put("'state.rows'", s -> s.replace("\\\"rows\\\":0", "\\\"rows\\\":7"));
    edits.put("'state.bestEpoch'", s -> s.replaceAll("(bestEpoch...)\\d", "$13"));
    edits.put("'state.bestBound'", s -> s.replaceAll("(bestBound...)[-.\\dE]+", "$1{}"));
    edits.put("'state.epochs.1.epoch'", s -> s.replace("\\\"epoch\\\":2", "\\\"epoch\\\":3"));
    edits.put("'state.epochs.0.rows'", s -> s.replace("\\\"rows\\\":20", "\\\"rows\\\":21"));
    edits.put("'state.epochs.0.best'", s -> s.replace("\\\"best\\\":true", "\\\"best\\\":1"));
    edits.put(
        "'state.epochs.0.valid'",
        s -> s.replace("\\\"valid\\\":{", "\\\"valid\\\":[],\\\"x\\\":{"));
    edits.put("'state.epochs.0'", s -> s.replace("\\\"epochs\\\":[{", "\\\"epochs\\\":[3,{"));
    edits.put("'state.epochs.0.kl'", s -> s.replaceAll("(epoch.+?kl...)[-.\\dE]+", "$1false"));
    edits.put("lacks its 'state'", s -> s.replace("\"state\":", "\"stale\":"));
    edits.put("settings are not", s -> s.replace("\\\"epochs\\\":3", "\\\"epochs\\\":-3"));
    edits.put(
        "'state' must be an object",
        s -> s.replaceAll("\"state\":\"\\{.*?\\}\"", "\"state\":\"7\""));
    for (var edit : edits.entrySet()) {
      Files.write(file(), sound);
      edit(file(), edit.getValue());
      Trainer resumed = trainer().epochs(3).resume(true);
      String message =
          assertThrows(ModelFileException.class, resumed::run, edit.getKey()).getMessage();
      assertTrue(message.startsWith(file().toString()), message);
      assertTrue(message.contains(edit.getKey().split(" [-\\d\\\\\\[n]")[0]), message);
      assertTrue(message.length() < 400, message);
    }
    Files.write(file(), sound);
    edit(file(), s -> s);
    assertEquals(3, trainer().epochs(3).resume(true).run().epochs().size(), "edits alone are fine");
  }

  /** Changes the header, and seals the file anew. */
  private static void edit(Path file, UnaryOperator<String> edit) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] json = new byte[(int) bytes.getLong()];
    bytes.get(json);
    byte[] data = Arrays.copyOfRange(bytes.array(), 8 + json.length, bytes.capacity());
    String zeros = "0".repeat(64);
    String text =
        edit.apply(new String(json, StandardCharsets.UTF_8))
            .replaceAll("\"sha256\":\"\\w+\"", "\"sha256\":\"" + zeros + "\"");
    String seal = HexFormat.of().formatHex(sha256(file(text, data)));
    Files.write(file, file(text.replace(zeros, seal), data));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] file(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    trainer().run();
    byte[] sound = Files.readAllBytes(file());
    for (int i = 0; i < 60; i++) {
      byte[] spoilt = sound.clone();
      int bit = (int) (8L * spoilt.length * i / 60) + i % 8;
      spoilt[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file(), spoilt);
      Trainer resumed = trainer().resume(true);
      String message = assertThrows(ModelFileException.class, resumed::run).getMessage();
      assertTrue(message.startsWith(file().toString()), message);
    }
  }
}
