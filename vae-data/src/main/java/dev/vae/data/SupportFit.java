package dev.vae.data;

import dev.vae.core.plugin.Support;
import dev.vae.core.spec.Binarization;
import dev.vae.data.rows.CellPosition;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.util.ArrayList;
import java.util.List;

/** Makes the values of a data set fit what a likelihood gives a density to. */
final class SupportFit {
  static final String GREY_BERNOULLI =
      "grey values between 0 and 1 are taken as probabilities of a Bernoulli distribution:"
          + " figures in nats are then no likelihood of the data; binarize them for one that"
          + " is";

  private SupportFit() {}

  static Dataset.Fitted fit(Dataset data, Support support) {
    if (data.binarization() != Binarization.NONE) {
      return new Dataset.Fitted(data, List.of());
    }
    return switch (support.kind()) {
      case REAL -> new Dataset.Fitted(data, List.of());
      case UNIT_INTERVAL -> unitInterval(data);
      case BINARY -> binary(data, support);
      case POSITIVE, INTERVAL, CIRCLE -> within(data, support);
      case COUNT, CATEGORY -> counts(data, support);
    };
  }

  /** The data with values from 0 to 1. */
  static Dataset unit(Dataset data, String purpose) {
    if (knownUnit(data)) {
      return data;
    }
    ValueSummary found = data.summary();
    if (found.greyLevels() && !data.pipeline().fixed()) {
      return data.with(DivisorTransform.GREY);
    }
    String wanted = "between 0 and 1 " + purpose;
    if (found.min() < 0) {
      throw outside(data, found.smallest(), wanted, Support.UNIT_INTERVAL);
    }
    if (found.max() > 1) {
      throw outside(data, found.largest(), wanted, Support.UNIT_INTERVAL);
    }
    return data;
  }

  /** Whether the values are known to lie between 0 and 1 without reading them. */
  private static boolean knownUnit(Dataset data) {
    RowSource.Bounds bounds = data.pipeline().source().bounds().orElse(null);
    if (bounds == null || bounds.low() < 0) {
      return false;
    }
    List<Transform> transforms = data.pipeline().transforms();
    return transforms.isEmpty() && bounds.high() <= 1
        || transforms.size() == 1
            && transforms.get(0) instanceof DivisorTransform scale
            && bounds.high() <= scale.by();
  }

  private static Dataset.Fitted unitInterval(Dataset data) {
    Dataset unit = unit(data, "for this likelihood");
    return new Dataset.Fitted(unit, scaled(data, unit));
  }

  private static Dataset.Fitted binary(Dataset data, Support support) {
    Dataset unit = unit(data, "for this likelihood (it wants " + support.describe() + ")");
    List<String> notes = new ArrayList<>(scaled(data, unit));
    boolean known =
        data.pipeline().source().bounds().map(b -> b.integer() && b.high() <= 1).orElse(false);
    if (!known && !RowScan.binary(unit)) {
      notes.add(GREY_BERNOULLI);
    }
    return new Dataset.Fitted(unit, notes);
  }

  private static List<String> scaled(Dataset before, Dataset after) {
    return before == after
        ? List.of()
        : List.of("the values are integers from 0 to 255 and were divided by 255");
  }

  private static Dataset.Fitted within(Dataset data, Support support) {
    ValueSummary found = data.summary();
    String wanted = support.describe() + " for this likelihood";
    if (!support.contains(found.min())) {
      throw outside(data, found.smallest(), wanted, support);
    }
    if (!support.contains(found.max())) {
      throw outside(data, found.largest(), wanted, support);
    }
    return new Dataset.Fitted(data, List.of());
  }

  private static Dataset.Fitted counts(Dataset data, Support support) {
    boolean scaled =
        !data.pipeline().fixed()
            && data.pipeline().transforms().equals(List.of(DivisorTransform.GREY));
    Dataset counts = scaled ? new Dataset(data.pipeline().withoutTransforms()) : data;
    ValueSummary found = counts.summary();
    CellPosition wrong = found.min() < 0 ? found.smallest() : found.fraction();
    wrong = wrong == null && found.max() > support.largest() ? found.largest() : wrong;
    if (wrong != null) {
      throw outside(counts, wrong, support.describe() + ", for this likelihood", support);
    }
    return new Dataset.Fitted(
        counts, scaled ? List.of("the values are used as counts 0..255, not divided") : List.of());
  }

  static DataException outside(Dataset data, CellPosition place, String wanted, Support support) {
    return new DataException(
        data
            + ": the value at "
            + place.describe()
            + " is "
            + plain(place.value())
            + ", but every value must be "
            + wanted
            + "; "
            + (data.pipeline().fixed() && value255(data, place)
                ? "the model divides by "
                    + plain(data.divisor())
                    + ", as the data that it was trained on; give it values on that scale"
                : advice(support, place.value())));
  }

  private static String advice(Support support, double value) {
    boolean beyond = value > support.largest();
    return switch (support.kind()) {
      case CATEGORY ->
          beyond
              ? "give the likelihood more categories (option 'categories'), or change the data"
              : "number the categories from 0, or choose a likelihood for such values";
      case COUNT ->
          beyond
              ? "give the likelihood more trials (option 'trials'), or change the data"
              : "rescale the data, or choose a likelihood for such values such as gaussian";
      case CIRCLE -> "turn degrees into radians (times π / 180), or choose another likelihood";
      case REAL, BINARY, UNIT_INTERVAL, INTERVAL, POSITIVE ->
          "rescale the data, or choose a likelihood for such values such as gaussian";
    };
  }

  /** Whether a value looks like a grey level of another scale than the model's. */
  private static boolean value255(Dataset data, CellPosition place) {
    return data.event().rank() > 1 && place.value() > 1;
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
