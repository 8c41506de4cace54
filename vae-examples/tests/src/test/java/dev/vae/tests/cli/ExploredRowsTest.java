package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows of a table a page shows: everyone who can open it reads them. */
class ExploredRowsTest {
  @TempDir private Path folder;

  @Test
  void aLimitHoldsForTablesAndOptionsOfOthersAreRefused() throws IOException {
    StringBuilder text = new StringBuilder("name,x,job\n");
    for (int i = 0; i < 60; i++) {
      text.append("person").append(i).append(',').append(i * 7 % 31).append(".5,");
      text.append(i % 3 == 0 ? "\"cook, head\"" : i % 3 == 1 ? "" : "nurse").append('\n');
    }
    Path csv = Files.writeString(folder.resolve("t.csv"), text);
    Path model = folder.resolve("model");
    TableModel.fit(
            Table.read(csv, TableSchema.infer(csv)),
            TableOptions.defaults().withMembers(2).withSteps(3))
        .save(model);
    Path whole = folder.resolve("whole");
    Cli.run("export", model, csv, "--static-site", whole).done();
    assertTrue(Files.readString(whole.resolve("explore/0/data.json")).contains("\"count\":60"));
    Path some = folder.resolve("some");
    Cli.run("export", model, csv, "--static-site", some, "--limit", 4).done();
    assertTrue(Files.readString(some.resolve("explore/0/data.json")).contains("\"count\":4"));
    assertFalse(mentions(some, "person4"));
    assertTrue(mentions(some, "person3") && mentions(some, "cook, head"));
    assertTrue(mentions(whole, "person59"));
    for (List<Object> option :
        List.<List<Object>>of(List.of("--missing"), List.of("--standardize"))) {
      Path out = folder.resolve("refused");
      Cli.Result refused = Cli.run("export", model, csv, "--static-site", out, option.get(0));
      assertEquals(2, refused.code(), refused.toString());
      assertTrue(refused.err().contains(option.get(0) + " is for rows of numbers"), refused.err());
    }
  }

  private static boolean mentions(Path site, String word) throws IOException {
    try (Stream<Path> all = Files.walk(site.resolve("explore/0"))) {
      for (Path one : all.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(one), java.nio.charset.StandardCharsets.UTF_8)
            .contains(word)) {
          return true;
        }
      }
      return false;
    }
  }
}
