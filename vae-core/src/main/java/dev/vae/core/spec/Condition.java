package dev.vae.core.spec;

import dev.vae.core.internal.text.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a conditional model is told beside the row: factors, whose values stand side by side in a
 * vector.
 *
 * @param factors at least one
 */
public record Condition(List<Factor> factors) {

  /**
   * One thing that is given: one of some classes, as a vector with a 1 at the class's place, or a
   * number. The model sees a number as {@code (raw − mean) / standardDeviation}.
   *
   * @param name what it is called, such as {@code label} or a column's name
   * @param label whether it comes from the labels of a data source, not from a column
   * @param classes the classes' names; empty for a number
   * @param mean of a number
   * @param standardDeviation of a number, above 0
   */
  public record Factor(
      String name, boolean label, List<String> classes, double mean, double standardDeviation) {

    /** Checks and copies. */
    public Factor {
      classes = List.copyOf(classes);
      if (!Double.isFinite(mean)
          || !(standardDeviation > 0)
          || Double.isInfinite(standardDeviation)) {
        throw new IllegalArgumentException(
            "condition '"
                + name
                + "' cannot have mean "
                + mean
                + ", standard deviation "
                + standardDeviation);
      }
    }

    /** Returns one of some classes. */
    public static Factor of(String name, boolean label, List<String> classes) {
      return new Factor(name, label, classes, 0, 1);
    }

    /** Returns how many values it takes. */
    public int width() {
      return classes.isEmpty() ? 1 : classes.size();
    }

    /** Describes it in words, such as {@code sex (f, m)}. */
    public String describe() {
      String values = classes.isEmpty() ? "a number" : "one of " + String.join(", ", classes);
      return name + " (" + values + ")";
    }

    private void put(String text, float[] into, int at) {
      if (classes.isEmpty()) {
        try {
          into[at] = Float.parseFloat(text);
        } catch (NumberFormatException e) {
          into[at] = Float.NaN;
        }
        if (!Float.isFinite(into[at])) {
          throw new IllegalArgumentException(
              "condition '" + name + "' is a number, not '" + text + "'");
        }
        return;
      }
      int place = classes.indexOf(text);
      if (place < 0) {
        throw new IllegalArgumentException(
            "condition '"
                + name
                + "' has no class '"
                + text
                + "'; "
                + Messages.suggest(text, classes));
      }
      into[at + place] = 1;
    }
  }

  /** Checks and copies. */
  public Condition {
    factors = List.copyOf(factors);
    if (factors.isEmpty()) {
      throw new IllegalArgumentException("a condition needs at least one factor");
    }
  }

  /** Returns how many values there are, C. */
  public int width() {
    return factors.stream().mapToInt(Factor::width).sum();
  }

  /** Describes it in words, such as {@code sex (one of f, m), age (a number)}. */
  public String describe() {
    return String.join(", ", factors.stream().map(Factor::describe).toList());
  }

  /**
   * Splits a text at its commas; those between double quotes do not count, and two quotes there
   * stand for one: {@code "height, cm",sex}.
   */
  public static List<String> split(String text) {
    Objects.requireNonNull(text, "text");
    return cut(text, ',', Integer.MAX_VALUE).stream().map(Condition::unquoted).toList();
  }

  private static List<String> cut(String text, char at, int most) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      quoted ^= text.charAt(i) == '"';
      if (!quoted && text.charAt(i) == at && parts.size() + 1 < most) {
        parts.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    parts.add(text.substring(from).strip());
    return parts;
  }

  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
  }

  /**
   * Returns the values of a condition written as {@code sex=f,age=30}, or of a single factor as
   * {@code f}. Names and classes that hold commas or equals signs are put in double quotes.
   *
   * @return C numbers, raw
   * @throws IllegalArgumentException if a factor or class is unknown, missing, or given twice; the
   *     message says which there are
   */
  public float[] values(String text) {
    Objects.requireNonNull(text, "text");
    Map<String, String> given = new LinkedHashMap<>();
    String only = factors.size() == 1 ? factors.get(0).name() : null;
    if (only != null && text.strip().startsWith(only + "=")) {
      given.put(only, unquoted(text.strip().substring(only.length() + 1).strip()));
    } else if (only != null
        && !text.strip().startsWith("\"" + only.replace("\"", "\"\"") + "\"=")) {
      given.put(only, unquoted(text.strip()));
    } else {
      for (String one : cut(text, ',', Integer.MAX_VALUE)) {
        List<String> pair = cut(one, '=', 2);
        String name = pair.size() < 2 ? "" : unquoted(pair.get(0));
        if (name.isEmpty() || given.put(name, unquoted(pair.get(1))) != null) {
          throw new IllegalArgumentException(
              "'"
                  + text
                  + "' is not a condition such as name=value,...: the model takes "
                  + describe());
        }
      }
    }
    float[] values = new float[width()];
    int at = 0;
    for (Factor factor : factors) {
      String value = given.remove(factor.name());
      if (value == null) {
        throw new IllegalArgumentException(
            "'"
                + text
                + "' says nothing of '"
                + factor.name()
                + "': the model takes "
                + describe());
      }
      factor.put(value, values, at);
      at += factor.width();
    }
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(
          "the model has no condition '"
              + given.keySet().iterator().next()
              + "'; it takes "
              + describe());
    }
    return values;
  }

  /** Whether there is but one factor, of classes, so that {@link #all} is known. */
  public boolean hasAll() {
    return factors.size() == 1 && !factors.get(0).classes().isEmpty();
  }

  /**
   * Returns every class once, as {@link #values} has them, where there is but one factor of
   * classes.
   */
  public List<float[]> all() {
    if (!hasAll()) {
      throw new IllegalArgumentException(
          "only a single condition with classes has all its values; the model takes " + describe());
    }
    List<float[]> all = new ArrayList<>();
    factors.get(0).classes().forEach(name -> all.add(values(factors.get(0).name() + "=" + name)));
    return all;
  }

  /** Returns how the model scales the values. */
  public Scaling scaling() {
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    for (Factor factor : factors) {
      double[] means = new double[factor.width()];
      Arrays.fill(means, factor.mean());
      for (double m : means) {
        mean.add(m);
        deviation.add(factor.standardDeviation());
      }
    }
    return new Scaling(mean, deviation);
  }
}
