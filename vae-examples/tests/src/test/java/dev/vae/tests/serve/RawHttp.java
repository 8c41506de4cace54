package dev.vae.tests.serve;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** HTTP over bare sockets, which hides nothing: no repeats, no pools. */
final class RawHttp {
  private RawHttp() {}

  /** Sends text and returns all that comes back. */
  static String exchange(URI uri, String text) throws IOException {
    return exchange(uri, List.of(text));
  }

  /** Sends texts, one after the other, before anything is read; returns all that comes back. */
  static String exchange(URI uri, List<String> texts) throws IOException {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      for (String text : texts) {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Sends text, and after it a letter every tenth of a second as long as that is taken; returns all
   * that comes back.
   */
  static String trickle(URI uri, String text) throws IOException, InterruptedException {
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      while (!all.toString(StandardCharsets.UTF_8).contains("HTTP/1.1 4")) {
        out.write('a');
        Thread.sleep(100);
        all.writeBytes(in.readNBytes(in.available()));
      }
      return all.toString(StandardCharsets.UTF_8);
    }
  }

  /** Asks the same again and again, on one connection as long as it is kept open. */
  static final class Caller extends Thread {
    private final URI uri;
    private final byte[] request;
    private volatile int answers;
    private volatile String lost = "";

    Caller(URI uri, String path, String body) {
      this.uri = uri;
      request =
          ("POST /"
                  + path
                  + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body)
              .getBytes(StandardCharsets.UTF_8);
    }

    int answers() {
      return answers;
    }

    /** What happened to a question that was sent and not answered. */
    String lost() {
      return lost;
    }

    @Override
    public void run() {
      while (lost.isEmpty()) {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
          socket.setSoTimeout(120_000);
          keepAsking(socket);
        } catch (ConnectException e) {
          return; // nobody is there any more
        } catch (IOException e) {
          lost = "after " + answers + " answers: " + e;
        }
      }
    }

    private void keepAsking(Socket socket) throws IOException {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean kept = true;
      while (kept) {
        out.write(request);
        String head = head(in);
        if (!head.startsWith("HTTP/1.1 200")) {
          lost = head;
          return;
        }
        int length = Integer.parseInt(head.split("content-length: ")[1].split("\r")[0]);
        if (in.readNBytes(length).length < length) {
          lost = "an answer was cut";
          return;
        }
        answers++;
        kept = !head.contains("connection: close");
      }
    }

    private static String head(InputStream in) throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("closed without an answer: " + head);
        }
        head.write(next);
      }
      String text = head.toString(StandardCharsets.US_ASCII);
      return text.substring(0, 12) + text.substring(12).toLowerCase(Locale.ROOT);
    }
  }
}
