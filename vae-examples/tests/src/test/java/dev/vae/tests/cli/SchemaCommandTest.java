package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaCommandTest {
  @TempDir private Path folder;
  private Path table;

  @BeforeEach
  void writeTable() throws Exception {
    table = folder.resolve("t.csv");
    StringBuilder text = new StringBuilder("zip,age,smoker\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 2 == 0 ? "00501" : "90210").append(',').append(20 + i * i % 41);
      text.append(i % 3 == 0 ? ",yes\n" : ",no\n");
    }
    Files.writeString(table, text);
  }

  @Test
  void columnsAreShownWithWhatWouldChangeThem() {
    Cli.Result result = Cli.run("schema", table).done();
    assertTrue(
        result.out().contains("60 rows, 3 columns; comma, UTF-8, with a header"), result.out());
    assertTrue(result.out().contains("--column 'zip=real'"), result.out());
    assertEquals("", result.err());
  }

  @Test
  void theSchemaIsTheLibrarys() throws Exception {
    Path out = folder.resolve("schema.json");
    String json =
        Cli.run("schema", table, "--column", "age=count", "--json", "--out", out).done().out();
    TableSchema schema = TableSchema.infer(table).withOverride("age=count");
    assertEquals(schema, TableSchema.fromJson(json));
    assertEquals(schema.toJson(), Files.readString(out));
  }

  @Test
  void aModelIsTrainedByAWrittenSchema() throws Exception {
    Path out = folder.resolve("schema.json");
    Cli.run("schema", table, "--column", "age=count", "--out", out).done();
    Path model = folder.resolve("m");
    Object[] line = {"train", table, "--schema", out, "--out", model, "--members", 2, "--steps", 9};
    Cli.run(line).done();
    TableSchema own = TableModel.load(model).schema();
    assertEquals(TableSchema.fromJson(Files.readString(out)), own);
    Files.writeString(out, "{\"columns\": 3}");
    Cli.Result wrong = Cli.run(line);
    assertTrue(wrong.code() == 1 && wrong.err().startsWith("vae: " + out), wrong.err());
    line[3] = folder.resolve("none.json");
    assertTrue(Cli.run(line).err().contains("there is no file"), "it is named");
  }

  @Test
  void mistakesAreToldInALine() {
    for (String wrong :
        new String[] {"age=kount", "agee=count", "zip=count:x", "smoker=real", "x"}) {
      Cli.Result result = Cli.run("schema", table, "--column", wrong);
      assertEquals(1, result.code(), wrong);
      assertEquals(1, result.err().lines().count(), result.err());
      assertTrue(
          result.err().startsWith("vae: ") && !result.err().contains("internal"), result.err());
    }
    Cli.Result absent = Cli.run("schema", folder.resolve("no.csv"));
    assertTrue(absent.code() == 1 && absent.err().contains("does not exist"), absent.err());
  }
}
