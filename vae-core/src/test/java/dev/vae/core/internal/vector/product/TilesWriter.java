package dev.vae.core.internal.vector.product;

/**
 * Writes the source of {@code Tiles}: one loop in many sizes, whose sums must each be a variable of
 * their own, since the just-in-time compiler keeps no array of vectors in registers. What differs
 * between the sizes is said here once; the text of each is as long as it has to be.
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

  /** How a tile reaches the rows of the left operand. */
  private enum Rows {
    GATHERED("gathered", "side by side for each k"),
    COPIED("copied", "one behind the other"),
    INDEXED("indexed", "at any offsets");

    private final String name;
    private final String where;

    Rows(String name, String where) {
      this.name = name;
      this.where = where;
    }
  }

  /** Rows and vectors of the tiles there are. */
  private static final int[][] SIZES = {
    {12, 2}, {12, 1}, {8, 3}, {8, 2}, {8, 1}, {6, 2}, {4, 3}, {4, 2}, {4, 1}
  };

  /** Of which a tile of 12 rows and three vectors is made: the rows of each, and the vectors. */
  private static final int[][] STACK = {{8, 3}, {4, 3}};

  /** Likewise of two vectors, where there are but 16 registers. */
  private static final int[][] LOW_STACK = {{6, 2}, {6, 2}};

  private static final int WIDTH = 100;

  private final StringBuilder text = new StringBuilder(HEAD);

  /** Returns the whole file. */
  static String text() {
    TilesWriter writer = new TilesWriter();
    for (Rows rows : new Rows[] {Rows.GATHERED, Rows.COPIED}) {
      writer.choice(rows);
      for (int[] size : SIZES) {
        writer.tile(rows, size[0], size[1]);
      }
    }
    writer.tile(Rows.INDEXED, 12, 2);
    writer.tile(Rows.INDEXED, 4, 2);
    writer.tile(Rows.INDEXED, 12, 1);
    writer.tile(Rows.INDEXED, 4, 1);
    writer.line("}");
    return writer.text.toString();
  }

  private void choice(Rows rows) {
    line("");
    line("  /** Rows " + rows.where + ": 4, 8 or 12, one to three vectors wide. */");
    line("  static void " + rows.name + "(");
    line("      int height,");
    line("      int width,");
    parameters(rows, true);
    line("    switch (height * 4 + width) {");
    line("      case 12 * 4 + 3 -> {");
    stack(rows, STACK, "        ");
    line("      }");
    for (int[] size : SIZES) {
      if (size[0] == 12 && size[1] == 2) {
        line("      case 12 * 4 + 2 -> {");
        line("        if (MicroKernels.HIGH) {");
        statement("          ", call(rows, 12, 2, 0));
        line("        } else {");
        stack(rows, LOW_STACK, "          ");
        line("        }");
        line("      }");
      } else if (size[0] % 4 == 0) {
        String label = "      case " + size[0] + " * 4 + " + size[1] + " ->";
        String call = call(rows, size[0], size[1], 0);
        if (label.length() + 1 + call.length() <= WIDTH) {
          line(label + " " + call);
        } else {
          line(label);
          statement("          ", call);
        }
      }
    }
    line("      default -> throw new IllegalArgumentException(height + \"x\" + width);");
    line("    }");
    line("  }");
  }

  private void stack(Rows rows, int[][] stack, String indent) {
    int above = 0;
    for (int[] size : stack) {
      statement(indent, call(rows, size[0], size[1], above));
      above += size[0];
    }
  }

  private static String call(Rows rows, int height, int width, int above) {
    String arguments =
        "count, a, aOffset" + behind(rows, above) + (rows == Rows.GATHERED ? ", aStep" : "");
    arguments += ", b, bOffset" + (width == 3 ? ", third" : "") + ", bStep, c, cOffset";
    arguments += (above == 0 ? "" : " + " + above + " * cStep") + ", cStep);";
    return rows.name + height + "x" + width + "(" + arguments;
  }

  /** Lines as the formatter breaks them: none, behind the parenthesis, behind every comma. */
  private void statement(String indent, String call) {
    int parenthesis = call.indexOf('(') + 1;
    String arguments = call.substring(parenthesis);
    if (indent.length() + call.length() <= WIDTH) {
      line(indent + call);
    } else {
      line(indent + call.substring(0, parenthesis));
      String inner = indent + "    ";
      boolean fits = inner.length() + arguments.length() <= WIDTH;
      line(inner + (fits ? arguments : arguments.replace(", ", ",\n" + inner)));
    }
  }

  private void parameters(Rows rows, boolean third) {
    line("      int count,");
    line("      float[] a,");
    line("      int aOffset,");
    if (rows == Rows.GATHERED) {
      line("      int aStep,");
    } else if (rows == Rows.INDEXED) {
      line("      int[] rows,");
      line("      int row,");
      line("      int[] ks,");
      line("      int first,");
    }
    line("      float[] b,");
    line("      int bOffset,");
    if (third) {
      line("      int third,");
    }
    if (rows == Rows.INDEXED) {
      line("      int[] bs,");
      line("      float[] c,");
      line("      int cOffset,");
      line("      int[] cOffsets,");
      line("      int cRow) {");
      return;
    }
    line("      int bStep,");
    line("      float[] c,");
    line("      int cOffset,");
    line("      int cStep) {");
  }

  private void tile(Rows rows, int height, int width) {
    line("");
    String vectors = width == 1 ? "a vector" : width == 2 ? "two vectors" : "three vectors";
    line("  /** " + height + " rows " + rows.where + ", " + vectors + " wide. */");
    line("  static void " + rows.name + height + "x" + width + "(");
    parameters(rows, width == 3);
    zeros(height, width);
    loop(rows, height, width);
    store(rows, height, width);
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

  private void loop(Rows rows, int height, int width) {
    for (int i = 0; rows == Rows.INDEXED && i < height; i++) {
      line("    int a" + i + " = aOffset + rows[row" + (i == 0 ? "" : " + " + i) + "];");
    }
    line("    for (int k = 0; k < count; k++) {");
    if (rows == Rows.INDEXED) {
      line("      int at = ks[first + k];");
    }
    line("      int from = bOffset + " + (rows == Rows.INDEXED ? "bs[k]" : "k * bStep") + ";");
    String[] behind = {"", " + L", " + third"};
    for (int j = 0; j < width; j++) {
      String at = "from" + behind[j];
      line("      FloatVector " + VECTORS[j] + " = FloatVector.fromArray(SPECIES, b, " + at + ");");
    }
    for (int i = 0; i < height; i++) {
      String declared = i == 0 ? "FloatVector s" : "s";
      String at =
          switch (rows) {
            case GATHERED -> "aOffset + k * aStep" + behind(rows, i);
            case COPIED -> "aOffset + k" + behind(rows, i);
            case INDEXED -> "a" + i + " + at";
          };
      line("      " + declared + " = FloatVector.broadcast(SPECIES, a[" + at + "]);");
      for (int j = 0; j < width; j++) {
        String sum = "c" + i + VECTORS[j];
        line("      " + sum + " = s.fma(" + VECTORS[j] + ", " + sum + ");");
      }
    }
    line("    }");
  }

  private static String behind(Rows rows, int i) {
    String times = i == 1 ? "" : i + " * ";
    return i == 0 ? "" : rows == Rows.GATHERED ? " + " + i : " + " + times + "PackedLeft.ROW";
  }

  private void store(Rows rows, int height, int width) {
    String[] behind = {"", " + L", " + 2 * L"};
    for (int i = 0; i < height; i++) {
      String row = "cRow" + (i == 0 ? "" : " + " + i);
      String declared = i == 0 ? "int at = " : "at = ";
      if (rows == Rows.INDEXED) {
        line("    " + declared + "cOffset + cOffsets[" + row + "];");
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
