package dev.vae.core.internal.adapt;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.DescribedRows;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What is to be made of a spec for the rows that its model is trained on. */
public final class Adaptation {
  /** Layers that somebody who writes them has thought of columns, or puts rows in shape by. */
  private static final Set<String> BY_HAND =
      Set.of("perColumn", "oneHot", "embedding", "log1p", "unflatten");

  private final Map<String, String> likelihoods = new LinkedHashMap<>();
  private final List<String> conditions = new ArrayList<>();
  private Condition condition;
  private boolean perColumn;
  private boolean standardize;
  private Binarization binarization;
  private Consumer<String> notes = note -> {};

  /**
   * A spec, and the schema of its rows.
   *
   * @param schema everything that raw values go through
   */
  public record Adapted(VaeSpec spec, Schema schema) {}

  /** Chooses a likelihood for each column by its values, whatever the spec says. */
  public void likelihoodPerColumn() {
    perColumn = true;
  }

  /** Chooses the likelihood of a column; the others get one by their values. */
  public void likelihood(String column, String name) {
    likelihoods.put(column, name);
  }

  /** Scales the columns that take any number. */
  public void standardize() {
    standardize = true;
  }

  /** Makes values 0 or 1. */
  public void binarize(Binarization how) {
    binarization = how;
  }

  /** Conditions on columns or labels. */
  public void condition(List<String> names) {
    conditions.addAll(names);
  }

  /** Conditions on what is known already. */
  public void condition(Condition what) {
    condition = what;
  }

  /** Hears what is chosen, a sentence each. */
  public void notes(Consumer<String> told) {
    notes = told;
  }

  /**
   * Makes the spec fit the rows.
   *
   * @throws IllegalArgumentException if that cannot be
   */
  public Adapted of(VaeSpec given, DescribedRows raw, Plugins plugins) {
    DescribedRows rows = conditioned(raw);
    Schema known = rows.schema();
    boolean asStored = !given.hasEvent() || given.event().equals(raw.event());
    VaeSpec spec = asStored ? given.withEvent(rows.event()) : given;
    requireWidth(spec, rows);
    boolean chosen = choosesByColumn(spec, known);
    if (chosen) {
      spec = byColumn(spec, rows);
    } else if (!spec.hasLikelihood()) {
      spec = spec.withLikelihood(Spec.of("bernoulli"));
    }
    if (known.condition().isPresent()) {
      spec = ConditionLayers.in(spec, known.condition().get().width());
    }
    spec = spec.withColumnsNumbered(known.columns());
    List<Support> supports = plugins.likelihood(spec.likelihood()).supports(Shape.of(spec.width()));
    known
        .categories()
        .forEach((column, words) -> checkWords(known.column(column), words, supports.get(column)));
    checkStandardized(spec, supports);
    DescribedRows fitting = binarization == null ? rows : rows.binarized(binarization, supports);
    fitting = fitting.fitting(supports, notes);
    Schema schema = fitting.schema();
    if ((standardize || chosen) && supports.stream().anyMatch(Adaptation::isScaled)) {
      schema = schema.withScaling(fitting.scaling(supports));
    }
    return new Adapted(spec, schema);
  }

  private DescribedRows conditioned(DescribedRows rows) {
    if (conditions.isEmpty() && condition == null) {
      return rows;
    }
    if (rows.condition() > 0) {
      throw new IllegalArgumentException("the rows have a condition already: give no other");
    }
    return rows.conditioned(condition != null ? condition : rows.condition(conditions));
  }

  private static void requireWidth(VaeSpec spec, DescribedRows rows) {
    if (spec.width() != rows.event().elements()) {
      throw new IllegalArgumentException(
          "the model takes rows of shape "
              + spec.event()
              + ", the data's are "
              + rows.event()
              + "; change \"event\", or leave it out to take the data's");
    }
  }

  /** A table whose values were not made 0 or 1 gets it where nothing else was chosen. */
  private boolean choosesByColumn(VaeSpec spec, Schema rows) {
    boolean plain =
        (binarization == null || binarization == Binarization.NONE)
            && rows.binarization() == Binarization.NONE;
    return perColumn
        || !likelihoods.isEmpty()
        || !spec.hasLikelihood() && plain && rows.event().rank() == 1;
  }

  private VaeSpec byColumn(VaeSpec spec, DescribedRows rows) {
    if (rows.event().rank() > 1) {
      throw new IllegalArgumentException(
          "pictures have no columns to choose likelihoods for: name one for all, such as"
              + " discretizedLogistic");
    }
    ColumnLikelihoods columns = new ColumnLikelihoods(rows, likelihoods);
    notes.accept(columns.describe());
    VaeSpec with = spec.withLikelihood(columns.spec());
    List<Spec> encoder = new ArrayList<>(spec.encoder());
    boolean byHand =
        encoder.stream().anyMatch(l -> BY_HAND.contains(l.name()) || ConditionLayers.isShaping(l));
    if (columns.encoder().isEmpty() || byHand) {
      return with;
    }
    encoder.add(0, columns.encoder().get());
    return with.withLayers(encoder, spec.decoder());
  }

  private static boolean isScaled(Support support) {
    return support.kind() == Support.Kind.REAL || support.kind() == Support.Kind.POSITIVE;
  }

  private void checkStandardized(VaeSpec spec, List<Support> supports) {
    if (standardize && !supports.contains(Support.REAL)) {
      throw new IllegalArgumentException(
          "standardized values do not fit likelihood '"
              + spec.likelihood().name()
              + "'; do not standardize, or choose 'gaussian'");
    }
  }

  private static void checkWords(String column, List<String> words, Support support) {
    boolean two = support.kind() == Support.Kind.BINARY && words.size() == 2;
    if (support.kind() != Support.Kind.CATEGORY && !two) {
      throw new IllegalArgumentException(
          column
              + " holds words such as '"
              + words.get(0)
              + "', for which a likelihood of categories is needed: leave the choice to the values"
              + " (likelihood auto), or choose one for this column (--likelihood-of; in Java,"
              + " VaeBuilder.likelihood)");
    }
  }
}
