package dev.vae.data.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.vae.data.internal.Digests;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import dev.vae.data.source.DownloadProgress;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a small set of the same four files. */
class MnistTest {
  @TempDir Path folder;

  private final Map<String, byte[]> content = new LinkedHashMap<>();

  MnistTest() throws IOException {
    for (String part : new String[] {"train", "t10k"}) {
      int rows = part.equals("train") ? 3 : 2;
      content.put(part + "-images-idx3-ubyte", packed(0x803, new int[] {rows, 2, 2}, rows * 4));
      content.put(part + "-labels-idx1-ubyte", packed(0x801, new int[] {rows}, rows));
    }
  }

  private static byte[] packed(int magic, int[] dims, int bytes) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(all))) {
      out.writeInt(magic);
      for (int dim : dims) {
        out.writeInt(dim);
      }
      out.write(new byte[bytes]);
    }
    return all.toByteArray();
  }

  private Mnist mnist(URI url) {
    List<Mnist.Known> known = new ArrayList<>();
    content.forEach(
        (name, bytes) -> {
          MessageDigest digest = Digests.sha256();
          digest.update(bytes);
          known.add(new Mnist.Known(name, bytes.length, Digests.hex(digest)));
        });
    return new Mnist(folder, url, known, Duration.ofSeconds(60));
  }

  @Test
  void missingFilesAreDownloadedOnce() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> asked = new ArrayList<>();
    server.createContext(
        "/mirror/",
        exchange -> {
          try (exchange) {
            String name = exchange.getRequestURI().getPath().replaceAll("/mirror/|[.]gz", "");
            asked.add(name);
            exchange.sendResponseHeaders(200, content.get(name).length);
            exchange.getResponseBody().write(content.get(name));
          }
        });
    server.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mirror/");
      String have = "t10k-labels-idx1-ubyte";
      Files.write(folder.resolve(have + ".gz"), content.get(have));
      RowSource train = mnist(url).train(DownloadProgress.NONE);
      assertEquals(3, train.size());
      assertTrue(train.labels().isPresent());
      assertEquals(3, asked.size());
      assertEquals(2, mnist(url).test(DownloadProgress.NONE).size());
      assertEquals(3, asked.size(), "nothing is fetched twice");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void withoutNetTheMessageSaysWhatToPutWhere() {
    Mnist mnist = mnist(URI.create("http://127.0.0.1:9/none/"));
    DataException e = assertThrows(DataException.class, () -> mnist.train(DownloadProgress.NONE));
    for (String word :
        new String[] {folder.toString(), "could not be downloaded", "t10k-labels-idx1-ubyte.gz"}) {
      assertTrue(e.getMessage().contains(word), e.getMessage());
    }
  }

  @Test
  void plainFilesAndDottedNamesAreFound() throws IOException {
    for (Map.Entry<String, byte[]> file : content.entrySet()) {
      Files.write(folder.resolve(file.getKey().replace("-idx", ".idx")), file.getValue());
    }
    assertEquals(3, mnist(URI.create("http://127.0.0.1:9/")).train(DownloadProgress.NONE).size());
  }
}
