package dev.vae.serve.model;

import dev.vae.serve.call.JsonCall;
import dev.vae.serve.call.Refusal;
import dev.vae.serve.tensor.InferenceRequest;
import java.util.List;

/**
 * How many new rows are asked for, and what their noise depends on.
 *
 * @param count between 1 and 10,000
 */
record SampleRequest(int count, long seed) {
  private static final int MOST = 10_000;

  /** What is asked by, in JSON. */
  static final List<String> OPTIONS = List.of("count", "seed");

  static SampleRequest of(InferenceRequest request) {
    long count = request.whole("count", 1);
    if (count < 1 || count > MOST) {
      throw Refusal.badRequest("count must lie between 1 and " + MOST + ", not " + count);
    }
    return new SampleRequest((int) count, request.whole("seed", 1));
  }

  static SampleRequest of(JsonCall call) {
    return new SampleRequest(
        (int) call.whole("count", 1, 1, MOST),
        call.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE));
  }
}
