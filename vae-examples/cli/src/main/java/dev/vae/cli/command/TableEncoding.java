package dev.vae.cli.command;

import dev.vae.cli.show.Console;
import dev.vae.cli.show.RowOutput;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.text.Messages;
import dev.vae.data.rows.DataException;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.encode.LatentMap;
import dev.vae.data.tabular.encode.TableEncoder;
import dev.vae.draw.Charts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Encodes the rows of a table, and draws a map of them. */
final class TableEncoding {

  @Parameters(
      index = "0+",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Of a table: the rows, in place of --data.")
  private Path file;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = {
        "Of a table: draw the rows along the two directions in which their latents vary most, as a"
            + " .png picture or an .html page. May be repeated."
      })
  private List<Path> maps = new ArrayList<>();

  @Option(
      names = "--colour",
      paramLabel = "COLUMN",
      description = "Of a map: the column that colours are by; the last with levels if not given.")
  private String colour;

  boolean given() {
    return file != null || !maps.isEmpty() || colour != null;
  }

  boolean incomplete() {
    return file == null;
  }

  int encode(TableModel model, Path out, Console console) throws IOException {
    for (Path map : maps) {
      if (!map.toString().matches("(?i).*\\.(png|html)")) {
        throw new DataException("--map draws a .png or an .html file, not '" + map + "'");
      }
    }
    Column column = maps.isEmpty() ? null : column(model.schema());
    Table table = Table.read(file, model.schema());
    table.notes().forEach(console::note);
    TableEncoder encoder = TableEncoder.of(model);
    float[][] latents = encoder.encode(table);
    RowOutput.table(out, RowOutput.numbered("z", encoder.latent()), latents);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("file", out.toString());
    result.put("rows", latents.length);
    if (!maps.isEmpty()) {
      int at = model.schema().index(column.name()).orElseThrow();
      LatentMap map = LatentMap.of(latents, column, table.values(at));
      for (Path path : maps) {
        draw(map, path);
      }
      result.put("maps", maps.stream().map(Path::toString).toList());
      result.put("explained", List.of(map.explained()[0], map.explained()[1]));
    }
    console.say(
        Messages.count(latents.length, "row")
            + " of "
            + Messages.count(encoder.latent(), "latent")
            + " written to "
            + out
            + (maps.isEmpty()
                ? ""
                : ", a map to "
                    + maps.stream().map(Path::toString).collect(Collectors.joining(" and "))));
    console.result(result);
    return 0;
  }

  private Column column(TableSchema schema) {
    if (colour != null) {
      Column column = schema.column(colour);
      if (!column.modelled()) {
        throw new DataException("column '" + colour + "' is not modelled: colour by another");
      }
      return column;
    }
    List<Column> modelled = schema.columns().stream().filter(Column::modelled).toList();
    List<Column> levels = modelled.stream().filter(c -> c.type().hasLevels()).toList();
    List<Column> candidates = levels.isEmpty() ? modelled : levels;
    return candidates.get(candidates.size() - 1);
  }

  private void draw(LatentMap map, Path path) throws IOException {
    String title = file.getFileName() + " by " + map.colour();
    if (path.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".html")) {
      AtomicFiles.write(path, map.html(title));
      return;
    }
    Map<String, double[][]> groups = new LinkedHashMap<>();
    map.groups().forEach(g -> groups.put(g.name(), g.points()));
    Charts.scatter(path, title, groups);
  }
}
