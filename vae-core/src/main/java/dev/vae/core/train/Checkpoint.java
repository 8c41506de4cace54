package dev.vae.core.train;

import dev.vae.core.engine.Variables;
import dev.vae.core.estimate.Estimate;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.io.Safetensors;
import dev.vae.core.internal.io.Weights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One safetensors file that holds all a run needs to go on bit by bit as if it had not stopped:
 * weights, what the optimizer keeps, the best weights so far, and where it stands.
 */
final class Checkpoint {
  private static final String BEST = "best/";
  private static final String STATE = "state";
  private static final String SETTINGS = "settings";
  private static final String REPORTED = "reported";

  private Checkpoint() {}

  /**
   * Writes atomically.
   *
   * @param best the best weights, or null
   * @param settings what must be the same when the run goes on
   */
  static void write(
      Path file,
      Variables variables,
      Variables best,
      TrainingState state,
      Map<String, Object> settings) {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>(Weights.arrays(variables));
    if (best != null) {
      Weights.arrays(best).forEach((name, array) -> arrays.put(BEST + name, array));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("format", "vae-checkpoint");
    texts.put(SETTINGS, Json.writeCompact(settings));
    texts.put(STATE, Json.writeCompact(state(state)));
    Safetensors.writeSealed(file, new Safetensors.Contents(arrays, texts));
  }

  /**
   * Reads arrays into variables, and where the run stood.
   *
   * @param best filled with the best weights if the file has them; null if they are not wanted
   * @throws IllegalArgumentException if the file is of another run; the message says in what
   */
  static TrainingState read(
      Path file, Variables variables, Variables best, Map<String, Object> settings) {
    Safetensors.Contents contents = Safetensors.read(file);
    String then = contents.metadata().get(SETTINGS);
    String at = contents.metadata().get(STATE);
    if (then == null || at == null) {
      throw new IllegalArgumentException(file + " is no checkpoint, it lacks its state");
    }
    checkSame(file, (Map<?, ?>) Json.read(then), (Map<?, ?>) Json.read(Json.write(settings)));
    Map<String, Safetensors.Array> current = new LinkedHashMap<>();
    Map<String, Safetensors.Array> kept = new LinkedHashMap<>();
    contents
        .arrays()
        .forEach(
            (name, array) -> {
              if (name.startsWith(BEST)) {
                kept.put(name.substring(BEST.length()), array);
              } else {
                current.put(name, array);
              }
            });
    Weights.fill(variables, current, file.toString());
    if (best != null && !kept.isEmpty()) {
      Weights.fill(best, kept, file.toString());
    }
    try {
      return state((Map<?, ?>) Json.read(at));
    } catch (ClassCastException | NullPointerException | NumberFormatException e) {
      throw new IllegalArgumentException(file + ": its state is not valid", e);
    }
  }

  private static void checkSame(Path file, Map<?, ?> then, Map<?, ?> now) {
    for (Object key : now.keySet()) {
      if (!Objects.equals(then.get(key), now.get(key))) {
        throw new IllegalArgumentException(
            "cannot go on from "
                + file
                + ": "
                + key
                + " was "
                + then.get(key)
                + ", now it is "
                + now.get(key)
                + "; use the same, or start anew");
      }
    }
  }

  private static Map<String, Object> state(TrainingState state) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("steps", state.steps);
    map.put("batches", state.batches);
    map.put("rows", state.rows);
    map.put("reconstruction", state.reconstruction);
    map.put("kl", state.kl);
    map.put(REPORTED, state.reported);
    map.put("seconds", state.seconds);
    map.put("bestBound", state.bestBound);
    map.put("bestEpoch", state.bestEpoch);
    map.put("epochs", state.epochs.stream().map(Checkpoint::epoch).toList());
    return map;
  }

  private static TrainingState state(Map<?, ?> map) {
    TrainingState state = new TrainingState();
    state.steps = (Long) map.get("steps");
    state.batches = (Long) map.get("batches");
    state.rows = (Long) map.get("rows");
    state.reconstruction = number(map, "reconstruction");
    state.kl = number(map, "kl");
    state.reported.putAll(reported(map));
    state.seconds = number(map, "seconds");
    state.bestEpoch = ((Long) map.get("bestEpoch")).intValue();
    if (map.get("bestBound") != null) {
      state.bestBound = number(map, "bestBound");
    }
    for (Object epoch : (List<?>) map.get("epochs")) {
      state.epochs.add(epoch((Map<?, ?>) epoch));
    }
    return state;
  }

  private static Map<String, Object> epoch(EpochReport report) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("epoch", report.epoch());
    map.put("reconstruction", report.train().reconstruction());
    map.put("kl", report.train().kl());
    map.put("bitsPerDim", report.train().bitsPerDim());
    map.put(REPORTED, report.train().reported());
    map.put("rows", report.train().rows());
    map.put("seconds", report.train().seconds());
    map.put("rate", report.rate());
    map.put("best", report.best());
    report.valid().ifPresent(valid -> map.put("valid", valid(valid)));
    return map;
  }

  private static EpochReport epoch(Map<?, ?> map) {
    double r = number(map, "reconstruction");
    double k = number(map, "kl");
    Metrics train =
        new Metrics(
            r - k,
            r,
            k,
            number(map, "bitsPerDim"),
            (Long) map.get("rows"),
            number(map, "seconds"),
            reported(map));
    Optional<Estimate> valid =
        Optional.ofNullable((Map<?, ?>) map.get("valid")).map(Checkpoint::valid);
    int epoch = ((Long) map.get("epoch")).intValue();
    return new EpochReport(epoch, train, valid, number(map, "rate"), (Boolean) map.get("best"));
  }

  private static Map<String, Object> valid(Estimate e) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("samples", e.samples());
    map.put("rows", e.rows());
    map.put("elbo", e.logLikelihood());
    map.put("standardError", e.standardError());
    map.put("monteCarloError", e.monteCarloError());
    map.put("bitsPerDim", e.bitsPerDim());
    map.put("reconstruction", e.reconstruction());
    map.put("kl", e.kl());
    return map;
  }

  private static Estimate valid(Map<?, ?> map) {
    return new Estimate(
        "elbo",
        ((Long) map.get("samples")).intValue(),
        (Long) map.get("rows"),
        number(map, "elbo"),
        number(map, "standardError"),
        number(map, "monteCarloError"),
        number(map, "bitsPerDim"),
        number(map, "reconstruction"),
        number(map, "kl"),
        Optional.empty());
  }

  private static Map<String, Double> reported(Map<?, ?> map) {
    Map<?, ?> all = (Map<?, ?>) map.get(REPORTED);
    Map<String, Double> means = new LinkedHashMap<>();
    all.keySet().forEach(name -> means.put((String) name, number(all, (String) name)));
    return means;
  }

  /** A number; JSON holds NaN as null. */
  private static double number(Map<?, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }
}
