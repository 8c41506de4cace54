package dev.vae.examples.cli;

import dev.vae.core.model.Vae;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rows that a command reads. */
final class DataOptions {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "SOURCE",
      converter = Sources.class,
      description = {
        "Where rows come from: digits, shapes, mnist[:DIR], idx:IMAGES[,LABELS], npy:FILE,"
            + " npz:FILE#KEY, csv:FILE or images:DIR. mnist#test and digits#test are for judging."
      })
  private DataSource source;

  @Mixin private RowOptions rows;

  DataSource source() {
    return source;
  }

  RowOptions rows() {
    return rows;
  }

  long seed() {
    return rows.seed();
  }

  /** The rows as a trained model wants them. */
  Dataset forModel(Vae vae, GivenCondition given, Console console) {
    return Data.fit(rows.forModel(source, vae, given, console), vae);
  }

  /** The same for a command that computes their likelihood. */
  Dataset toJudge(Vae vae, GivenCondition given, Console console) {
    return Data.judged(rows.forModel(source, vae, given, console), vae, console);
  }
}
