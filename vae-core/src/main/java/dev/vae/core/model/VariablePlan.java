package dev.vae.core.model;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Shape;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Heads;
import dev.vae.core.plugin.Initializer;
import dev.vae.core.trace.ParameterInitializer;
import dev.vae.core.trace.TraceContext;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/**
 * The variables of a model by name: collected while the model is traced for the first time, before
 * there is memory for any of them. Then it is closed, and later traces may ask for these alone.
 */
@NullUnmarked // no null leaves it
final class VariablePlan implements TraceContext.Source {

  /** One variable, without values. */
  record Planned(Shape shape, boolean trained, Initializer first) {}

  private final UnaryOperator<String> words;
  private final Map<String, Planned> planned = new LinkedHashMap<>();
  private boolean closed;

  /**
   * An empty plan.
   *
   * @param words what a part is called in errors, given its scope, such as {@code posterior}
   */
  VariablePlan(UnaryOperator<String> words) {
    this.words = words;
  }

  @Override
  public void ask(String name, Shape shape, boolean trained, Initializer first) {
    Planned known = planned.get(name);
    if (known == null && closed) {
      throw new IllegalStateException(
          part(name)
              + " asks for "
              + (trained ? "parameter" : "state")
              + " '"
              + name
              + "' of shape "
              + shape
              + " only after training was traced, so it would be neither trained nor saved: a part"
              + " must ask for the same variables, under the same names, in training and in use");
    }
    if (known == null) {
      check(name, shape);
      planned.put(name, new Planned(shape, trained, first));
    } else if (!known.shape().equals(shape) || known.trained() != trained) {
      throw new IllegalStateException(
          part(name)
              + " asks for '"
              + name
              + "' as a "
              + describe(shape, trained)
              + ", but asked for it before as a "
              + describe(known.shape(), known.trained()));
    }
  }

  private static String describe(Shape shape, boolean trained) {
    return (trained ? "parameter" : "state") + " of shape " + shape;
  }

  private void check(String name, Shape shape) {
    try {
      shape.elements();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          part(name)
              + " asks for '"
              + name
              + "' of shape "
              + shape
              + ", more numbers than an array can hold; make the model smaller",
          e);
    }
  }

  private String part(String name) {
    int slash = name.indexOf('/');
    return words.apply(slash < 0 ? name : name.substring(0, slash));
  }

  /** All variables have been met: from now on, no others may be asked for. */
  void close() {
    closed = true;
  }

  /** Makes all variables, with their first values, in the order they were asked for. */
  void draw(Variables variables, ParameterInitializer values) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    planned.forEach((name, p) -> shapes.put(name, p.shape()));
    Variables.checkMemory(shapes);
    planned.forEach(
        (name, p) -> values.fill(variables.add(name, p.shape(), p.trained()), p.first()));
  }

  /**
   * Makes all variables without values, where a file has just these.
   *
   * @throws IllegalArgumentException if it has not; nothing was allocated then
   */
  void reserve(Variables variables, Map<String, Shape> stored, String file) {
    for (String name : stored.keySet()) {
      if (!planned.containsKey(name)) {
        throw new IllegalArgumentException(
            file
                + " holds a tensor '"
                + name
                + "' that the model does not have; "
                + Messages.suggest(name, planned.keySet()));
      }
    }
    planned.forEach(
        (name, p) -> {
          if (p.trained() || stored.containsKey(name) || !Heads.isState(name)) {
            checkStored(name, p.shape(), stored.get(name), file);
          }
        });
    planned.forEach(
        (name, p) -> {
          Variables.Variable variable = variables.add(name, p.shape(), p.trained());
          if (!stored.containsKey(name)) {
            float[] values = new float[variable.size()];
            Arrays.fill(values, (float) p.first().a());
            variable.set(values);
          }
        });
  }

  private static void checkStored(String name, Shape needed, Shape stored, String file) {
    if (stored == null) {
      throw new IllegalArgumentException(file + " lacks tensor '" + name + "' of shape " + needed);
    }
    if (!stored.equals(needed)) {
      throw new IllegalArgumentException(
          file + ": tensor '" + name + "' has shape " + stored + ", the model needs " + needed);
    }
  }
}
