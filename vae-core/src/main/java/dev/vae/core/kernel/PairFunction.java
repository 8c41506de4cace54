package dev.vae.core.kernel;

/** Two functions of two floats, one after the other, each rounded by itself. */
public enum PairFunction {
  /** {@code (a + b) + c}. */
  ADD_ADD,
  /** {@code (a · b) · c}. */
  MUL_MUL,
  /** {@code (a − b) · c}. */
  SUB_MUL,
  /** {@code c − a · b}. */
  MUL_SUB
}
