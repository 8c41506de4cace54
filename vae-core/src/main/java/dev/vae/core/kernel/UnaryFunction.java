package dev.vae.core.kernel;

/**
 * Functions of one float. Each is defined, bit by bit, by the portable kernels: the same steps in
 * scalar and in vector form. All are within 2 ulp of the exact value over all floats; {@code
 * LGAMMA} and {@code DIGAMMA} of negative numbers, where they cross zero between any two integers,
 * are within 2 ulp plus {@code 3e-14 (1 + |x|)}.
 */
public enum UnaryFunction {
  NEG,
  ABS,
  SIGN,
  FLOOR,
  ROUND,
  EXP,
  EXPM1,
  LOG,
  LOG1P,
  SQRT,
  SIN,
  COS,
  TANH,
  SIGMOID,
  SOFTPLUS,
  RELU,
  ERF,
  LGAMMA,
  DIGAMMA
}
