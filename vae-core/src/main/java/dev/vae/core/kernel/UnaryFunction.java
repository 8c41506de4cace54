package dev.vae.core.kernel;

/**
 * Functions of one float. Each is defined, bit by bit, by the portable kernels: the same steps in
 * scalar and in vector form. All but {@code LGAMMA} and {@code DIGAMMA} near their zeros are within
 * 2 ulp of the exact value.
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
