package dev.vae.core.train;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.io.Hashes;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.optim.OptimizerUpdates;
import dev.vae.core.model.Vae;
import dev.vae.core.optim.Adam;
import dev.vae.core.optim.LearningRateSchedule;
import dev.vae.core.optim.Optimizer;
import dev.vae.core.optim.Sgd;
import dev.vae.core.plugin.Spec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * All that the result of a run depends on, as flat names and plain values: what must be the same
 * when it goes on.
 */
@NullUnmarked // no null leaves it
final class RunSettings {
  private static final String EPOCHS = "epochs";
  private static final String SCHEDULE = "schedule";
  private static final String FACTORS = "schedule's factors";
  private static final String OPTIMIZER = "optimizer.";
  private static final String NAME = "name";
  private static final String STEPS = "steps";
  private static final String SEED = "seed";
  private static final String TRAIN_DATA = "training data";
  private static final String VALIDATION_DATA = "validation data";
  private static final String NONE = "none";
  private static final String TYPE = "type";
  private static final int MOST_NAMED = 5;
  private static final int LONGEST = 60;

  /** At how many places between whole epochs a schedule is looked at, and at how many epochs. */
  private static final int BETWEEN = 1000;

  private static final int MOST_EPOCHS = 100_000;

  private final Trainer trainer;
  private final Map<String, Object> values;

  private RunSettings(Trainer trainer, Map<String, Object> values) {
    this.trainer = trainer;
    this.values = values;
  }

  /**
   * Those of a trainer.
   *
   * @param masked whether some values were not observed
   * @param train the rows to train on
   * @param validation the rows to judge by; null for none
   */
  static RunSettings of(
      Trainer trainer, boolean masked, HashingRows train, @Nullable HashingRows validation) {
    Map<String, Object> values = new LinkedHashMap<>(model(trainer.vae));
    values.put(SEED, trainer.seed);
    values.put("batch", (long) trainer.batch);
    Optimizer optimizer = trainer.optimizer;
    flatten("optimizer", describe(optimizer), values);
    values.put(SCHEDULE, trainer.schedule.describe());
    values.put(FACTORS, factors(trainer.schedule, trainer.epochs, trainer.epochs));
    values.put(EPOCHS, (long) trainer.epochs);
    values.put("clip", trainer.clip);
    values.put("patience", (long) trainer.patience);
    values.put("training rows", train.size());
    values.put("missing values", masked);
    values.put(TRAIN_DATA, train.hash());
    values.put("validation rows", validation == null ? NONE : validation.size());
    values.put(VALIDATION_DATA, validation == null ? NONE : validation.hash());
    values.put("validation samples", (long) trainer.validationSamples);
    return new RunSettings(trainer, values);
  }

  private static Map<String, Object> describe(Optimizer optimizer) {
    Map<String, Object> map = new LinkedHashMap<>();
    Spec spec = optimizer.spec();
    map.put(NAME, spec.name());
    spec.options()
        .forEach((key, value) -> map.put(key, value instanceof List ? value.toString() : value));
    map.replaceAll((key, value) -> value instanceof Spec ? value.toString() : value);
    if (!(optimizer instanceof Adam || optimizer instanceof Sgd)) {
      map.put(STEPS, steps(optimizer)); // its spec need not say all that it is
    }
    return map;
  }

  /** A hash of what an optimizer does. */
  private static String steps(Optimizer optimizer) {
    Graph graph = new Graph();
    Tensor weight = graph.variable("weight", Shape.of(1));
    Tensor gradient = graph.input("gradient", Shape.of(1));
    Map<String, Tensor> updates =
        OptimizerUpdates.of(optimizer, List.of(weight), List.of(gradient));
    MessageDigest digest = Hashes.sha256();
    String text = new Computation(Map.of(), updates).describe();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    for (long step = 1; step < BETWEEN; step++) {
      String scalars = new TreeMap<>(optimizer.scalars(1, step)).toString();
      digest.update(scalars.getBytes(StandardCharsets.UTF_8));
    }
    return Hashes.text(digest);
  }

  private static Map<String, Object> model(Vae vae) {
    Map<?, ?> text = (Map<?, ?>) Json.read(vae.toJson());
    Map<String, Object> values = new LinkedHashMap<>();
    flatten("model", text.get("spec"), values);
    flatten("data", text.get("schema"), values);
    return values;
  }

