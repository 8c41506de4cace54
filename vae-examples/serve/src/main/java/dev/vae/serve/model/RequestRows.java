package dev.vae.serve.model;

import dev.vae.serve.call.RequestException;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.NamedTensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** Rows of a table as requests hold them, for models and for what was exported of them alike. */
final class RequestRows {
  private RequestRows() {}

  /**
   * Returns the rows of tensors, one for each column; NaN is null.
   *
   * @param number what stands for a number
   */
  static List<Map<String, Object>> of(InferenceRequest request, DoubleFunction<Object> number) {
    int count = request.inputs().values().iterator().next().values().size();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int r = 0; r < count; r++) {
      rows.add(new LinkedHashMap<>());
    }
    for (NamedTensor tensor : request.inputs().values()) {
      if (tensor.values().size() != count || count == 0) {
        throw RequestException.badRequest(
            "input '"
                + tensor.name()
                + "' has "
                + tensor.values().size()
                + " values, others have "
                + count
                + ": each must have one for each row, and at least one");
      }
      if (tensor.rows() != count) {
        throw RequestException.badRequest(
            "input '"
                + tensor.name()
                + "' has the shape "
                + tensor.shape()
                + ", where one value a row, ["
                + count
                + "], is needed");
      }
      for (int r = 0; r < count; r++) {
        rows.get(r).put(tensor.name(), value(tensor, r, number));
      }
    }
    return rows;
  }

  private static @Nullable Object value(
      NamedTensor tensor, int row, DoubleFunction<Object> number) {
    if (tensor.values() instanceof NamedTensor.Texts texts) {
      return texts.array()[row];
    }
    double value = tensor.numbers()[row];
    return Double.isNaN(value) ? null : number.apply(value);
  }

  /** Refuses rows of which none has any of these columns. */
  static void check(List<Map<String, Object>> rows, Collection<String> columns) {
    if (rows.stream().noneMatch(row -> row.keySet().stream().anyMatch(columns::contains))) {
      throw RequestException.badRequest(
          "the rows have none of the table's columns: " + String.join(", ", columns));
    }
  }
}
