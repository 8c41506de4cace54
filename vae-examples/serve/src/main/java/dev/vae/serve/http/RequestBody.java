package dev.vae.serve.http;

import dev.vae.serve.call.RequestException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/**
 * The body of a request, read up to a limit, and to its end before an answer is given. Who refuses
 * a body that is still on its way and closes the connection resets it, and the caller, who is still
 * writing, never sees why (RFC 9112, section 9.6).
 */
final class RequestBody {
  /** After so long the rest is not waited for. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Request request;
  private final long limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final long begun = System.nanoTime();
  private Throwable fault;
  private boolean tooLarge;
  private boolean ended;

  RequestBody(Request request, long limit) {
    this.request = request;
    this.limit = limit;
    tooLarge = request.getLength() > limit;
    ended = tooLarge && asksFirst();
  }

  /** Reads to the end, then goes on; as much as is allowed is kept. */
  void read(Runnable then) {
    while (!ended) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(() -> read(then));
        return;
      }
      take(chunk);
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
    tooLarge |= kept.size() + (long) bytes.remaining() > limit;
    if (!tooLarge) {
      byte[] more = BufferUtil.toArray(bytes);
      kept.write(more, 0, more.length);
    } else {
      kept.reset();
    }
    chunk.release();
    ended = chunk.isLast() || tooLarge && System.nanoTime() - begun > PATIENCE_NANOS;
  }

  /**
   * Returns what was read.
   *
   * @throws RequestException if it was more than is allowed, or did not arrive
   */
  byte[] bytes() {
    if (fault != null) {
      throw RequestException.badRequest("the body could not be read: " + fault.getMessage());
    }
    if (tooLarge) {
      throw RequestException.of(
          413, "the body is larger than the " + limit + " bytes that are taken");
    }
    return kept.toByteArray();
  }
}
