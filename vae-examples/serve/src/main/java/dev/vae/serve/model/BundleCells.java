package dev.vae.serve.model;

import dev.vae.export.runtime.Bundle;
import dev.vae.serve.call.JsonCall;
import dev.vae.serve.call.Refusal;
import dev.vae.serve.tensor.Datatype;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.NamedTensor;
import dev.vae.serve.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Rows of JSON, and columns of tensors, as a table's exported files take them. */
final class BundleCells {
  /** For each column whether it takes texts. */
  private final Map<String, Boolean> texts = new LinkedHashMap<>();

  private final Map<String, List<String>> levels = new LinkedHashMap<>();

  BundleCells(Bundle bundle) {
    for (Bundle.Port port : bundle.files().values().iterator().next().inputs()) {
      if (bundle.columns().contains(port.name())) {
        texts.put(port.name(), port.type().equals("string"));
        levels.put(port.name(), bundle.levels(port.name()));
      }
    }
  }

  /** A tensor for each column: numbers or texts. */
  List<TensorSpec> specs() {
    List<TensorSpec> specs = new ArrayList<>();
    texts.forEach(
        (name, text) -> specs.add(TensorSpec.perRow(name, text ? Datatype.BYTES : Datatype.FP64)));
    return specs;
  }

  List<Map<String, Object>> read(JsonCall call) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int r = 0; r < call.rows().size(); r++) {
      if (!(call.rows().get(r) instanceof Map<?, ?> map)) {
        throw Refusal.badRequest(
            "row "
                + r
                + " must be an object of columns, such as {\""
                + texts.keySet().iterator().next()
                + "\": ...}");
      }
      Map<String, Object> row = new LinkedHashMap<>();
      map.forEach((name, value) -> row.put((String) name, value));
      rows.add(row);
    }
    return checked(rows);
  }

  List<Map<String, Object>> read(InferenceRequest request) {
    return checked(RequestRows.of(request, value -> value));
  }

  private List<Map<String, Object>> checked(List<Map<String, Object>> rows) {
    RequestRows.check(rows, texts.keySet());
    List<Map<String, Object>> all = new ArrayList<>();
    for (int r = 0; r < rows.size(); r++) {
      Map<String, Object> row = new LinkedHashMap<>(rows.get(r));
      for (String column : texts.keySet()) {
        row.put(column, value(r, column, row.get(column)));
      }
      all.add(row);
    }
    return all;
  }

  /** As the column takes it: texts of numbers where it takes numbers, and the other way round. */
  private Object value(int row, String column, Object value) {
    boolean text = texts.get(column);
    if (value == null || value instanceof String s && s.isBlank()) {
      return null;
    }
    if (value instanceof Number number) {
      return text ? plain(number) : (Object) number;
    }
    if (text && (value instanceof String || value instanceof Boolean)) {
      return value.toString();
    }
    try {
      return Double.valueOf(value.toString().strip());
    } catch (NumberFormatException e) {
      throw Refusal.badRequest(
          "row "
              + row
              + ", column '"
              + column
              + "' takes "
              + (text ? "a text" : "a number")
              + " or null, not "
              + value);
    }
  }

  private static String plain(Number number) {
    double value = number.doubleValue();
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : number.toString();
  }

  /** Rows as tensors, one for each column; what is missing is empty, or NaN. */
  List<NamedTensor> tensors(List<Map<String, Object>> rows) {
    List<NamedTensor> tensors = new ArrayList<>();
    texts.forEach(
        (name, text) ->
            tensors.add(
                text
                    ? NamedTensor.of(
                        name,
                        rows.stream()
                            .map(row -> Objects.toString(row.get(name), ""))
                            .toArray(String[]::new))
                    : NamedTensor.of(
                        name,
                        rows.stream()
                            .mapToDouble(
                                row ->
                                    row.get(name) instanceof Number n
                                        ? n.doubleValue()
                                        : Double.NaN)
                            .toArray())));
    return tensors;
  }

  /** Adds what is amiss with a row's cells, a sentence each. */
  void problems(Map<String, Object> answer, Map<String, Object> row) {
    List<String> problems = new ArrayList<>();
    row.forEach(
        (name, value) -> {
          if (!texts.containsKey(name)) {
            problems.add("there is no column '" + name + "': it was not read");
          } else if (value instanceof String word
              && !levels.get(name).isEmpty()
              && levels.get(name).stream().noneMatch(word.strip()::equalsIgnoreCase)) {
            problems.add("column '" + name + "', '" + word + "': none of the usual values");
          }
        });
    if (!problems.isEmpty()) {
      answer.put("problems", problems);
    }
  }
}