  private static void flatten(String name, Object value, Map<String, Object> into) {
    if (value instanceof Map<?, ?> map) {
      // a part without options is just its name
      boolean part = map.get(TYPE) instanceof String;
      map.forEach(
          (key, inner) -> flatten(part && key.equals(TYPE) ? name : name + "." + key, inner, into));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        flatten(name + "." + i, list.get(i), into);
      }
    } else {
      into.put(name, value);
    }
  }

  /** A hash of a schedule's factors over some epochs, when there will be so many. */
  private static String factors(LearningRateSchedule schedule, long until, long epochs) {
    MessageDigest digest = Hashes.sha256();
    ByteBuffer number = ByteBuffer.allocate(Double.BYTES);
    long whole = Math.min(until, MOST_EPOCHS);
    for (long e = 0; e < whole + BETWEEN; e++) {
      double at = e < whole ? e : until * ((e - whole + 0.5) / BETWEEN);
      digest.update(number.clear().putDouble(schedule.factor(at, epochs)).flip());
    }
    return Hashes.text(digest);
  }

  /** As JSON. */
  String json() {
    return Json.writeCompact(values);
  }

  /**
   * In what a run of other settings differs, in words; empty if it is the same run. More epochs are
   * the same run where the schedule does not depend on their number.
   *
   * @param json what {@link #json} gave then
   * @throws IllegalArgumentException if it is no such text
   */
  List<String> differences(String json) {
    if (!(Json.read(json) instanceof Map<?, ?> then)
        || !(then.get(EPOCHS) instanceof Long epochs)
        || epochs < 1) {
      throw new IllegalArgumentException("its settings are not those of a run");
    }
    Map<String, Object> now = new LinkedHashMap<>();
    ((Map<?, ?>) Json.read(json())).forEach((key, value) -> now.put((String) key, value));
    now.put(FACTORS, factors(trainer.schedule, epochs, epochs));
    TreeSet<String> others = new TreeSet<>();
    then.keySet().forEach(key -> others.add((String) key));
    others.removeAll(now.keySet());
    List<String> names = new ArrayList<>(now.keySet());
    names.addAll(others);
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      Object was = then.get(name);
      Object is = now.get(name);
      boolean same = then.containsKey(name) == now.containsKey(name) && Objects.equals(was, is);
      if (!same && !follows(name, then, now) && !(name.equals(EPOCHS) && same(epochs))) {
        differences.add(describe(name, then.containsKey(name), was, now.containsKey(name), is));
      }
    }
    return differences;
  }

  /** Whether a difference only follows from another that is named. */
  private static boolean follows(String name, Map<?, ?> then, Map<String, Object> now) {
    return switch (name) {
      case FACTORS -> !Objects.equals(then.get(SCHEDULE), now.get(SCHEDULE));
      case OPTIMIZER + NAME -> false;
      case OPTIMIZER + STEPS -> anyDiffers(OPTIMIZER, then, now);
      case TRAIN_DATA -> differs("training rows", then, now) || differs(SEED, then, now);
      case VALIDATION_DATA -> differs("validation rows", then, now) || differs(SEED, then, now);
      default ->
          name.startsWith(OPTIMIZER) && differs(OPTIMIZER + NAME, then, now)
              || (name.startsWith("data.mean.") || name.startsWith("data.deviation."))
                  && (differs(TRAIN_DATA, then, now) || differs("training rows", then, now));
    };
  }

  /** Whether settings of some beginning differ, besides their hash. */
  private static boolean anyDiffers(String start, Map<?, ?> then, Map<String, Object> now) {
    return now.keySet().stream()
        .anyMatch(k -> k.startsWith(start) && !k.endsWith(STEPS) && differs(k, then, now));
  }

  private static boolean differs(String name, Map<?, ?> then, Map<String, Object> now) {
    return !Objects.equals(then.get(name), now.get(name));
  }

  /** Whether the schedule is the same with another number of epochs. */
  private boolean same(long epochs) {
    long both = Math.min(epochs, trainer.epochs);
    return factors(trainer.schedule, both, epochs)
        .equals(factors(trainer.schedule, both, trainer.epochs));
  }

  private String describe(String name, boolean had, Object was, boolean has, Object is) {
    if (name.equals(FACTORS)) {
      return "the schedule, " + trainer.schedule.describe() + ", has other factors now";
    }
    if (name.equals(OPTIMIZER + STEPS) && had && has) {
      return "the optimizer, " + shown(trainer.optimizer.spec()) + ", takes other steps now";
    }
    if (name.equals(TRAIN_DATA) || name.equals(VALIDATION_DATA)) {
      return "the "
          + name
          + " are others, as many as before (SHA-256 "
          + hash(was)
          + ", now "
          + hash(is)
          + ")";
    }
    String words =
        name
            + (had ? " was " + shown(was) : " was not there")
            + ", now it is "
            + (has ? shown(is) : "not there");
    return name.equals(EPOCHS)
        ? words + ", on which the schedule (" + trainer.schedule.describe() + ") depends"
        : words;
  }

  private static String hash(Object value) {
    String text = String.valueOf(value);
    return text.substring(0, Math.min(8, text.length())) + "…";
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** Some differences in one sentence. */
  static String sentence(List<String> differences) {
    int more = differences.size() - MOST_NAMED;
    return String.join("; ", differences.subList(0, Math.min(MOST_NAMED, differences.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }
}
