package dev.vae.data;

import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What is known about each row beside its values: one or more factors, such as the digit that an
 * image shows, each a number from 0 below its count of classes.
 */
public interface Labels {

  /** The number of rows. */
  long size();

  /** The factors' names; {@code label} where there is but one without a name. */
  List<String> names();

  /** How many classes a factor has: one more than its largest possible value. */
  int classes(int factor);

  /** The value of a factor for a row. */
  int get(long row, int factor);

  /** The number of the factor of a name, or -1. */
  default int factor(String name) {
    return names().indexOf(name);
  }

  /** The labels of some rows: row i of the result is row {@code rows(i)} of this. */
  default Labels pick(long size, LongUnaryOperator rows) {
    Labels all = this;
    return new Labels() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public List<String> names() {
        return all.names();
      }

      @Override
      public int classes(int factor) {
        return all.classes(factor);
      }

      @Override
      public int get(long row, int factor) {
        return all.get(rows.applyAsLong(row), factor);
      }
    };
  }

  /** One factor, held in an array of class numbers, which is not copied. */
  static Labels of(String name, int classes, int[] values) {
    return new Labels() {
      @Override
      public long size() {
        return values.length;
      }

      @Override
      public List<String> names() {
        return List.of(name);
      }

      @Override
      public int classes(int factor) {
        return classes;
      }

      @Override
      public int get(long row, int factor) {
        return values[Math.toIntExact(row)];
      }
    };
  }
}
