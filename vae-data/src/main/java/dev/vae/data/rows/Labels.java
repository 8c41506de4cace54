package dev.vae.data.rows;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/**
 * What is known about each row beside its values: one or more factors, such as the digit that an
 * image shows, each a number from 0 below its count of classes.
 */
public interface Labels {

  /** Returns the number of rows. */
  long size();

  /** Returns the factors' names; {@code label} where there is but one without a name. */
  List<String> names();

  /** Returns how many classes a factor has: one more than its largest possible value. */
  int classes(int factor);

  /** Returns the value of a factor for a row. */
  int get(long row, int factor);

  /** Returns what the classes of a factor are called; their numbers where they have no names. */
  default List<String> classNames(int factor) {
    return IntStream.range(0, classes(factor)).mapToObj(Integer::toString).toList();
  }

  /** Returns the number of the factor of a name, or -1. */
  default int factor(String name) {
    return names().indexOf(name);
  }

  /** Returns the labels of some rows: row i of the result is row {@code rows(i)} of this. */
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
      public List<String> classNames(int factor) {
        return all.classNames(factor);
      }

      @Override
      public int get(long row, int factor) {
        return all.get(rows.applyAsLong(row), factor);
      }
    };
  }

  /** Returns one factor, held in an array of class numbers, which is not copied. */
  static Labels of(String name, int classes, int[] values) {
    return of(name, IntStream.range(0, classes).mapToObj(Integer::toString).toList(), values);
  }

  /** Returns the same, with names for the classes. */
  static Labels of(String name, List<String> classNames, int[] values) {
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
        return classNames.size();
      }

      @Override
      public List<String> classNames(int factor) {
        return classNames;
      }

      @Override
      public int get(long row, int factor) {
        return values[Math.toIntExact(row)];
      }
    };
  }
}
