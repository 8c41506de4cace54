package dev.vae.core.internal.store;

import dev.vae.core.engine.Variables;
import dev.vae.core.internal.io.Safetensors;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Heads;
import java.util.LinkedHashMap;
import java.util.Map;

/** Variables as named arrays of a file, and back. */
public final class WeightArrays {
  private WeightArrays() {}

  /** Returns the arrays of all variables, not copied. */
  public static Map<String, Safetensors.Array> arrays(Variables variables) {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    variables
        .all()
        .forEach(
            (name, v) -> arrays.put(name, new Safetensors.Array(v.shape(), v.array(), v.at())));
    return arrays;
  }

  /** Returns a file of all variables. */
  public static Safetensors.Contents contents(Variables variables) {
    return new Safetensors.Contents(arrays(variables), Map.of("format", "vae"));
  }

  /**
   * Refuses arrays that hold NaN or an infinity.
   *
   * @param origin where they are from, for errors
   * @throws IllegalArgumentException naming the first such array, and the place in it
   */
  public static void checkFinite(Map<String, Safetensors.Array> arrays, String origin) {
    arrays.forEach(
        (name, array) -> {
          int size = array.shape().elements();
          for (int i = 0; i < size; i++) {
            float value = array.values()[array.at() + i];
            if (!Float.isFinite(value)) {
              throw new IllegalArgumentException(
                  origin
                      + ": tensor '"
                      + name
                      + "' holds "
                      + value
                      + " at number "
                      + i
                      + " of "
                      + size
                      + "; finite numbers are needed");
            }
          }
        });
  }

  /**
   * Puts arrays into the variables of their names.
   *
   * @param origin the file, for errors
   * @throws IllegalArgumentException if one is missing, unknown, or of another shape
   */
  public static void fill(
      Variables variables, Map<String, Safetensors.Array> arrays, String origin) {
    for (String name : arrays.keySet()) {
      if (!variables.has(name)) {
        throw new IllegalArgumentException(
            origin
                + " holds a tensor '"
                + name
                + "' that the model does not have; "
                + Messages.suggest(name, variables.all().keySet()));
      }
    }
    for (Variables.Variable v : variables.all().values()) {
      Safetensors.Array array = arrays.get(v.name());
      if (array == null && !v.trained() && Heads.isState(v.name())) {
        continue;
      }
      if (array == null) {
        throw new IllegalArgumentException(
            origin + " lacks tensor '" + v.name() + "' of shape " + v.shape());
      }
      if (!array.shape().equals(v.shape())) {
        throw new IllegalArgumentException(
            origin
                + ": tensor '"
                + v.name()
                + "' has shape "
                + array.shape()
                + ", the model needs "
                + v.shape());
      }
    }
    variables.writing(
        () -> arrays.forEach((name, array) -> variables.get(name).set(array.values())));
  }
}
