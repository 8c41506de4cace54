package dev.vae.cli.option;

import dev.vae.cli.show.Console;
import dev.vae.cli.show.DownloadDisplay;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Schema;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import picocli.CommandLine.Option;

/** What is done to rows before they are used, and the seed of all that is random. */
public final class RowOptions {

  @Option(
      names = "--binarize",
      paramLabel = "HOW",
      description = {
        "none, threshold (1 from 0.5 up) or dynamic (1 with the value as probability, anew at every"
            + " use). A trained model remembers."
      })
  private Binarization binarize;

  @Option(
      names = "--standardize",
      description =
          "Scale every column to mean 0 and standard deviation 1. A trained model remembers.")
  private boolean standardize;

  @Option(
      names = "--missing",
      description =
          "Take empty cells, NA, ? and NaN for values that were not observed, not for an error. A"
              + " trained model remembers.")
  private boolean missing;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = PositiveIntConverter.class,
      description = "Use the first N rows only, for a quick try.")
  private Integer limit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed gives the same bits; ${DEFAULT-VALUE} if not given.")
  private long seed;

  long seed() {
    return seed;
  }

  /** Takes missing values where a run that goes on did; null for none. */
  public void remember(Vae before) {
    missing |= before != null && before.schema().missing();
  }

  public boolean standardize() {
    return standardize;
  }

  public Binarization binarize() {
    return binarize == null ? Binarization.NONE : binarize;
  }

  /**
   * Returns how values are made binary, as a schema names it; what a model remembers if not given.
   */
  public Binarization binarization(Binarization remembered) {
    return binarize == null ? remembered : binarize;
  }

  /** Returns the rows of a source, as many as wanted, untouched otherwise. */
  public Dataset open(DataSource source, Console console) {
    return open(source, missing, console);
  }

  private Dataset open(DataSource source, boolean missing, Console console) {
    DataOptions options =
        DataOptions.DEFAULTS
            .withLimit(limit == null ? 0 : limit)
            .withMissing(missing)
            .withProgress(new DownloadDisplay(console.err()));
    Dataset rows = source.open(options);
    rows.notes().forEach(console::note);
    return rows;
  }

  /**
   * The rows of a source, prepared as those a model was trained with.
   *
   * @throws IllegalArgumentException if they are of another shape, or lack columns
   */
  Dataset forModel(DataSource source, Vae vae, ConditionOption given, Console console) {
    Schema schema = vae.schema();
    Dataset rows = open(source, missing || schema.missing(), console);
    if (given.given()) {
      float[] values = given.single(vae)[0];
      rows = rows.conditioned(schema.condition().orElseThrow(), values);
    }
    rows.leftOut(schema).ifPresent(console::note);
    checkStandardized(schema);
    return binarize == null
        ? rows.matching(schema, vae.supports())
        : rows.matching(schema.withBinarization(Binarization.NONE), vae.supports())
            .binarized(binarize, vae.supports());
  }

  /** Refuses to standardise for a model that takes values as they are. */
  public void checkStandardized(Schema schema) {
    if (standardize && schema.scaling().isEmpty()) {
      throw new IllegalArgumentException(
          "the model was trained without --standardize: leave it out here too");
    }
  }
}
