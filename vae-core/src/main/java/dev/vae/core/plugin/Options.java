package dev.vae.core.plugin;

import dev.vae.core.internal.text.Messages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of a {@link Spec}, and remembers which were read so that a misspelt one is
 * noticed.
 */
public final class Options {
  private final Spec spec;
  private final Plugins plugins;
  private final Set<String> read = new HashSet<>();

  Options(Spec spec, Plugins plugins) {
    this.spec = spec;
    this.plugins = plugins;
  }

  /** Returns a whole number that must be there. */
  public int integer(String option) {
    return number(option, Long.class, "a whole number", null).intValue();
  }

  /** Returns a whole number. */
  public int integer(String option, int otherwise) {
    return number(option, Long.class, "a whole number", (long) otherwise).intValue();
  }

  /** Returns a number that must be there. */
  public double decimal(String option) {
    return number(option, Number.class, "a number", null).doubleValue();
  }

  /** Returns a number. */
  public double decimal(String option, double otherwise) {
    return number(option, Number.class, "a number", otherwise).doubleValue();
  }

  /** Returns a text that must be there. */
  public String text(String option) {
    return get(option, String.class, "a text", null);
  }

  /** Returns a text. */
  public String text(String option, String otherwise) {
    return get(option, String.class, "a text", otherwise);
  }

  /** Returns one of the given texts. */
  public String choice(String option, String otherwise, List<String> allowed) {
    String value = text(option, otherwise);
    if (!allowed.contains(value)) {
      throw new IllegalArgumentException(
          "option '"
              + option
              + "' of '"
              + spec.name()
              + "' is '"
              + Messages.shown(value)
              + "'; "
              + Messages.suggest(value, allowed, "it can be "));
    }
    return value;
  }

  /** Returns true or false. */
  public boolean flag(String option, boolean otherwise) {
    return get(option, Boolean.class, "true or false", otherwise);
  }

  /** Returns whole numbers, where a single one may stand for a list of one; empty where absent. */
  public List<Integer> integers(String option) {
    List<Integer> result = new ArrayList<>();
    if (spec.options().get(option) instanceof Long) {
      return List.of(integer(option));
    }
    for (Object value : get(option, List.class, "a list of whole numbers", List.of())) {
      if (!(value instanceof Long whole) || whole != whole.intValue()) {
        throw wrong(option, "a list of whole numbers", value);
      }
      result.add(whole.intValue());
    }
    return result;
  }

  /** Returns the entries of a list as they were read, such as {@link Long} or {@link List}. */
  public List<?> list(String option, List<?> otherwise) {
    return get(option, List.class, "a list", otherwise);
  }

  /** Returns a nested spec that must be there, to be made through {@link #plugins}. */
  public Spec spec(String option) {
    return asSpec(option, get(option, Object.class, "a part", null));
  }

  /** Returns nested specs; empty where the option is absent. */
  public List<Spec> specs(String option) {
    List<Spec> result = new ArrayList<>();
    for (Object value : get(option, List.class, "a list of parts", List.of())) {
      result.add(asSpec(option, value));
    }
    return result;
  }

  /** Whether the option is given. */
  public boolean has(String option) {
    return spec.options().containsKey(option);
  }

  /** Returns what nested parts are made with. */
  public Plugins plugins() {
    return plugins;
  }

  /** Throws if an option was given that nobody read. */
  void checkAllRead() {
    for (String option : spec.options().keySet()) {
      if (!read.contains(option)) {
        String known =
            read.isEmpty()
                ? "it has none"
                : Messages.suggest(option, new TreeSet<>(read), "its options: ");
        throw new IllegalArgumentException(
            "'" + spec.name() + "' has no option '" + Messages.shown(option) + "'; " + known);
      }
    }
  }

  private Number number(
      String option, Class<? extends Number> type, String words, @Nullable Number otherwise) {
    Number value = get(option, type, words, otherwise);
    if (type == Long.class && value.longValue() != value.intValue()) {
      throw wrong(option, "a whole number of at most 2147483647", value);
    }
    return value;
  }

  private <T> T get(String option, Class<? extends T> type, String words, @Nullable T otherwise) {
    read.add(option);
    Object value = spec.options().get(option);
    if (value == null) {
      if (otherwise == null) {
        throw new IllegalArgumentException(
            "'" + spec.name() + "' needs option '" + option + "', " + words);
      }
      return otherwise;
    }
    if (!type.isInstance(value)) {
      throw wrong(option, words, value);
    }
    return type.cast(value);
  }

  private Spec asSpec(String option, Object value) {
    if (value instanceof Spec nested) {
      return nested;
    }
    if (value instanceof String name) {
      return Spec.of(name);
    }
    throw wrong(option, "a part's name, or an object with a \"type\"", value);
  }

  private IllegalArgumentException wrong(String option, String words, Object value) {
    return new IllegalArgumentException(
        "option '"
            + option
            + "' of '"
            + spec.name()
            + "' must be "
            + words
            + ", not "
            + Messages.shown(value));
  }
}
