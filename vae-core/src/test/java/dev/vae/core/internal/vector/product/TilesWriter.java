package dev.vae.core.internal.vector.product;

/**
 * Writes the source of {@code Tiles}: one loop in many sizes, whose sums must each be a variable of
 * their own, since the just-in-time compiler keeps no array of vectors in registers. What differs
 * between the forms is said here once; the text of each is as long as it has to be.
 */
final class TilesWriter {
  private static final String HEAD =
      """
      package dev.vae.core.internal.vector.product;

      import dev.vae.core.internal.vector.lanes.Lanes;
      import jdk.incubator.vector.FloatVector;
      import jdk.incubator.vector.VectorSpecies;

      /**
       * Tiles of a product, see {@link MicroKernels}: {@code c(i, j) = Σ a(i, k) · b(k, j)} over k
       * ascending, every sum in a variable of its own, which the just-in-time compiler keeps in a
       * register. All start from one and the same zero and nothing is in methods of its own, because the
       * compiler stops inlining vector operations where a method grows much beyond these, and its vectors
       * become objects.
       *
       * <p>Written by {@code TilesWriter}, which is in the tests; change that, and run its test with
       * {@code -Dvae.golden=update}.
       */
      final class Tiles {
        private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
        private static final int L = SPECIES.length();

        private Tiles() {}
      """;

  private static final String[] VECTORS = {"x", "y", "z"};

  /** How a tile reaches its numbers: where the rows of the left operand are, and all steps. */
  private enum Access {
    GATHERED(
        "gathered",
        "int aStep, float[] b, int bOffset, THIRD int bStep, float[] c, int cOffset, int cStep",
        "rows side by side for each k"),
    COPIED(
        "copied",
        "float[] b, int bOffset, THIRD int bStep, float[] c, int cOffset, int cStep",
        "rows one behind the other"),
    INDEXED(
        "indexed",
        "int[] rows, int row, int[] ks, int k, float[] b, int bOffset, int[] js, int j, "
            + "float[] c, int cOffset, int[] cOffsets, int cRow",
        "rows at any offsets");

    private final String name;
    private final String parameters;
    private final String rows;

    Access(String name, String parameters, String rows) {
      this.name = name;
      this.parameters = parameters;
      this.rows = rows;
    }
  }

  private final StringBuilder text = new StringBuilder();

  /** Returns the whole file. */
  static String text() {
    return new TilesWriter().file();
  }

  private String file() {
    text.append(HEAD);
    for (Access access : new Access[] {Access.GATHERED, Access.COPIED}) {
      form(access, 12, 2);
      form(access, 8, 3);
      form(access, 4, 3);
    }
    for (int height : new int[] {12, 8, 6, 4}) {
      form(Access.INDEXED, height, 2);
    }
    for (int height : new int[] {12, 8, 4}) {
      form(Access.INDEXED, height, 1);
    }
    line("}");
    return text.toString();
  }

  private void form(Access access, int height, int width) {
    line("");
    String vectors = width == 1 ? "a vector" : width == 2 ? "two vectors" : "three vectors";
    line("  /** " + height + " " + access.rows + ", " + vectors + " wide. */");
    line("  static void " + access.name + height + "x" + width + "(");
    line("      int count,");
    line("      float[] a,");
    line("      int aOffset,");
    String third = width == 3 ? "int third," : "";
    String parameters = access.parameters.replace("THIRD", third).replaceAll(", +", ",\n      ");
    line("      " + parameters.replaceAll(",\n *,", ",") + ") {");
    zeros(height, width);
    loop(access, height, width);
    store(access, height, width);
    line("  }");
  }

  private void zeros(int height, int width) {
    line("    FloatVector zero = FloatVector.zero(SPECIES);");
    for (int i = 0; i < height; i++) {
      StringBuilder sums = new StringBuilder();
      for (int j = 0; j < width; j++) {
        sums.append(j == 0 ? "" : ", ").append("c").append(i).append(VECTORS[j]).append(" = zero");
      }
      line("    FloatVector " + sums + ";");
    }
  }

  private void loop(Access access, int height, int width) {
    if (access == Access.INDEXED) {
      for (int i = 0; i < height; i++) {
        line("    int a" + i + " = aOffset + rows[row + " + i + "];");
      }
      line("    for (int i = 0; i < count; i++) {");
      line("      int at = ks[k + i];");
      line("      int from = bOffset + js[j + i];");
    } else {
      line("    for (int k = 0; k < count; k++) {");
      line("      int from = bOffset + k * bStep;");
    }
    String[] behind = {"", " + L", " + third"};
    for (int j = 0; j < width; j++) {
      String at = "from" + behind[j];
      line("      FloatVector " + VECTORS[j] + " = FloatVector.fromArray(SPECIES, b, " + at + ");");
    }
    for (int i = 0; i < height; i++) {
      String declared = i == 0 ? "FloatVector s" : "s";
      String at = left(access, i);
      line("      " + declared + " = FloatVector.broadcast(SPECIES, a[" + at + "]);");
      for (int j = 0; j < width; j++) {
        String sum = "c" + i + VECTORS[j];
        line("      " + sum + " = s.fma(" + VECTORS[j] + ", " + sum + ");");
      }
    }
    line("    }");
  }

  private static String left(Access access, int i) {
    return switch (access) {
      case GATHERED -> "aOffset + k * aStep" + (i == 0 ? "" : " + " + i);
      case COPIED ->
          "aOffset + k" + (i == 0 ? "" : " + " + (i == 1 ? "" : i + " * ") + "PackedLeft.ROW");
      case INDEXED -> "a" + i + " + at";
    };
  }

  private void store(Access access, int height, int width) {
    String[] behind = {"", " + L", " + 2 * L"};
    for (int i = 0; i < height; i++) {
      String declared = i == 0 ? "int at" : "at";
      if (access == Access.INDEXED) {
        line("    " + declared + " = cOffset + cOffsets[cRow + " + i + "];");
      } else {
        line("    " + (i == 0 ? "int at = cOffset;" : "at += cStep;"));
      }
      for (int j = 0; j < width; j++) {
        line("    c" + i + VECTORS[j] + ".intoArray(c, at" + behind[j] + ");");
      }
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
