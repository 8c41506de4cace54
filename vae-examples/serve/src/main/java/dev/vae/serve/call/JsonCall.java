package dev.vae.serve.call;

import dev.vae.core.internal.text.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A question in plain JSON: one row, a list of rows, or an object with {@code rows} and options; or
 * of what takes no rows, an object of options.
 *
 * @param rows maps by column, or arrays of numbers; empty where there are none
 * @param options what stands beside the rows
 * @param mixed options that stand among the columns of a single row, if they are not columns
 */
public record JsonCall(List<Object> rows, Map<String, Object> options, List<String> mixed) {

  /** Rows without options. */
  public JsonCall(List<Object> rows) {
    this(rows, Map.of(), List.of());
  }

  /**
   * Takes a body for what it asks.
   *
   * @param body as {@link JsonBody} reads it; empty for no question
   * @param takesRows whether there are to be rows
   * @param known the options that are taken
   * @param columns names that a row may have
   * @throws RequestException if there are no rows but should be, or the reverse, or an option that
   *     is not known
   */
  public static JsonCall of(
      Optional<Object> body, boolean takesRows, List<String> known, List<String> columns) {
    return takesRows ? ofRows(body, known, columns) : ofOptions(body, known);
  }

  private static JsonCall ofOptions(Optional<Object> body, List<String> known) {
    if (body.isEmpty()) {
      return new JsonCall(List.of());
    }
    if (!(body.get() instanceof Map<?, ?> map)) {
      throw RequestException.badRequest(
          "no rows are taken here: the body must be an object of options, which are "
              + String.join(", ", known));
    }
    return new JsonCall(List.of(), options(map, known), List.of());
  }

  private static JsonCall ofRows(Optional<Object> body, List<String> known, List<String> columns) {
    if (body.isEmpty()) {
      throw none();
    }
    if (body.get() instanceof Map<?, ?> map) {
      Object rows = map.get(JsonBody.ROWS);
      if (!(rows instanceof List<?> || rows instanceof double[])) {
        if (map.containsKey(JsonBody.ROWS) && !columns.contains(JsonBody.ROWS)) {
          throw RequestException.badRequest(
              "'rows' must be a list of rows, such as {\"rows\": [...]}");
        }
        List<String> mixed = known.stream().filter(map::containsKey).toList();
        return new JsonCall(List.of(map), Map.of(), mixed);
      }
      Map<Object, Object> beside = new LinkedHashMap<>(map);
      beside.remove(JsonBody.ROWS);
      List<String> all = new ArrayList<>(List.of(JsonBody.ROWS));
      all.addAll(known);
      return new JsonCall(rows(rows), options(beside, all), List.of());
    }
    if (body.get() instanceof List<?> || body.get() instanceof double[]) {
      return new JsonCall(rows(body.get()));
    }
    throw RequestException.badRequest(
        "the body must be a row, a list of rows, or {\"rows\": [...]} with options beside it");
  }

  private static Map<String, Object> options(Map<?, ?> given, List<String> known) {
    Map<String, Object> options = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          if (!known.contains(name)) {
            throw RequestException.badRequest(
                "there is no option '"
                    + Messages.shown(name)
                    + "'; "
                    + Messages.suggest((String) name, known));
          }
          options.put((String) name, value);
        });
    return options;
  }

  /** An array is a single row of numbers. */
  private static List<Object> rows(Object rows) {
    if (!(rows instanceof List<?> list)) {
      return List.of(rows);
    }
    if (list.isEmpty()) {
      throw none();
    }
    int missing = list.indexOf(null);
    if (missing >= 0) {
      throw RequestException.badRequest(
          "row " + missing + " is null: give its columns, or leave it out");
    }
    return List.copyOf(list);
  }

  private static RequestException none() {
    return RequestException.badRequest(
        "there are no rows: give a row, a list of rows, or {\"rows\": [...]}");
  }

  /** Returns a whole number among the options; null counts as not given. */
  public long whole(String option, long otherwise, long least, long most) {
    Object found = options.get(option);
    if (found == null) {
      return otherwise;
    }
    if (found instanceof Long number && number >= least && number <= most) {
      return number;
    }
    throw RequestException.badRequest(
        "'"
            + option
            + "' must be a whole number between "
            + least
            + " and "
            + most
            + (found instanceof Number ? ", not " + found : ""));
  }

  /**
   * Returns values by name among the options as a text such as {@code sex=f,age=30}, as {@code
   * Vae.condition} takes it; a text is taken as it is.
   */
  public Optional<String> condition(String option) {
    return pairs(option, JsonCall::quoted);
  }

  /** Returns the same as {@code Synthesizer.where} takes it, which knows the columns' names. */
  public Optional<String> where(String option) {
    return pairs(option, Object::toString);
  }

  private Optional<String> pairs(String option, Function<Object, String> written) {
    Object found = options.get(option);
    if (found instanceof Map<?, ?> map) {
      List<String> parts = new ArrayList<>();
      map.forEach(
          (name, value) ->
              parts.add(written.apply(name) + "=" + written.apply(single(option, name, value))));
      return Optional.of(String.join(",", parts));
    }
    if (found == null || found instanceof String || found instanceof Number) {
      return Optional.ofNullable(found).map(Object::toString);
    }
    throw RequestException.badRequest(
        "'" + option + "' must be an object such as {\"job\": \"nurse\"}, or a text");
  }

  private static Object single(String option, Object name, Object value) {
    if (value == null
        || value instanceof Map
        || value instanceof List
        || value instanceof double[]) {
      throw RequestException.badRequest(
          "'" + option + "', '" + name + "' must be a number, a text, true or false");
    }
    return value;
  }

  /** What holds commas, equals signs or quotes is put in double quotes. */
  private static String quoted(Object value) {
    String text = value.toString();
    boolean plain =
        text.indexOf(',') < 0
            && text.indexOf('=') < 0
            && text.indexOf('"') < 0
            && text.equals(text.strip());
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
