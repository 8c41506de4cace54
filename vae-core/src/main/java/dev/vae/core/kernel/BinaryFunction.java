package dev.vae.core.kernel;

/**
 * Functions of two floats. Comparisons give 1 for true and 0 for false; MAX and MIN give NaN if
 * either is NaN.
 */
public enum BinaryFunction {
  ADD,
  SUB,
  MUL,
  DIV,
  POW,
  MAX,
  MIN,
  EQUAL,
  LESS,
  LESS_EQUAL
}
