package dev.vae.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vae.data.internal.Digests;
import dev.vae.data.internal.SplitMix64;
import dev.vae.data.rows.DataException;
import dev.vae.data.source.DownloadProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60); // for a busy machine
  private static final Duration LITTLE = Duration.ofMillis(700); // for a server known to be silent
  private static final byte[] CONTENT = content(300_000);

  @TempDir Path folder;
  private HttpServer server;
  private final List<String> ranges = new ArrayList<>();
  private Path file;
  private Path part;

  private static byte[] content(int length) {
    byte[] bytes = new byte[length];
    SplitMix64 random = new SplitMix64(3);
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextLong();
    }
    return bytes;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    file = folder.resolve("sub").resolve("file.gz");
    part = folder.resolve("sub").resolve("file.gz.part");
    Files.createDirectory(part.getParent());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(com.sun.net.httpserver.HttpHandler handler) {
    server.createContext(
        "/file.gz",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(range == null ? "" : range);
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  /** Sends the content as a server does that knows ranges. */
  private static void send(HttpExchange exchange, byte[] content) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    exchange.getResponseBody().write(content, from, content.length - from);
  }

  private Download download() {
    MessageDigest digest = Digests.sha256();
    digest.update(CONTENT);
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file.gz");
    return new Download(url, file, CONTENT.length, Digests.hex(digest));
  }

  private DataException failed() {
    return failed(PATIENCE);
  }

  private DataException failed(Duration patience) {
    DataException e =
        assertThrows(DataException.class, () -> download().run(patience, DownloadProgress.NONE));
    assertFalse(Files.exists(file), "no file appears under its name unless it is whole");
    return e;
  }

  private void succeeds() throws IOException {
    download().run(PATIENCE, DownloadProgress.NONE);
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    assertFalse(Files.exists(part));
  }

  @Test
  void wholeFileWithProgress() throws IOException {
    serve(exchange -> send(exchange, CONTENT));
    List<Long> done = new ArrayList<>();
    download().run(PATIENCE, (name, have, total) -> done.add("file.gz".equals(name) ? have : -1));
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
    assertEquals(CONTENT.length, done.get(done.size() - 1));
    assertEquals(done.stream().sorted().toList(), done);
    assertEquals(List.of(""), ranges);
  }

  @Test
  void interruptedDownloadIsContinued() throws IOException {
    boolean[] cut = {true};
    serve(
        exchange -> {
          if (cut[0]) {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 100_000);
            exchange.getResponseBody().flush();
          } else {
            send(exchange, CONTENT);
          }
        });
    DataException e = failed();
    assertTrue(e.getMessage().contains("file.gz"), e.getMessage());
    assertEquals(100_000, Files.size(part));
    cut[0] = false;
    succeeds();
    assertEquals(List.of("", "bytes=100000-"), ranges);
  }

  @Test
  void serverWithoutRangesSendsAllAgain() throws IOException {
    Files.write(part, Arrays.copyOf(CONTENT, 1000));
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
        });
    succeeds();
  }

  @Test
  void wrongPartIsFetchedFromTheStart() throws IOException {
    Files.write(part, new byte[1000]);
    serve(exchange -> send(exchange, CONTENT));
    succeeds();
    assertEquals(List.of("bytes=1000-", ""), ranges);
  }

  @Test
  void serverThatCannotContinueIsAskedAnewNextTime() throws IOException {
    Files.write(part, new byte[1000]);
    serve(
        exchange -> {
          if (exchange.getRequestHeaders().getFirst("Range") == null) {
            send(exchange, CONTENT);
          } else {
            exchange.sendResponseHeaders(416, -1);
          }
        });
    assertTrue(failed().getMessage().contains("try again"));
    succeeds();
  }

  @Test
  void wholePartOfAnEarlierTryIsEnoughOrReplaced() throws IOException {
    Files.write(part, new byte[CONTENT.length + 5]);
    serve(exchange -> send(exchange, CONTENT));
    succeeds();
    Files.write(part, CONTENT);
    succeeds();
    assertEquals(List.of(""), ranges, "a whole part is not fetched again");
  }

  @Test
  void corruptedContentIsRefusedAndRemoved() throws IOException {
    byte[] corrupt = CONTENT.clone();
    corrupt[77]++;
    serve(exchange -> send(exchange, corrupt));
    DataException e = failed();
    assertTrue(e.getMessage().contains("SHA-256"), e.getMessage());
    assertFalse(Files.exists(part));
  }

  @Test
  void endlessContentIsCutOff() throws IOException {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 100; i++) {
            exchange.getResponseBody().write(CONTENT);
          }
        });
    assertTrue(failed().getMessage().contains("instead of 300000"));
    assertFalse(Files.exists(part));
  }

  @Test
  void missingFileAndSilentServerAreErrors() throws IOException {
    serve(exchange -> exchange.sendResponseHeaders(404, -1));
    assertTrue(failed().getMessage().contains("404"));
    server.removeContext("/file.gz");
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          sleep(LITTLE.multipliedBy(2));
        });
    assertTrue(failed(LITTLE).getMessage().toLowerCase().contains("timed out"));
    server.stop(0);
    failed();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void twoAtOnceDoNotMix() throws IOException {
    serve(exchange -> send(exchange, CONTENT));
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(failed().getMessage().contains("another process or thread"));
    }
    succeeds();
  }
}
