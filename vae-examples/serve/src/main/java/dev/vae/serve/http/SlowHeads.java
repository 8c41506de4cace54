package dev.vae.serve.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;

/**
 * Ends connections on which the head of a request has been coming for too long. Whoever sends a
 * byte now and then is never idle, and would keep a connection for ever.
 */
public final class SlowHeads {
  private static final String REFUSAL = "{\"error\":\"the request's head took too long to come\"}";

  /** How many bytes there were when nothing was asked, and since when more have come. */
  private record Head(long bytes, long since) {
    private static final long NEVER = Long.MAX_VALUE;
  }

  private final long mostNanos;
  private final Set<Connection> asking = ConcurrentHashMap.newKeySet();
  private Map<Connection, Head> heads = new HashMap<>();

  /** Makes one that allows so many seconds. */
  public SlowHeads(int seconds) {
    mostNanos = TimeUnit.SECONDS.toNanos(seconds);
  }

  /** Notes that a request's head is there. */
  void begin(Request request) {
    asking.add(request.getConnectionMetaData().getConnection());
  }

  /** Notes that a request was answered. */
  void end(Request request) {
    asking.remove(request.getConnectionMetaData().getConnection());
  }

  /** Looks at all connections; it is to be called now and then, by one thread at a time. */
  public void check(Collection<EndPoint> all) {
    long now = System.nanoTime();
    Map<Connection, Head> next = new HashMap<>();
    for (EndPoint endPoint : all) {
      Connection connection = endPoint.getConnection();
      if (connection == null || asking.contains(connection)) {
        continue;
      }
      Head head = head(connection, heads.get(connection), now);
      next.put(connection, head);
      if (head.since != Head.NEVER && now - head.since > mostNanos) {
        refuse(endPoint);
      }
    }
    heads = next;
  }

  private static Head head(Connection connection, Head before, long now) {
    long bytes = connection.getBytesIn();
    if (before == null) {
      before = new Head(connection.getMessagesOut() == 0 ? 0 : bytes, Head.NEVER);
    }
    return before.since == Head.NEVER && bytes > before.bytes ? new Head(bytes, now) : before;
  }

  private static void refuse(EndPoint endPoint) {
    String answer =
        "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + REFUSAL.length()
            + "\r\n\r\n"
            + REFUSAL;
    endPoint.write(
        Callback.from(endPoint::close, fault -> endPoint.close()),
        ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
  }
}
