package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.data.table.Table;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.export.runtime.Bundle;
import dev.vae.export.runtime.OnnxTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a reason says was to be expected is what the cell is filled with when it is hidden. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExpectedCellsTest {
  private static final int TOLD = 5;

  private Path folder;
  private Path bundle;
  private Path model;
  private Path fresh;
  private List<Map<String, String>> rows;

  @BeforeAll
  void train(@TempDir Path given) throws Exception {
    folder = given;
    bundle = folder.resolve("onnx");
    model = MixedTable.exported(folder, bundle);
    rows = new ArrayList<>(MixedTable.odd(60, 12));
    rows.addAll(MixedTable.rows(60, 13));
    fresh = folder.resolve("fresh.csv");
    Files.writeString(fresh, MixedTable.csv(rows, MixedTable.NAMES));
  }

  private List<JsonObject> reasons() throws Exception {
    Path told = folder.resolve("told.jsonl");
    Fork.vae("score", model, fresh, "--reasons", TOLD, "--out", told).done();
    List<JsonObject> all = new ArrayList<>();
    for (String line : Files.readAllLines(told)) {
      JsonObject row = JsonParser.parseString(line).getAsJsonObject();
      for (JsonElement each : row.getAsJsonArray("reasons")) {
        JsonObject reason = each.getAsJsonObject();
        reason.add("row", row.get("row"));
        all.add(reason);
      }
    }
    return all;
  }

  /** Both in processes of their own, as they print them. */
  @Test
  void theCommandsPrintTheSame() throws Exception {
    List<JsonObject> reasons = reasons();
    List<Map<String, String>> hidden = new ArrayList<>();
    for (JsonObject reason : reasons) {
      Map<String, String> row = new LinkedHashMap<>(rows.get(reason.get("row").getAsInt()));
      String column = reason.get("column").getAsString();
      row.put(column, column.equals("vip") ? "NULL" : "");
      hidden.add(row);
    }
    Path holes = folder.resolve("holes.csv");
    Files.writeString(holes, MixedTable.csv(hidden, MixedTable.NAMES));
    Path whole = folder.resolve("whole.csv");
    Fork.vae("impute", model, holes, "--out", whole).done();
    Table filled = Table.read(whole, TableModel.load(model).schema());
    Map<String, Integer> compared = new TreeMap<>();
    for (int i = 0; i < reasons.size(); i++) {
      String column = reasons.get(i).get("column").getAsString();
      assertEquals(
          filled.cell(i, MixedTable.NAMES.indexOf(column)),
          reasons.get(i).get("expected").getAsString(),
          reasons.get(i)::toString);
      compared.merge(column, 1, Integer::sum);
    }
    assertEquals(MixedTable.NAMES.size(), compared.size(), compared.toString());
    assertTrue(compared.values().stream().allMatch(n -> n >= 5), compared.toString());
  }

  private static Map<String, Object> values(Bundle bundle, Map<String, String> row) {
    Map<String, Object> values = new HashMap<>();
    for (Bundle.Port port : bundle.files().get("score").inputs()) {
      String text = row.get(port.name());
      if (text != null && MixedTable.there(port.name(), text)) {
        values.put(port.name(), MixedTable.given(port.name(), text, !port.type().equals("string")));
      }
    }
    return values;
  }

  /** Both loaded anew: the model here, the files in onnxruntime. */
  @Test
  void exportedFilesExpectTheSame() {
    TableModel loaded = TableModel.load(model);
    List<RowScore> here = new ArrayList<>();
    loaded.score(Table.read(fresh, loaded.schema()), TOLD, here::add);
    List<String> other = new ArrayList<>();
    int cells = 0;
    try (OnnxTable table = OnnxTable.open(bundle)) {
      List<OnnxTable.Score> there =
          table.score(rows.stream().map(row -> values(table.bundle(), row)).toList(), TOLD);
      for (int r = 0; r < rows.size(); r++) {
        Map<String, Object> expected =
            there.get(r).reasons().stream()
                .collect(Collectors.toMap(OnnxTable.Reason::column, OnnxTable.Reason::expected));
        for (RowScore.Reason own : here.get(r).reasons()) {
          Column column = loaded.schema().column(own.column());
          Object told = expected.get(own.column());
          boolean same =
              told instanceof Double number
                  ? Math.abs(number - own.expected())
                      <= 1e-5 * Math.max(1, Math.abs(own.expected()))
                  : column.format(own.expected()).equals(told);
          cells++;
          if (!same) {
            other.add("row " + r + ": " + own + " and " + told);
          }
        }
      }
    }
    // which of two cells is judged may be a matter of rounding, and so may be a vote
    assertTrue(cells > 400 && other.size() <= 0.01 * cells, cells + " cells: " + other);
  }
}
