package dev.vae.core.internal.compile;

import dev.vae.core.graph.Tensor;

/**
 * An array for the values of a node, dense and row-major.
 *
 * @param id its number
 * @param kind who owns it
 * @param size how many numbers
 * @param tensor the node
 */
record Buffer(int id, Kind kind, Extent size, Tensor tensor) {

  /** Who owns a buffer. */
  enum Kind {
    /** The user, given anew at any time. */
    INPUT,
    /** Noise: the user if it is bound, else the arena. */
    NOISE,
    /** The store of variables. */
    VARIABLE,
    /** The program: numbers that never change. */
    CONSTANT,
    /** The plan for a number of rows. */
    ROWS,
    /** The arena: written by a step, free again after its last reader. */
    ARENA
  }
}
