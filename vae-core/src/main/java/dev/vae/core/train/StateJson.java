package dev.vae.core.train;

import dev.vae.core.estimate.Estimate;
import dev.vae.core.estimate.EstimateKind;
import dev.vae.core.internal.io.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** Where training stands as JSON, and back; NaN is null there. */
@NullUnmarked // no null leaves it
final class StateJson {
  private static final String REPORTED = "reported";

  private StateJson() {}

  static String write(TrainingState state) {
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
    for (int i = state.written.size(); i < state.epochs.size(); i++) {
      state.written.add(new Json.Written(Json.writeCompact(epoch(state.epochs.get(i)))));
    }
    map.put("epochs", state.written);
    return Json.writeCompact(map);
  }

  /**
   * Reads a state.
   *
   * @param rows how many there are to train on
   * @throws IllegalArgumentException if it is not valid; the message names the place
   */
  static TrainingState read(String text, long rows) {
    Node node = Node.of(Json.read(text), "state");
    TrainingState state = new TrainingState();
    List<Object> epochs = node.list("epochs");
    for (int i = 0; i < epochs.size(); i++) {
      state.epochs.add(epoch(Node.of(epochs.get(i), "state.epochs." + i), i + 1, rows));
    }
    state.steps = node.count("steps", epochs.size(), (epochs.size() + 1L) * rows);
    state.batches = node.count("batches", 0, Math.min(rows, state.steps - epochs.size()));
    boolean begun = state.batches > 0;
    state.rows = node.count("rows", state.batches, begun ? rows : 0);
    state.reconstruction = node.finite("reconstruction");
    state.kl = node.finite("kl");
    state.reported.putAll(node.numbers(REPORTED));
    state.seconds = node.notNegative("seconds");
    state.bestEpoch = (int) node.count("bestEpoch", 0, epochs.size());
    if (state.bestEpoch > 0) {
      state.bestBound = node.finite("bestBound");
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
    map.put("learningRate", report.learningRate());
    map.put("best", report.best());
    report.validation().ifPresent(validation -> map.put("valid", validation(validation)));
    return map;
  }

  private static EpochReport epoch(Node node, int number, long rows) {
    double r = node.finite("reconstruction");
    double k = node.finite("kl");
    Metrics train =
        new Metrics(
            r - k,
            r,
            k,
            node.finite("bitsPerDim"),
            node.count("rows", 1, rows),
            node.notNegative("seconds"),
            node.numbers(REPORTED));
    Optional<Estimate> validation =
        node.has("valid") ? Optional.of(validation(node.object("valid"))) : Optional.empty();
    int epoch = (int) node.count("epoch", number, number);
    return new EpochReport(
        epoch, train, validation, node.notNegative("learningRate"), node.flag("best"));
  }

  private static Map<String, Object> validation(Estimate e) {
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

  private static Estimate validation(Node node) {
    return new Estimate(
        EstimateKind.ELBO,
        (int) node.count("samples", 1, Integer.MAX_VALUE),
        node.count("rows", 1, Long.MAX_VALUE),
        node.number("elbo"),
        node.number("standardError"),
        node.number("monteCarloError"),
        node.number("bitsPerDim"),
        node.number("reconstruction"),
        node.number("kl"),
        Optional.empty());
  }

  /** An object of the text, whose errors name the place. */
  private record Node(Map<?, ?> map, String path) {

    static Node of(Object value, String path) {
      if (value instanceof Map<?, ?> map) {
        return new Node(map, path);
      }
      throw wrong(path, "an object", value);
    }

    boolean has(String key) {
      return map.get(key) != null;
    }

    Node object(String key) {
      return of(map.get(key), at(key));
    }

    List<Object> list(String key) {
      if (map.get(key) instanceof List<?> list) {
        return new ArrayList<>(list);
      }
      throw wrong(at(key), "a list", map.get(key));
    }

    long count(String key, long least, long most) {
      if (map.get(key) instanceof Long count && count >= least && count <= most) {
        return count;
      }
      String from = least == most ? "" + least : "a whole number from " + least + " to " + most;
      throw wrong(at(key), from, map.get(key));
    }

    double finite(String key) {
      if (map.get(key) instanceof Number number) {
        return number.doubleValue();
      }
      throw wrong(at(key), "a number", map.get(key));
    }

    double notNegative(String key) {
      double number = finite(key);
      if (number >= 0) {
        return number;
      }
      throw wrong(at(key), "a number from 0", number);
    }

    /** A number that may be NaN. */
    double number(String key) {
      return has(key) || !map.containsKey(key) ? finite(key) : Double.NaN;
    }

    boolean flag(String key) {
      if (map.get(key) instanceof Boolean flag) {
        return flag;
      }
      throw wrong(at(key), "true or false", map.get(key));
    }

    Map<String, Double> numbers(String key) {
      Node node = object(key);
      Map<String, Double> numbers = new LinkedHashMap<>();
      node.map.keySet().forEach(name -> numbers.put((String) name, node.number((String) name)));
      return numbers;
    }

    private String at(String key) {
      return path + "." + key;
    }

    private static IllegalArgumentException wrong(String path, String expected, Object value) {
      String found = String.valueOf(value);
      String shown = found.length() > 60 ? found.substring(0, 60) + "…" : found;
      return new IllegalArgumentException(
          "'" + path + "' must be " + expected + (value == null ? "" : ", not " + shown));
    }
  }
}
