package dev.vae.serve.http;

import dev.vae.core.internal.io.Json;
import dev.vae.serve.explore.Exploration;
import dev.vae.serve.page.PageFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page to explore models: its files, and those of each model, which have a number. */
final class ExplorePages {
  private final List<Exploration> explorations;
  private final List<byte[]> data = new ArrayList<>();

  /**
   * @param models the names of the models that are explored, in their order
   */
  ExplorePages(List<String> models, List<Exploration> explorations) {
    this.explorations = explorations;
    for (int i = 0; i < explorations.size(); i++) {
      Map<String, Object> all = new LinkedHashMap<>(explorations.get(i).data());
      all.put("model", models.get(i));
      all.put("server", true);
      all.put("beside", i == 0 && explorations.size() > 1);
      data.add(Json.bytes(all));
    }
  }

  /** Answers with the page itself. */
  void page(Exchange exchange) {
    file(exchange, PageFiles.PAGE);
  }

  /** Answers what the page asks for. */
  void route(Exchange exchange, List<String> path) {
    String first = path.isEmpty() ? "" : path.get(0);
    if (path.size() == 1 && PageFiles.types().containsKey(first)) {
      file(exchange, first);
    } else if (first.matches("[01]") && Integer.parseInt(first) < explorations.size()) {
      int model = Integer.parseInt(first);
      String name = String.join("/", path.subList(1, path.size()));
      exchange.header("Cache-Control", "no-cache");
      exchange.answer(
          200,
          PageFiles.type(name),
          name.equals("data.json")
              ? data.get(model)
              : explorations
                  .get(model)
                  .file(name)
                  .orElseThrow(() -> RequestRouter.unknown(exchange)));
    } else {
      throw RequestRouter.unknown(exchange);
    }
  }

  private static void file(Exchange exchange, String name) {
    exchange.header("Content-Security-Policy", PageFiles.POLICY);
    exchange.header("Cache-Control", "no-cache");
    exchange.answer(200, PageFiles.types().get(name), PageFiles.content(name));
  }
}
