package dev.vae.core.model;

import dev.vae.core.internal.adapt.Precision;
import dev.vae.core.internal.adapt.Units;
import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.DescribedRows;
import dev.vae.core.rows.RowMatrix;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Scaling;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.TracedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model's raw rows and conditions are, and how they become what its graphs take. */
final class ModelInputs {
  private final VaeSpec spec;
  private final Schema schema;
  private final List<Support> supports;
  private final Units units;

  ModelInputs(VaeSpec spec, Schema schema, List<Support> supports) {
    this.spec = spec;
    this.schema = schema;
    this.supports = supports;
    this.units = new Units(schema, supports, spec.condition());
  }

  Units units() {
    return units;
  }

  Rows prepared(Rows rows) {
    Objects.requireNonNull(rows, "rows");
    if (rows instanceof PreparedRows ready) {
      return ready.schema().equals(schema) ? ready : prepared(ready.raw());
    }
    Rows matching = rows.matching(schema, supports);
    if (matching.event().elements() != spec.width()) {
      throw new IllegalArgumentException(
          "the model takes rows of shape " + spec.event() + ", not " + matching.event());
    }
    checkCondition(matching);
    Rows scaled = matching.scaled(left(matching), units.condition());
    if (!(matching instanceof DescribedRows)) { // which were made binary by the schema
      scaled = units.thresholded(scaled);
    }
    return new PreparedRows(scaled, rows, schema);
  }

  /** How rows are scaled that may have been divided already. */
  private Optional<Scaling> left(Rows rows) {
    return rows.divisor() == 1 ? units.rows() : Units.left(schema, supports, rows.divisor());
  }

  List<String> advice(Rows rows) {
    Objects.requireNonNull(rows, "rows");
    Rows given = rows instanceof PreparedRows ready ? ready.raw() : rows;
    Rows matching = given.matching(schema, supports);
    return Precision.advice(schema, supports, matching, left(matching));
  }

  float[][] condition(String text) {
    Objects.requireNonNull(text, "text");
    Condition meaning =
        schema
            .condition()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        spec.condition() == 0
                            ? "the model takes no condition"
                            : "the condition has no schema: the model does not know what its "
                                + Messages.count(spec.condition(), "value")
                                + " of a condition mean: give them as numbers"));
    return new float[][] {meaning.values(text)};
  }

  void checkCondition(Rows rows) {
    Objects.requireNonNull(rows, "rows");
    if (rows.condition() != spec.condition()) {
      throw new IllegalArgumentException(
          (spec.condition() == 0 ? "the model takes no condition" : conditioned())
              + ", but its rows have "
              + (rows.condition() == 0
                  ? "none"
                  : "one of " + Messages.count(rows.condition(), "value")));
    }
  }

  private String conditioned() {
    return "the model is conditioned on "
        + schema
            .condition()
            .map(Condition::describe)
            .orElse(Messages.count(spec.condition(), "value"));
  }

  List<RowRunner.Given> given(
      String input, float[][] rows, int width, float @Nullable [][] conditions) {
    List<RowRunner.Given> given = new ArrayList<>();
    given.add(new RowRunner.Given(input, rows, width));
    addConditions(given, conditions, rows.length);
    return given;
  }

  void addConditions(List<RowRunner.Given> given, float @Nullable [][] conditions, int rows) {
    if (spec.condition() == 0 && conditions == null) {
      return;
    }
    if (spec.condition() == 0) {
      throw new IllegalArgumentException("the model takes no condition");
    }
    if (conditions == null) {
      throw new IllegalArgumentException(conditioned() + ": give a condition");
    }
    if (conditions.length != 1 && conditions.length != rows) {
      throw new IllegalArgumentException(
          Messages.count(conditions.length, "condition")
              + " for "
              + Messages.count(rows, "row")
              + "; give one for all or one for each");
    }
    float[][] scaled = units.conditions(RowMatrix.of(conditions, "condition of row"));
    given.add(new RowRunner.Given(TracedModel.CONDITION, scaled, spec.condition()));
  }
}
