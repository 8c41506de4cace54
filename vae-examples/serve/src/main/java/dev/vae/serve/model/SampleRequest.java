package dev.vae.serve.model;

import dev.vae.serve.call.JsonCall;
import dev.vae.serve.call.RequestException;
import dev.vae.serve.tensor.InferenceRequest;
import java.util.List;

/**
 * How many new rows are asked for, and what their noise depends on.
 *
 * @param count at least 1
 */
record SampleRequest(int count, long seed) {
  /** What is asked by, in JSON. */
  static final List<String> OPTIONS = List.of("count", "seed");

  /**
   * Reads what is asked.
   *
   * @param most how many rows may be asked for
   */
  static SampleRequest of(InferenceRequest request, int most) {
    long count = request.whole("count", 1);
    if (count < 1 || count > most) {
      throw RequestException.badRequest("count must lie between 1 and " + most + ", not " + count);
    }
    return new SampleRequest((int) count, request.whole("seed", 1));
  }

  /** Reads the same of JSON. */
  static SampleRequest of(JsonCall call, int most) {
    return new SampleRequest(
        (int) call.whole("count", 1, 1, most),
        call.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE));
  }
}
