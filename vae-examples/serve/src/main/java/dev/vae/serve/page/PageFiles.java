package dev.vae.serve.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the page itself, the same for every model. */
public final class PageFiles {
  /** The page, which is at the root. */
  public static final String PAGE = "page.html";

  /** What the page may load and run: nothing from elsewhere. */
  public static final String POLICY =
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob: data:;"
          + " base-uri 'none'; form-action 'none'";

  private static final String FOLDER = "/dev/vae/serve/explore/";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /** Names and types. */
  private static final Map<String, String> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put(PAGE, "text/html; charset=utf-8");
    TYPES.put("page.css", "text/css; charset=utf-8");
    for (String script :
        new String[] {
          "page.js",
          "rows.js",
          "map.js",
          "points.js",
          "density.js",
          "model.js",
          "graphs.js",
          "browser.js",
          "tablemodel.js",
          "cells.js",
          "show.js",
          "pad.js",
          "table.js",
          "beside.js"
        }) {
      TYPES.put(script, SCRIPT);
    }
  }

  private PageFiles() {}

  /** Returns names and media types of all of them. */
  public static Map<String, String> types() {
    return Map.copyOf(TYPES);
  }

  /** Returns the content of one, which must be among them. */
  public static byte[] content(String name) {
    if (!TYPES.containsKey(name)) {
      throw new IllegalArgumentException("the page has no file '" + name + "'");
    }
    try (InputStream file = PageFiles.class.getResourceAsStream(FOLDER + name)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the program", e);
    }
  }

  /** Returns the media type of a file of an exploration, by the end of its name. */
  public static String type(String name) {
    return name.endsWith(".json")
        ? "application/json"
        : name.endsWith(".js")
            ? SCRIPT
            : name.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  }
}
