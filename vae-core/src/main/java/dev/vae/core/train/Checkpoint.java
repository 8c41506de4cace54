package dev.vae.core.train;

import dev.vae.core.ModelFileException;
import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.internal.io.Hashes;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.io.ModelFiles;
import dev.vae.core.internal.io.Safetensors;
import dev.vae.core.internal.optim.OptimizerUpdates;
import dev.vae.core.internal.store.WeightArrays;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * One safetensors file that holds all a run needs to go on bit by bit as if it had not stopped: the
 * model's description and weights, what the optimizer keeps, the best weights so far, and where it
 * stands. Nothing else in its folder is needed.
 */
@NullUnmarked // no null leaves it
final class Checkpoint {
  private static final String FORMAT = "format";
  private static final String NAME = "vae-checkpoint";
  private static final String VERSION = "version";
  private static final String NOW = "2";
  private static final String BEST = "best/";
  private static final String STATE = "state";
  private static final String SETTINGS = "settings";
  private static final String MODEL = "model";
  private static final String START = "start";
  private static final int CHUNK = 1 << 16;

  private final Trainer trainer;
  private final Path file;
  private final RunSettings settings;
  private final String settingsText;
  private String start;

  /** The model's description as last written, and the only part of it that may have changed. */
  private String model;

  private String provenance;

  /**
   * The file of a run that begins with the weights that the model has now.
   *
   * @param settings all that its result depends on besides
   */
  Checkpoint(Trainer trainer, RunSettings settings) {
    this.trainer = trainer;
    this.file = trainer.checkpoint;
    this.settings = settings;
    this.settingsText = settings.json();
    this.start = hash(trainer.vae.variables());
  }

