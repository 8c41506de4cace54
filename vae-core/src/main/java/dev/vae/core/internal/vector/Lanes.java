package dev.vae.core.internal.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How many numbers are worked on at a time: the machine's preference, unless the system property
 * {@code vae.vector.bits} says 128, 256 or 512. No bit of any result depends on it.
 */
final class Lanes {
  static final VectorSpecies<Float> SPECIES = species(System.getProperty("vae.vector.bits"));

  private Lanes() {}

  private static VectorSpecies<Float> species(String bits) {
    if (bits == null || bits.isBlank()) {
      VectorSpecies<Float> preferred = FloatVector.SPECIES_PREFERRED;
      return preferred.length() > 16 ? FloatVector.SPECIES_512 : preferred;
    }
    return switch (bits.strip()) {
      case "128" -> FloatVector.SPECIES_128;
      case "256" -> FloatVector.SPECIES_256;
      case "512" -> FloatVector.SPECIES_512;
      default ->
          throw new IllegalArgumentException(
              "system property vae.vector.bits is '" + bits + "'; it may be 128, 256 or 512");
    };
  }
}
