package dev.vae.core.internal.vector.lanes;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How many numbers are worked on at a time: the machine's preference, unless the system property
 * {@code vae.vector.bits} says 128, 256 or 512. No bit of any result depends on it.
 */
public final class Lanes {
  /** The system property that limits how wide vectors are. */
  public static final String BITS = "vae.vector.bits";

  public static final VectorSpecies<Float> SPECIES = species(System.getProperty(BITS));
  public static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  public static final VectorSpecies<Double> DOUBLES = SPECIES.withLanes(double.class);

  /** Floats in a vector: 4, 8 or 16. */
  public static final int LENGTH = SPECIES.length();

  private Lanes() {}

  private static VectorSpecies<Float> species(String bits) {
    return switch (bits == null ? "" : bits.strip()) {
      case "128" -> FloatVector.SPECIES_128;
      case "256" -> FloatVector.SPECIES_256;
      case "512" -> FloatVector.SPECIES_512;
      default -> preferred();
    };
  }

  private static VectorSpecies<Float> preferred() {
    return switch (FloatVector.SPECIES_PREFERRED.length()) {
      case 1, 2, 4 -> FloatVector.SPECIES_128;
      case 8 -> FloatVector.SPECIES_256;
      default -> FloatVector.SPECIES_512;
    };
  }
}
