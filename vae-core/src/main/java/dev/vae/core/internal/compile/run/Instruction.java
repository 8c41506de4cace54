package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.PairFunction;
import dev.vae.core.kernel.UnaryFunction;

/**
 * One operation of a group, on slots: loads first, then one slot for each result.
 *
 * @param unary the function if {@code kind} is UNARY
 * @param binary the function if {@code kind} is BINARY
 * @param x the slot of the first operand, and so on
 * @param out the slot of the result
 */
public record Instruction(
    Kind kind, UnaryFunction unary, BinaryFunction binary, int x, int y, int z, int out) {

  /** What kernel runs it. */
  public enum Kind {
    UNARY,
    BINARY,
    /** {@code x != 0 ? y : z}. */
    WHERE,
    /** {@code fma(x, y, z)}. */
    MULTIPLY_ADD,
    /** {@code (x + y) + z}. */
    ADD_ADD,
    /** {@code (x · y) · z}. */
    MULTIPLY_MULTIPLY,
    /** {@code (x − y) · z}. */
    SUBTRACT_MULTIPLY,
    /** {@code z − x · y}. */
    MULTIPLY_SUBTRACT,
    /** Relu of x + y. */
    ADD_RELU,
    /** {@code y > 0 ? x : 0}. */
    WHERE_POSITIVE,
    /** Softplus of x, and into the next slot its sigmoid. */
    SOFTPLUS_SIGMOID,
    /** What the line before has done. */
    DONE
  }

  /** Returns a function of one operand. */
  public static Instruction of(UnaryFunction f, int x, int out) {
    return new Instruction(Kind.UNARY, f, null, x, -1, -1, out);
  }

  /** Returns a function of two operands. */
  public static Instruction of(BinaryFunction f, int x, int y, int out) {
    return new Instruction(Kind.BINARY, null, f, x, y, -1, out);
  }

  /** Returns a function of three operands, or of two with z −1. */
  public static Instruction of(Kind kind, int x, int y, int z, int out) {
    return new Instruction(kind, null, null, x, y, z, out);
  }

  /** Returns a function of one operand, or the second half of one of two results. */
  public static Instruction of(Kind kind, int x, int out) {
    return new Instruction(kind, null, null, x, -1, -1, out);
  }

  /** Whether a slot is among the operands. */
  public boolean reads(int slot) {
    return x == slot || y == slot || z == slot;
  }

  /** Runs on a tile; {@code scalars} says which slots are single numbers just now. */
  void run(Kernels k, Frame f, boolean[] scalars, int n) {
    float[][] array = f.array;
    int[] at = f.at;
    switch (kind) {
      case UNARY -> k.apply(unary, array[x], at[x], array[out], at[out], n);
      case BINARY -> {
        if (scalars[y]) {
          k.apply(binary, array[x], at[x], f.scalar[y], array[out], at[out], n);
        } else if (scalars[x]) {
          k.apply(binary, f.scalar[x], array[y], at[y], array[out], at[out], n);
        } else {
          k.apply(binary, array[x], at[x], array[y], at[y], array[out], at[out], n);
        }
      }
      case WHERE ->
          k.where(array[x], at[x], array[y], at[y], array[z], at[z], array[out], at[out], n);
      case ADD_RELU -> k.addRelu(array[x], at[x], array[y], at[y], array[out], at[out], n);
      case WHERE_POSITIVE ->
          k.wherePositive(array[y], at[y], array[x], at[x], array[out], at[out], n);
      case SOFTPLUS_SIGMOID -> {
        int next = out + 1;
        k.softplusSigmoid(array[x], at[x], array[out], at[out], array[next], at[next], n);
      }
      case ADD_ADD -> pair(k, PairFunction.ADD_ADD, array, at, n);
      case MULTIPLY_MULTIPLY -> pair(k, PairFunction.MUL_MUL, array, at, n);
      case SUBTRACT_MULTIPLY -> pair(k, PairFunction.SUB_MUL, array, at, n);
      case MULTIPLY_SUBTRACT -> pair(k, PairFunction.MUL_SUB, array, at, n);
      case DONE -> {}
      case MULTIPLY_ADD ->
          k.multiplyAdd(array[x], at[x], array[y], at[y], array[z], at[z], array[out], at[out], n);
    }
  }

  private void pair(Kernels k, PairFunction f, float[][] array, int[] at, int n) {
    k.apply(f, array[x], at[x], array[y], at[y], array[z], at[z], array[out], at[out], n);
  }
}
