package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.export.table.TableExporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs in the README of a table's bundle run as they stand, so each date of their row is one,
 * as the files take it: text in a style that they read, numbers otherwise. No summary of a column
 * tells one.
 */
class ReadmeDatesTest {
  @Test
  void exampleRowsHoldDates(@TempDir Path folder) throws Exception {
    StringBuilder csv = new StringBuilder("day,early,ts,x\n");
    Random random = new Random(1);
    for (int r = 0; r < 200; r++) {
      LocalDate day = LocalDate.of(2024, 3, 1).plusDays(random.nextInt(300));
      long seconds = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) + random.nextInt(86_400);
      int hour = 5 + random.nextInt(18);
      csv.append(day)
          .append(String.format(Locale.ROOT, ",%02d%02d,", hour, 5 * random.nextInt(12)))
          .append(seconds)
          .append(String.format(Locale.ROOT, ",%.2f\n", hour + random.nextGaussian()));
    }
    Path file = folder.resolve("t.csv");
    Files.writeString(file, csv);
    TableSchema schema = TableSchema.infer(file);
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(20);
    TableModel model = TableModel.fit(Table.read(file, schema), options);
    TableExporter.of(model).write(folder.resolve("onnx"));
    List<String> lines = Files.readAllLines(folder.resolve("onnx/README.md"));
    for (Column column : schema.columns().subList(0, 3)) {
      assertEquals(ColumnType.DATE, column.type(), schema.describe());
      String start = "    \"" + column.name() + "\": ";
      String line = lines.stream().filter(l -> l.startsWith(start)).findFirst().orElseThrow();
      String value = line.substring(start.length(), line.length() - 1);
      double days =
          value.startsWith("\"")
              ? read(schema, column, value.replace("\"", ""))
              : Double.parseDouble(value);
      double asDays = column.name().equals("ts") ? days / 86_400 : days;
      boolean time = column.name().equals("early");
      double first = time ? 0 : LocalDate.of(2024, 3, 1).toEpochDay();
      assertTrue(asDays >= first && asDays <= first + (time ? 1 : 301), line);
    }
  }

  private static double read(TableSchema schema, Column column, String cell) {
    Table one = Table.of(schema, List.of(Map.of(column.name(), cell)));
    return one.values(schema.index(column.name()).orElseThrow())[0];
  }
}
