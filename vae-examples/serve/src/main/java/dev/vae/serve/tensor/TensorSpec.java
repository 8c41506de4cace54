package dev.vae.serve.tensor;

import java.util.List;

/**
 * What a tensor of a model is.
 *
 * @param name its name
 * @param datatype its type
 * @param shape its axes; −1 for the number of rows
 */
public record TensorSpec(String name, Datatype datatype, List<Long> shape) {
  /** Copies the list. */
  public TensorSpec {
    shape = List.copyOf(shape);
  }

  /** Returns one value a row. */
  public static TensorSpec perRow(String name, Datatype datatype) {
    return new TensorSpec(name, datatype, List.of(-1L));
  }
}