  /**
   * Writes atomically.
   *
   * @param variables weights, and what the optimizer keeps
   * @param best the best weights, or null
   */
  void write(Variables variables, @Nullable Variables best, TrainingState state) {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>(WeightArrays.arrays(variables));
    if (best != null) {
      WeightArrays.arrays(best).forEach((name, array) -> arrays.put(BEST + name, array));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(FORMAT, NAME);
    texts.put(VERSION, NOW);
    texts.put(MODEL, model());
    texts.put(SETTINGS, settingsText);
    texts.put(START, start);
    texts.put(STATE, StateJson.write(state));
    ModelFiles.use(
        () -> {
          Safetensors.writeSealed(file, new Safetensors.Contents(arrays, texts));
          return file;
        });
  }

  /** A checkpoint after every epoch would else say the same again every time. */
  private String model() {
    String now = Json.writeCompact(trainer.vae.provenance());
    if (!now.equals(provenance)) {
      provenance = now;
      model = trainer.vae.toJson();
    }
    return model;
  }

  /**
   * How many steps of the same run the file holds, begun with the same weights; −1 if there is no
   * such file, or it is of another run.
   */
  long stepsOfSameRun() {
    try {
      Map<String, String> texts = Safetensors.readTexts(file);
      check(file, texts);
      TrainingState state = StateJson.read(texts.get(STATE), trainer.train.size());
      boolean same =
          start.equals(texts.get(START))
              && settings.differences(texts.get(SETTINGS)).isEmpty()
              && state.epochsDone() <= trainer.epochs;
      return same ? state.steps : -1;
    } catch (IllegalArgumentException | java.io.UncheckedIOException e) {
      return -1;
    }
  }

  /**
   * Reads arrays into variables, and where the run stood.
   *
   * @param best filled with the best weights; null if they are not wanted
   * @param reported the names of what the objective reports
   * @throws IllegalArgumentException if the file is of another run; the message says in what
   * @throws ModelFileException if it is not valid or cannot be read; the message says where
   */
  TrainingState read(Variables variables, @Nullable Variables best, List<String> reported) {
    Safetensors.Contents contents = ModelFiles.use(() -> contents(file));
    Map<String, String> texts = contents.metadata();
    checkSettings(texts.get(SETTINGS));
    TrainingState state;
    try {
      state = StateJson.read(texts.get(STATE), trainer.train.size());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(file + ": " + e.getMessage(), e);
    }
    if (state.epochsDone() > trainer.epochs) {
      throw new IllegalArgumentException(
          "cannot go on from "
              + file
              + ": "
              + Messages.count(state.epochsDone(), "epoch")
              + " are done, and "
              + trainer.epochs
              + " are asked for");
    }
    checkReports(state, reported);
    ModelFiles.use(() -> fill(contents, variables, best, state.bestEpoch > 0));
    start = texts.get(START);
    return state;
  }

  private Variables fill(
      Safetensors.Contents contents,
      Variables variables,
      @Nullable Variables best,
      boolean hasBest) {
    Map<String, Safetensors.Array> current = part(contents, "", BEST);
    WeightArrays.checkFinite(part(contents, "", OptimizerUpdates.OPTIMIZER), file.toString());
    WeightArrays.fill(variables, current, file.toString());
    Map<String, Safetensors.Array> kept = part(contents, BEST, "");
    if (best != null && (hasBest || !kept.isEmpty())) {
      WeightArrays.fill(best, kept, file.toString());
    }
    return variables;
  }

  private void checkSettings(String then) {
    List<String> differences;
    try {
      differences = settings.differences(then);
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(file + ": " + e.getMessage(), e);
    }
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "cannot go on from "
              + file
              + ": "
              + RunSettings.sentence(differences)
              + ". Use the same, or start anew");
    }
  }

  private void checkReports(TrainingState state, List<String> reported) {
    boolean all = state.batches == 0 || List.copyOf(state.reported.keySet()).equals(reported);
    for (EpochReport epoch : state.epochs) {
      all &= List.copyOf(epoch.train().reported().keySet()).equals(reported);
      all &= epoch.validation().isPresent() == (trainer.validation != null);
    }
    if (!all) {
      throw new ModelFileException(
          file + ": 'state' has not the figures of this objective and of these validation rows");
    }
  }

  /** The model of a checkpoint, with the weights of when it was written. */
  static Vae model(Path file, Plugins plugins, Engine engine) {
    Safetensors.Contents contents = contents(file);
    Vae vae = Vae.fromJson(contents.metadata().get(MODEL), file, plugins, engine);
    Map<String, Safetensors.Array> weights = part(contents, "", BEST);
    weights.keySet().removeIf(name -> name.startsWith(OptimizerUpdates.OPTIMIZER));
    WeightArrays.checkFinite(weights, file.toString());
    WeightArrays.fill(vae.variables(), weights, file.toString());
    return vae;
  }

  /** The arrays whose names begin with one text and not with another, without the first. */
  private static Map<String, Safetensors.Array> part(
      Safetensors.Contents contents, String prefix, String not) {
    Map<String, Safetensors.Array> part = new LinkedHashMap<>();
    contents
        .arrays()
        .forEach(
            (name, array) -> {
              if (name.startsWith(prefix) && (not.isEmpty() || !name.startsWith(not))) {
                part.put(name.substring(prefix.length()), array);
              }
            });
    return part;
  }

  /** What another version left is told apart from what is damaged. */
  private static Safetensors.Contents contents(Path file) {
    check(file, Safetensors.readTexts(file));
    Safetensors.Contents contents = Safetensors.readSealed(file);
    check(file, contents.metadata());
    return contents;
  }

  private static void check(Path file, Map<String, String> texts) {
    if (!NAME.equals(texts.get(FORMAT))) {
      throw new IllegalArgumentException(file + " is not a checkpoint");
    }
    if (!NOW.equals(texts.get(VERSION))) {
      throw new IllegalArgumentException(
          file
              + " is a checkpoint of another version of this program, from which this one cannot"
              + " go on: start anew");
    }
    for (String needed : List.of(MODEL, SETTINGS, START, STATE)) {
      if (texts.get(needed) == null) {
        throw new IllegalArgumentException(
            file + " is not a whole checkpoint, it lacks its '" + needed + "'");
      }
    }
  }

  private static String hash(Variables variables) {
    MessageDigest digest = Hashes.sha256();
    for (Variables.Variable v : variables.all().values()) {
      digest.update((v.name() + " " + v.size() + "\n").getBytes(StandardCharsets.UTF_8));
      for (int from = 0; from < v.size(); from += CHUNK) {
        int count = Math.min(CHUNK, v.size() - from);
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * count);
        bytes.asFloatBuffer().put(v.array(), v.at() + from, count);
        digest.update(bytes);
      }
    }
    return Hashes.text(digest);
  }
}
