package dev.vae.cli.command;

import dev.vae.cli.option.ModelFolder;
import dev.vae.cli.show.Console;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.Json;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.TableSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what the columns of a table are. */
@Command(
    name = "schema",
    description = {
      "Show what each column of a table is, why, and what would change that: types are found from"
          + " all rows. Written with --out, it can be edited."
    },
    mixinStandardHelpOptions = true)
public final class SchemaCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "TABLE",
      description = {
        "A CSV or TSV file (plain or gzip), npz:FILE#KEY, jdbc:URL?QUERY, or parquet:FILE with"
            + " DuckDB's driver on the class path."
      })
  private String table;

  @Option(
      names = "--column",
      paramLabel = "NAME=TYPE",
      description = {
        "Give a column a type: real, positive, count, binary, categorical, ordinal, date, days, id,"
            + " text, constant or ignore; or a word that means missing, by NAME=missing:-999."
      })
  private List<String> columns = List.of();

  @Option(names = "--out", paramLabel = "FILE", description = "Write the schema as JSON.")
  private Path out;

  @Mixin private Console console;

  @Override
  public Integer call() throws IOException {
    if (!table.contains(":")) {
      ModelFolder.refuseAsTable(Path.of(table));
    }
    TableSchema schema = TableSchema.infer(TableSource.parse(table), columns);
    console.say(schema.describe().stripTrailing());
    if (out != null) {
      AtomicFiles.write(out, schema.toJson());
      console.say("the schema is in " + out);
    }
    console.result(Json.read(schema.toJson()));
    return 0;
  }
}
