package dev.vae.data;

/** How values between 0 and 1 become 0 or 1. */
public enum Binarize {
  /** Not at all. */
  NONE,
  /** 1 from 0.5 up, else 0. */
  THRESHOLD,
  /**
   * 1 with the value as probability, drawn anew at every use: the draw depends on seed, epoch, row
   * and column alone.
   */
  DYNAMIC
}
