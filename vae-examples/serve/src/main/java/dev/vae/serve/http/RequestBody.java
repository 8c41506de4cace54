package dev.vae.serve.http;

import dev.vae.serve.call.RequestException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/**
 * The body of a request, read up to a limit, and to its end before an answer is given. Who refuses
 * a body that is still on its way and closes the connection resets it, and the caller, who is still
 * writing, never sees why (RFC 9112, section 9.6).
 */
final class RequestBody {
  /** After so long the rest of what is refused is not waited for. */
  private static final int PATIENCE = 10;

  /** How many bytes of a body are to come in a second, beyond the time in which it may pause. */
  private static final double RATE = 16_384;

  private final Request request;
  private final EndPoint endPoint;
  private final long limit;
  private final int seconds;
  private final long idleMillis;
  private byte[] kept = new byte[0];
  private int size;
  private final long begun = System.nanoTime();
  private Throwable fault;
  private long received;
  private boolean slow;
  private boolean tooLarge;
  private boolean ended;

  RequestBody(Request request, Limits limits) {
    this.request = request;
    limit = limits.body();
    seconds = limits.seconds();
    endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    idleMillis = endPoint.getIdleTimeout();
    tooLarge = request.getLength() > limit;
    ended = tooLarge && asksFirst();
  }

  /** Reads to the end, then goes on; as much as is allowed is kept. */
  void read(Runnable then) {
    while (!ended) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        long pause = TimeUnit.SECONDS.toMillis(tooLarge ? Math.min(PATIENCE, seconds) : seconds);
        endPoint.setIdleTimeout(Math.min(idleMillis, pause));
        request.demand(() -> read(then));
        return;
      }
      take(chunk);
    }
    if (endPoint.getIdleTimeout() != idleMillis) {
      endPoint.setIdleTimeout(idleMillis);
    }
    then.run();
  }

  /** Reads and drops what has not been read, then goes on. */
  void discard(Runnable then) {
    tooLarge = true;
    ended |= asksFirst();
    read(then);
  }

  /** Returns whether the caller sends the body only when told to: the answer does instead. */
  private boolean asksFirst() {
    return request.getHeaders().contains(HttpHeader.EXPECT);
  }

  private void take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      fault = chunk.getFailure();
      ended = true;
      return;
    }
    ByteBuffer bytes = chunk.getByteBuffer();
    received += bytes.remaining();
    tooLarge |= size + (long) bytes.remaining() > limit;
    if (tooLarge) {
      kept = new byte[0];
    } else {
      keep(bytes);
    }
    chunk.release();
    double passed = (System.nanoTime() - begun) / 1e9;
    slow = !chunk.isLast() && passed > seconds + received / RATE;
    ended = chunk.isLast() || slow || tooLarge && passed > PATIENCE;
  }

  /** What is said of the length is believed when an eighth has come: it could be a lie. */
  private void keep(ByteBuffer bytes) {
    int needed = size + bytes.remaining();
    if (needed > kept.length) {
      long said = request.getLength();
      long most = said >= needed && said <= 8L * needed ? said : Math.max(2L * size, needed);
      kept = Arrays.copyOf(kept, (int) Math.min(limit, most));
    }
    int more = bytes.remaining();
    bytes.get(kept, size, more);
    size += more;
  }

  /**
   * Returns what was read, and forgets it, so that it is not kept while the answer is computed.
   *
   * @throws RequestException if it was more than is allowed, or did not arrive
   */
  byte[] bytes() {
    if (!tooLarge && (slow || fault instanceof TimeoutException)) {
      throw RequestException.of(
          408, "the body took too long to come: " + received + " bytes of it did");
    }
    if (fault != null && !tooLarge) {
      throw RequestException.badRequest("the body could not be read: " + fault.getMessage());
    }
    if (tooLarge) {
      throw RequestException.of(
          413, "the body is larger than the " + limit + " bytes that are taken");
    }
    byte[] all = size == kept.length ? kept : Arrays.copyOf(kept, size);
    kept = new byte[0];
    return all;
  }
}
