package dev.vae.serve.tensor;

import dev.vae.serve.call.RequestException;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor.
 *
 * @param name its name
 * @param datatype its type
 * @param shape its axes
 * @param values as many as the shape says, in row-major order
 */
public record NamedTensor(String name, Datatype datatype, List<Long> shape, Values values) {

  /** What a tensor holds. */
  public sealed interface Values {
    /** Returns how many there are. */
    int size();
  }

  /** Numbers; truths are 0 and 1, and NaN stands for null. */
  public record Numbers(double[] array) implements Values {
    @Override
    public int size() {
      return array.length;
    }
  }

  /** Texts; null where there is none. */
  public record Texts(String[] array) implements Values {
    @Override
    public int size() {
      return array.length;
    }
  }

  /** Checks that there are as many values as the shape says. */
  public NamedTensor {
    shape = List.copyOf(shape);
    long size = 1;
    for (long axis : shape) {
      if (axis < 0 || size > Integer.MAX_VALUE) {
        throw RequestException.badRequest("input '" + name + "' has the shape " + shape);
      }
      size *= axis;
    }
    if (size != values.size()) {
      throw RequestException.badRequest(
          "input '"
              + name
              + "' has "
              + values.size()
              + " values, where its shape "
              + shape
              + " says "
              + size);
    }
  }

  /** Returns a number for each row. */
  public static NamedTensor of(String name, double[] perRow) {
    return new NamedTensor(name, Datatype.FP64, List.of((long) perRow.length), new Numbers(perRow));
  }

  /** Returns a text for each row. */
  public static NamedTensor of(String name, String[] perRow) {
    return new NamedTensor(name, Datatype.BYTES, List.of((long) perRow.length), new Texts(perRow));
  }

  /**
   * Returns rows of numbers.
   *
   * @param event the axes of one row
   */
  public static NamedTensor of(String name, Datatype datatype, double[][] rows, List<Long> event) {
    int width = 1;
    List<Long> shape = new java.util.ArrayList<>();
    shape.add((long) rows.length);
    for (long axis : event) {
      shape.add(axis);
      width *= (int) axis;
    }
    double[] flat = new double[rows.length * width];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * width, width);
    }
    return new NamedTensor(name, datatype, shape, new Numbers(flat));
  }

  /** Returns the length of the first axis; 1 where there is no axis. */
  public int rows() {
    return shape.isEmpty() ? 1 : (int) (long) shape.get(0);
  }

  /** Returns the numbers. */
  public double[] numbers() {
    if (values instanceof Numbers numbers) {
      return numbers.array();
    }
    throw RequestException.badRequest("input '" + name + "' must be of numbers, not BYTES");
  }

  /** Returns the same of rows of which every number must be there. */
  public double[][] wholeRowsOf(int width) {
    double[][] all = rowsOf(width);
    for (int r = 0; r < all.length; r++) {
      if (!Arrays.stream(all[r]).allMatch(Double::isFinite)) {
        throw RequestException.badRequest(
            "input '" + name + "', row " + r + ": every value must be a number");
      }
    }
    return all;
  }

  /**
   * Returns the rows of numbers.
   *
   * @param width how many each must have
   */
  public double[][] rowsOf(int width) {
    double[] flat = numbers();
    int rows = rows();
    if (rows < 1 || (long) rows * width != flat.length) {
      throw RequestException.badRequest(
          "input '"
              + name
              + "' has the shape "
              + shape
              + ", where [rows, "
              + width
              + "] is needed");
    }
    double[][] all = new double[rows][width];
    for (int r = 0; r < rows; r++) {
      System.arraycopy(flat, r * width, all[r], 0, width);
    }
    return all;
  }
}
