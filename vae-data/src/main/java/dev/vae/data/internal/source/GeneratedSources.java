package dev.vae.data.internal.source;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.Dataset;
import dev.vae.data.generate.Digits;
import dev.vae.data.generate.Shapes;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.SourceText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Opens sources that are generators. */
final class GeneratedSources {
  private static final long DIGITS = 10_000;
  private static final long TEST_DIGITS = 2_000;
  private static final List<String> SHAPES = List.of("square", "ellipse", "heart");

  private GeneratedSources() {}

  static Dataset digits(SourceText text, DataOptions options) {
    text.requireNoPlace();
    OptionClashes.require(
        text,
        option -> OptionClashes.key(option, SourceText.isNumber(option) ? "a count" : "a part"));
    long count = 0;
    long seed = 0;
    Digits.Part part = Digits.Part.TRAIN;
    for (String option : text.options()) {
      Optional<String> given = SourceText.value(option, "seed");
      if (given.isPresent()) {
        seed = text.number(option, given.get());
      } else if (option.equals("test")) {
        part = Digits.Part.TEST;
      } else if (SourceText.isNumber(option)) {
        count = requireSome(text, option);
      } else if (!option.equals("train")) {
        throw text.unknown(option);
      }
    }
    if (count == 0) {
      count = part == Digits.Part.TRAIN ? DIGITS : TEST_DIGITS;
    }
    return Dataset.of(new Digits(count, seed, part), options.missing());
  }

  static Dataset shapes(SourceText text, DataOptions options) {
    text.requireNoPlace();
    OptionClashes.require(
        text,
        option -> OptionClashes.key(option, SourceText.isNumber(option) ? "a count" : option));
    long count = 0;
    long seed = 0;
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String option : text.options()) {
      int equals = option.indexOf('=');
      String key = equals < 0 ? option : option.substring(0, equals);
      if (key.equals("seed") && equals > 0) {
        seed = text.number(option, option.substring(equals + 1));
      } else if (SourceText.isNumber(option)) {
        count = requireSome(text, option);
      } else if (equals > 0 && Shapes.FACTORS.contains(key)) {
        wanted.put(key, option.substring(equals + 1));
      } else {
        throw new DataException(
            "source '"
                + text.shown()
                + "': option '"
                + Messages.shown(option)
                + "' is not known; factors are "
                + Messages.suggest(key, Shapes.FACTORS)
                + "; write "
                + text.usage());
      }
    }
    Dataset data = Dataset.of(new Shapes(), options.missing());
    if (!wanted.isEmpty()) {
      data = data.pick(matching(text, data, wanted), wanted.toString());
    }
    return count == 0 ? data : data.sample((int) Math.min(count, data.size()), seed);
  }

  private static long requireSome(SourceText text, String option) {
    long count = text.number(option, option);
    if (count == 0) {
      throw new DataException("source '" + text.shown() + "' asks for 0 rows; ask for at least 1");
    }
    return count;
  }

  private static long[] matching(SourceText text, Dataset data, Map<String, String> wanted) {
    Labels labels = data.labels().orElseThrow();
    LongStream rows = LongStream.range(0, data.size());
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      int factor = labels.factor(entry.getKey());
      int[] range = range(text, entry.getKey(), entry.getValue(), labels.classes(factor));
      rows =
          rows.filter(r -> labels.get(r, factor) >= range[0] && labels.get(r, factor) <= range[1]);
    }
    return rows.toArray();
  }

  /** {@code 3}, {@code 0..15} or the name of a shape. */
  private static int[] range(SourceText text, String factor, String value, int classes) {
    if (factor.equals("shape") && SHAPES.contains(value)) {
      int shape = SHAPES.indexOf(value);
      return new int[] {shape, shape};
    }
    if (factor.equals("shape") && !value.matches("-?[0-9.]+")) {
      throw new DataException(
          "source '"
              + text.shown()
              + "': there is no shape '"
              + Messages.shown(value)
              + "': "
              + Messages.suggest(value, SHAPES, "it can be ")
              + ", or a number 0 to "
              + (classes - 1));
    }
    int dots = value.indexOf("..");
    long low = text.number(factor, dots < 0 ? value : value.substring(0, dots));
    long high = text.number(factor, dots < 0 ? value : value.substring(dots + 2));
    if (low < 0 || high < low || high >= classes) {
      throw new DataException(
          "source '"
              + text.shown()
              + "': "
              + factor
              + " lies between 0 and "
              + (classes - 1)
              + (factor.equals("shape") ? " (square, ellipse, heart)" : "")
              + ", not "
              + value);
    }
    return new int[] {(int) low, (int) high};
  }
}
