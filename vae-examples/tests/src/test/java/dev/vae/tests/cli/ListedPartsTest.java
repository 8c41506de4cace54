package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.vae.tests.Modules;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What pages say there is, beside what {@code vae plugins} lists. */
class ListedPartsTest {

  private static final List<String> KINDS =
      List.of("likelihood", "posterior", "prior", "objective", "layer");

  private static Map<String, Set<String>> listed() {
    JsonObject plugins =
        JsonParser.parseString(Cli.run("plugins", "--json").done().out()).getAsJsonObject();
    Map<String, Set<String>> names = new TreeMap<>();
    for (JsonElement plugin : plugins.getAsJsonArray("plugins")) {
      JsonObject one = plugin.getAsJsonObject();
      names
          .computeIfAbsent(one.get("kind").getAsString(), kind -> new TreeSet<>())
          .add(one.get("name").getAsString());
    }
    return names;
  }

  private static String page(String name) throws Exception {
    return Files.readString(Modules.root().resolve(name));
  }

  @Test
  void readmeCountsThem() throws Exception {
    Map<String, Integer> said = new TreeMap<>();
    Pattern.compile("(\\d+) (likelihood|posterior|prior|objective|layer)s")
        .matcher(page("README.md"))
        .results()
        .forEach(found -> said.put(found.group(2), Integer.valueOf(found.group(1))));
    Map<String, Integer> counts = new TreeMap<>();
    listed().forEach((kind, names) -> counts.put(kind, names.size()));
    counts.keySet().retainAll(said.keySet());
    assertEquals(5, said.size(), said.toString());
    assertEquals(counts, said);
  }

  @Test
  void pagesNameThem() throws Exception {
    Map<String, Set<String>> listed = listed();
    for (String kind : KINDS) {
      assertEquals(List.of(), missing("`%s`", page("docs/models.md"), listed.get(kind)), kind);
    }
    String data = page("docs/data.md");
    assertEquals(List.of(), missing("| `%s[`:#,].*", data, listed.get("data source")));
  }

  /** The names that a page lacks. */
  private static List<String> missing(String form, String page, Set<String> names) {
    return names.stream()
        .filter(
            name ->
                !Pattern.compile(form.formatted(name).replace("|", "[|,]")).matcher(page).find())
        .toList();
  }
}
