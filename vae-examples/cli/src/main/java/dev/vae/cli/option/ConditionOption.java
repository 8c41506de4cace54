package dev.vae.cli.option;

import dev.vae.core.model.Vae;
import dev.vae.core.spec.Condition;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What rows of a conditioned model are to be conditioned on. */
public final class ConditionOption {
  private static final String ALL = "all";

  @Option(
      names = "--condition",
      paramLabel = "VALUE",
      description = {
        "Of a conditioned model: what rows are given, such as 7, or sex=f,age=30; the rows' own if"
            + " not given. May be repeated where rows are drawn; all is every class in turn."
      })
  private List<String> texts = List.of();

  boolean given() {
    return !texts.isEmpty();
  }

  /** Returns all that were given, as numbers; empty for a model without condition. */
  public List<float[]> all(Vae vae) {
    if (!given()) {
      if (vae.spec().condition() > 0) {
        String takes = vae.schema().condition().map(Condition::describe).orElse("numbers");
        throw new IllegalArgumentException(
            "the model is conditioned on " + takes + ": say --condition VALUE");
      }
      return List.of();
    }
    List<float[]> values = new ArrayList<>();
    for (String text : texts) {
      boolean every = text.equals(ALL) && vae.schema().condition().isPresent();
      values.addAll(every ? vae.schema().condition().get().all() : List.of(vae.condition(text)[0]));
    }
    return values;
  }

  /** Returns the one that was given; null for a model without condition. */
  public float[][] single(Vae vae) {
    List<float[]> values = all(vae);
    if (values.size() > 1) {
      throw new IllegalArgumentException("one --condition is enough here, not " + values.size());
    }
    return values.isEmpty() ? null : new float[][] {values.get(0)};
  }

  /** Conditions for so many rows of which some side by side have the same; null for none. */
  public float[][] inTurn(Vae vae, int rows, int together) {
    List<float[]> values = all(vae);
    return values.isEmpty() ? null : inTurn(values, rows, together);
  }

  public static float[][] inTurn(List<float[]> values, int rows, int together) {
    float[][] conditions = new float[rows][];
    for (int r = 0; r < rows; r++) {
      conditions[r] = values.get(r / together % values.size());
    }
    return conditions;
  }
}
