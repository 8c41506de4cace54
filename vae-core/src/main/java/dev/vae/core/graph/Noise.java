package dev.vae.core.graph;

import dev.vae.core.graph.attribute.Attributes;

/**
 * Random numbers: a distribution, and a stream that sets them apart from all other noise of the
 * graph. A noise value depends on seed, step, stream, row of the batch and position within the row,
 * and on nothing else.
 *
 * @param distribution how the numbers are distributed
 * @param stream the name of the stream, unique in the graph; the name of the input in exports
 */
public record Noise(Distribution distribution, String stream) implements Attributes {

  /** What the numbers follow. */
  public enum Distribution {
    /** Mean 0, variance 1. */
    NORMAL,
    /** Between 0 and 1, both excluded. */
    UNIFORM
  }
}
