package dev.vae.cli.option;

import dev.vae.cli.show.Console;
import dev.vae.core.model.Vae;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Places in the latent space to begin with: those of data, or draws from the prior. */
public final class OptionalDataOptions {

  @Option(
      names = "--data",
      paramLabel = "SOURCE",
      description = {
        "Rows to begin with, such as csv:FILE, images:DIR or digits; see --data of 'vae train"
            + " --help' for all. Draws from the prior if not given."
      })
  private String source;

  @Mixin private RowOptions rows;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  public boolean given() {
    return source != null;
  }

  /** Returns up to {@code count} latents, each with what it is to be decoded with. */
  public Latents.Places latents(Vae vae, int count, ConditionOption given, Console console) {
    if (!given()) {
      return Latents.prior(vae, count, rows.seed(), given.single(vae));
    }
    DataSource named = DataSources.parse("--data", source, command);
    Dataset fitted = ModelRows.fit(rows.forModel(named, vae, given, console), vae);
    ModelRows.Some some = ModelRows.some(fitted, count, rows.seed());
    return new Latents.Places(vae.encode(some.rows(), rows.seed()).mean(), some.conditions());
  }
}
