package dev.vae.core.internal.compile.run;

import java.util.List;

/**
 * Element-wise operations over one range of elements, with reductions at their end, for one number
 * of rows. Slots are numbered: loads first, then the results of lines.
 *
 * @param elements how many elements
 * @param width the length of a row of them, 0 if any will do
 * @param loads what is read
 * @param stores which slots are written where
 * @param tails what is reduced, and how many numbers that gives
 */
public record Group(
    int elements,
    int width,
    List<Source> loads,
    List<Instruction> lines,
    List<Store> stores,
    List<Reduced> tails) {

  /** An operand: a buffer, read through strides. */
  public record Source(int buffer, Strides strides) {}

  /**
   * A result that is kept.
   *
   * @param late whether it may be written only when all lines of the tile are done, because they
   *     read what is there before
   */
  public record Store(int slot, int buffer, boolean late) {}

  /** A reduction and the number of its results. */
  public record Reduced(GroupReduction.Spec spec, int outputs) {}

  int slots() {
    return loads.size() + lines.size();
  }
}
