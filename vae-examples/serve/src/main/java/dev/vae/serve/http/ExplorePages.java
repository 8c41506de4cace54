package dev.vae.serve.http;

import dev.vae.serve.call.Refusal;
import dev.vae.serve.explore.Exploration;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page to explore a model: its files, its data, and rows one by one. */
final class ExplorePages {
  private static final Map<String, String> FILES =
      Map.of(
          "page.html", "text/html; charset=utf-8",
          "page.css", "text/css",
          "page.js", "text/javascript",
          "map.js", "text/javascript",
          "decode.js", "text/javascript");

  private final Exploration exploration;
  private final byte[] data;

  ExplorePages(String model, Exploration exploration) {
    this.exploration = exploration;
    Map<String, Object> all = new LinkedHashMap<>(exploration.data());
    all.put("model", model);
    data = JsonText.of(all);
  }

  /** Answers with the page itself. */
  void page(Exchange exchange) {
    file(exchange, "page.html");
  }

  /** Answers what the page asks for. */
  void route(Exchange exchange, List<String> path) {
    if (path.size() == 1 && path.get(0).equals("data.json")) {
      exchange.answer(200, "application/json", data);
    } else if (path.size() == 2 && path.get(0).equals("rows")) {
      exchange.json(exploration.row(number(path.get(1))));
    } else if (path.size() == 1 && FILES.containsKey(path.get(0))) {
      file(exchange, path.get(0));
    } else {
      throw Door.unknown(exchange);
    }
  }

  private int number(String text) {
    if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) < exploration.size()) {
      return Integer.parseInt(text);
    }
    throw Refusal.notFound("there is no row '" + text + "' of " + exploration.size());
  }

  private static void file(Exchange exchange, String name) {
    exchange.header(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'");
    exchange.header("Cache-Control", "no-cache");
    try (InputStream file = ExplorePages.class.getResourceAsStream(name)) {
      exchange.answer(200, FILES.get(name), file.readAllBytes());
    } catch (IOException e) {
      throw Refusal.of(500, name + " cannot be read");
    }
  }
}
