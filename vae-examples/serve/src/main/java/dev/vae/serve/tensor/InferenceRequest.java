package dev.vae.serve.tensor;

import dev.vae.serve.call.RequestException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question to a model.
 *
 * @param id what the answer is to be called; empty if nothing
 * @param inputs by name
 * @param outputs those asked for, in order, and whether each is wanted in binary; empty for all
 * @param binary whether outputs that do not say are wanted in binary
 */
public record InferenceRequest(
    Optional<String> id, Map<String, NamedTensor> inputs, List<Output> outputs, boolean binary) {

  /** Up to here doubles hold every whole number. */
  private static final double MOST_EXACT = 0x1p53;

  /**
   * An output asked for.
   *
   * @param binary whether it is wanted in binary; empty where it does not say
   */
  public record Output(String name, Optional<Boolean> binary) {}

  /** Copies. */
  public InferenceRequest {
    inputs = Map.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Returns the single number of an input.
   *
   * @throws RequestException if there are several, or none that is a whole number
   */
  public long whole(String input, long otherwise) {
    NamedTensor tensor = inputs.get(input);
    if (tensor == null) {
      return otherwise;
    }
    if (tensor.values().size() != 1) {
      throw RequestException.badRequest("input '" + input + "' must be a single number");
    }
    double number = tensor.numbers()[0];
    if (number != Math.rint(number) || Math.abs(number) > MOST_EXACT) {
      throw RequestException.badRequest(
          "input '" + input + "' must be a whole number between -2^53 and 2^53");
    }
    return (long) number;
  }

  /** Whether an output is wanted in binary. */
  boolean binary(String output) {
    return outputs.stream()
        .filter(o -> o.name().equals(output))
        .findFirst()
        .flatMap(Output::binary)
        .orElse(binary);
  }
}
