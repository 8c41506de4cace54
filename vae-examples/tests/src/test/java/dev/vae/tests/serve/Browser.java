package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A Chromium that tests drive, by its own protocol: they look, click and type as a person does. */
public final class Browser implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final int SECONDS = 180; // of a machine that is busy

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

  private Browser(Process process, Path profile, URI page) throws Exception {
    this.process = process;
    this.profile = profile;
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(page, new Listener())
            .get(SECONDS, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      send(domain + ".enable", Map.of());
    }
  }

  /** Starts one; the test is skipped where there is none. */
  public static Browser start(Path folder) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), "no " + PROGRAM + ": the page is not opened");
    Path profile = Files.createTempDirectory(folder, "profile");
    Process process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1280,1000",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Path told = profile.resolve("DevToolsActivePort");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      while (!Files.exists(told) || Files.readString(told).lines().count() < 2) {
        assertTrue(process.isAlive() && System.nanoTime() < end, "Chromium did not start");
        Thread.sleep(20);
      }
      String port = Files.readAllLines(told).get(0);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
      String pages =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      for (JsonElement page : JsonParser.parseString(pages).getAsJsonArray()) {
        if (page.getAsJsonObject().get("type").getAsString().equals("page")) {
          String uri = page.getAsJsonObject().get("webSocketDebuggerUrl").getAsString();
          return new Browser(process, profile, URI.create(uri));
        }
      }
      throw new IllegalStateException("Chromium has no page: " + pages);
    } catch (Exception | Error e) {
      end(process, profile);
      throw e;
    }
  }

  /** Asks the browser, and waits for its answer. */
  public JsonObject send(String method, Map<String, Object> parameters) throws Exception {
    int id = number.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    String text = new Gson().toJson(Map.of("id", id, "method", method, "params", parameters));
    socket.sendText(text, true).get(SECONDS, TimeUnit.SECONDS);
    JsonObject found = answer.get(SECONDS, TimeUnit.SECONDS);
    if (found.has("error")) {
      fail(method + ": " + found.get("error"));
    }
    return found.getAsJsonObject("result");
  }

  /** Opens a page and waits until it says that it is ready. */
  public void open(URI page) throws Exception {
    open(page, "document.body?.dataset.ready === 'true'");
  }

  /** Opens a page and waits until an expression is true in it. */
  public void open(URI page, String ready) throws Exception {
    send("Page.navigate", Map.of("url", page.toString()));
    String here = "location.href.startsWith('" + page.toString().replaceFirst("#.*", "") + "')";
    await(here + " && " + ready, 5 * SECONDS);
  }

  /** Returns what an expression of JavaScript gives, promises awaited. */
  public JsonElement evaluate(String expression) throws Exception {
    JsonObject result =
        send(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      fail(expression + ": " + result.get("exceptionDetails"));
    }
    return result.getAsJsonObject("result").get("value");
  }

  /** Returns what an expression gives, as text. */
  public String text(String expression) throws Exception {
    return evaluate("(async () => String(" + expression + "))()").getAsString();
  }

  /** Waits until an expression is true. */
  public void await(String condition) throws Exception {
    await(condition, SECONDS);
  }

  private void await(String condition, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!evaluate("!!(" + condition + ")").getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail(
            "never true: "
                + condition
                + "; faults "
                + faults
                + "; "
                + text("document.body.innerText"));
      }
      Thread.sleep(20);
    }
  }

  /** Clicks in the middle of an element. */
  public void click(String selector) throws Exception {
    click(selector, 0.5, 0.5);
  }

  /** Clicks at fractions of an element's width and height. */
  public void click(String selector, double across, double down) throws Exception {
    double[] at = point(selector, across, down);
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      mouse(type, at, type.equals("mouseMoved") ? 0 : 1);
    }
  }

  /** Presses the button of the mouse, and keeps it down. */
  public void press(String selector, double across, double down) throws Exception {
    mouse("mousePressed", point(selector, across, down), 1);
  }

  /** Lets it go. */
  public void release(String selector, double across, double down) throws Exception {
    mouse("mouseReleased", point(selector, across, down), 1);
  }

  /** Points there. */
  public void hover(String selector, double across, double down) throws Exception {
    mouse("mouseMoved", point(selector, across, down), 0);
  }

  /** Presses at one point of an element and lets go at another. */
  public void drag(String selector, double[] from, double[] to) throws Exception {
    mouse("mouseMoved", point(selector, from[0], from[1]), 0);
    mouse("mousePressed", point(selector, from[0], from[1]), 1);
    for (int i = 1; i <= 5; i++) {
      double part = i / 5.0;
      double across = from[0] + part * (to[0] - from[0]);
      mouse("mouseMoved", point(selector, across, from[1] + part * (to[1] - from[1])), 1);
    }
    mouse("mouseReleased", point(selector, to[0], to[1]), 1);
  }

  private double[] point(String selector, double across, double down) throws Exception {
    JsonElement box =
        evaluate(
            "(() => { const e = document.querySelector('"
                + selector
                + "'); e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                + " return [b.x, b.y, b.width, b.height]; })()");
    double[] numbers = new Gson().fromJson(box, double[].class);
    return new double[] {numbers[0] + across * numbers[2], numbers[1] + down * numbers[3]};
  }

  private void mouse(String type, double[] at, int pressed) throws Exception {
    send(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            at[0],
            "y",
            at[1],
            "button",
            pressed == 0 ? "none" : "left",
            "buttons",
            type.equals("mouseReleased") ? 0 : pressed,
            "clickCount",
            pressed));
  }

  /** Presses a key, such as {@code Tab} or {@code ArrowLeft}. */
  public void key(String key, int modifiers) throws Exception {
    for (String type : List.of("keyDown", "keyUp")) {
      String text = key.length() == 1 && type.equals("keyDown") ? key : "";
      int code = key.equals("Tab") ? 9 : key.equals("Enter") ? 13 : key.equals(" ") ? 32 : 0;
      send(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key,
              "text",
              text,
              "windowsVirtualKeyCode",
              code,
              "modifiers",
              modifiers));
    }
  }

  /** Behaves as a screen of this size, of someone who may want less motion. */
  public void screen(int width, int height, boolean lessMotion) throws Exception {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    send(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of(
                    "name",
                    "prefers-reduced-motion",
                    "value",
                    lessMotion ? "reduce" : "no-preference"))));
  }

  /** Saves what is seen, for a person to look at. */
  public void screenshot(Path file) throws Exception {
    JsonObject picture =
        send("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    Files.write(file, Base64.getDecoder().decode(picture.get("data").getAsString()));
  }

  /** Returns everything the page asked for. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Returns what went wrong: exceptions, refusals by the policy, files that were not there. */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  private void told(JsonObject event) {
    JsonObject parameters = event.getAsJsonObject("params");
    switch (event.get("method").getAsString()) {
      case "Network.requestWillBeSent" ->
          requests.add(parameters.getAsJsonObject("request").get("url").getAsString());
      case "Runtime.exceptionThrown" -> faults.add(parameters.toString());
      case "Log.entryAdded" -> {
        JsonObject entry = parameters.getAsJsonObject("entry");
        if (entry.get("level").getAsString().equals("error")) {
          faults.add(entry.toString());
        }
      }
      default -> {
        // of no interest
      }
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
        text.setLength(0);
        if (message.has("id")) {
          waiting.remove(message.get("id").getAsInt()).complete(message);
        } else {
          told(message);
        }
      }
      from.request(1);
      return null;
    }
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    end(process, profile);
  }

  /** Ends all its processes, and deletes their folder: it may be that one still writes into it. */
  private static void end(Process process, Path profile) throws Exception {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly().waitFor();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().get(SECONDS, TimeUnit.SECONDS);
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!deleted(profile) && System.nanoTime() < end) {
      Thread.sleep(50);
    }
  }

  private static boolean deleted(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }
}
