package dev.vae.tests.fuzz;

import java.util.List;

/**
 * A reader to be given mutated input.
 *
 * @param name what it reads
 * @param seeds good input
 * @param text whether input is text
 * @param names whether its errors name the file
 * @param wrap makes input of mutated content, such as an archive of a mutated array
 * @param read reads it; a result or a typed exception is right
 */
record Target(
    String name, List<byte[]> seeds, boolean text, boolean names, Wrap wrap, Reading read) {

  /** Packs mutated content. */
  interface Wrap {
    byte[] of(byte[] content) throws Exception;
  }

  /** Reads input, all of it. */
  interface Reading {
    void of(byte[] input) throws Exception;
  }
}
