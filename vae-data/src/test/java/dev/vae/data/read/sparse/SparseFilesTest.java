package dev.vae.data.read.sparse;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.refused;
import static dev.vae.data.read.Samples.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.data.Dataset;
import dev.vae.data.read.Samples;
import dev.vae.data.read.SparseSamples;
import dev.vae.data.rows.RowSource;
import dev.vae.data.source.DataSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparseFilesTest {
  private static final int[][] COUNTS = SparseSamples.counts(9, 7);

  @TempDir Path folder;

  private static void same(int[][] expected, RowSource found) {
    assertEquals(expected.length, found.size());
    assertEquals(expected[0].length, found.event().elements());
    for (int r = 0; r < expected.length; r++) {
      double[] row = Arrays.stream(expected[r]).asDoubleStream().toArray();
      assertArrayEquals(row, row(found, r), "row " + r);
    }
  }

  private Path npz(String form, Consumer<Map<String, byte[]>> change) {
    Map<String, byte[]> arrays = SparseSamples.arrays(form, COUNTS);
    change.accept(arrays);
    return file(folder, form + arrays.hashCode() + ".npz", Samples.zip(true, arrays));
  }

  @Test
  void everyFormIsTheSameRows() {
    for (String form : List.of("csr", "csc", "coo")) {
      for (boolean packed : new boolean[] {true, false}) {
        byte[] bytes = Samples.zip(packed, SparseSamples.arrays(form, COUNTS));
        same(COUNTS, SparseNpz.open(file(folder, form + packed + ".npz", bytes), null));
      }
    }
    for (String values : List.of("integer", "real")) {
      String text = SparseSamples.market(values, COUNTS, false);
      same(COUNTS, market(text));
      Path packed = file(folder, values + ".mtx.gz", Samples.gzip(text.getBytes()));
      same(COUNTS, MatrixMarket.open(packed, Optional.empty(), null));
    }
    Path turned = file(folder, "turned.mtx", SparseSamples.market("integer", COUNTS, true));
    same(COUNTS, MatrixMarket.open(turned, Optional.of(true), null));
  }

  private RowSource market(String text) {
    Path file = file(folder, text.hashCode() + ".mtx", text);
    return MatrixMarket.open(file, Optional.empty(), null);
  }

  @Test
  void numbersOfEveryKindAreRead() {
    String begin = "%%MatrixMarket matrix coordinate real general\n";
    RowSource rows =
        market(begin + "2 3 4\n1 1 -2.5e-3\n1 3 0.1\n\n2 2 12345678901234567\n2 2 1\n");
    assertArrayEquals(new double[] {-2.5e-3, 0, 0.1}, row(rows, 0));
    assertArrayEquals(new double[] {0, 12345678901234567.0 + 1, 0}, row(rows, 1));
    RowSource pattern =
        market("%%matrixmarket MATRIX coordinate pattern symmetric\r\n2 2 2\r\n1 1\r\n2 1");
    assertArrayEquals(new double[] {1, 1}, row(pattern, 0));
    assertArrayEquals(new double[] {1, 0}, row(pattern, 1));
    RowSource skew =
        market("%%MatrixMarket matrix coordinate integer skew-symmetric\n2 2 1\n2 1 3\n");
    assertArrayEquals(new double[] {0, -3}, row(skew, 0));
    for (String type : List.of("|i1", "|u1", "|b1")) {
      Path file =
          npz("csr", a -> a.put("data", Samples.npy(type, false, "(" + stored() + ",)", ones())));
      assertEquals(stored(), sum(SparseNpz.open(file, null)), type);
    }
    byte[] letters = {'c', 0, 0, 0, 's', 0, 0, 0, 'r', 0, 0, 0};
    Path old = npz("csr", a -> a.put("format", Samples.npy("<U3", false, "()", letters)));
    same(COUNTS, SparseNpz.open(old, null));
  }

  private static int stored() {
    return SparseSamples.entries(COUNTS).size();
  }

  private static byte[] ones() {
    byte[] ones = new byte[stored()];
    Arrays.fill(ones, (byte) 1);
    return ones;
  }

  private static double sum(RowSource rows) {
    double sum = 0;
    for (int r = 0; r < rows.size(); r++) {
      sum += Arrays.stream(row(rows, r)).sum();
    }
    return sum;
  }

  @Test
  void labelsComeFromAnotherFile() {
    Path rows = npz("csr", a -> {});
    String words = "b\na\nb\nc\na\na\nb\nb\na\n";
    Path names = file(folder, "names.txt", words);
    Dataset named = DataSource.parse("npz:" + rows + "#labels=" + names).open();
    assertEquals(List.of("a", "b", "c"), named.labels().orElseThrow().classNames(0));
    assertEquals(1, named.labels().orElseThrow().get(2, 0));
    Path numbers = file(folder, "numbers.npy", SparseSamples.ints(0, 1, 2, 3, 4, 5, 6, 7, 8));
    Path text = file(folder, "l.mtx", SparseSamples.market("integer", COUNTS, true));
    Dataset numbered = DataSource.parse("mtx:" + text + "#transpose,labels=" + numbers).open();
    assertEquals(8, numbered.labels().orElseThrow().get(8, 0));
    Path few = file(folder, "few.txt", "a\nb\n");
    refused(() -> SparseNpz.open(rows, few), "9 rows", "2 labels");
    refused(() -> SparseNpz.open(rows, file(folder, "hole.txt", "a\n\nb\n")), "hole.txt", "line 2");
    assertTrue(
        !named
            .provenance()
            .sha256()
            .equals(DataSource.parse("npz:" + rows).open().provenance().sha256()),
        "labels are part of what was read");
  }

  @Test
  void genesBesideAMatrixAreItsColumns() {
    Path matrix = file(folder, "x_matrix.mtx", SparseSamples.market("integer", COUNTS, true));
    StringBuilder genes = new StringBuilder();
    for (int c = 0; c < 7; c++) {
      genes.append("E").append(c).append("\tg").append(c / 2).append("\tGene Expression\n");
    }
    file(folder, "x_features.tsv.gz", Samples.gzip(genes.toString().getBytes()));
    RowSource asTheyAre = MatrixMarket.open(matrix, Optional.empty(), null);
    assertEquals(7, asTheyAre.size(), "barcodes are not there to say that rows are genes");
    file(folder, "x_barcodes.tsv", "A\nB\nC\nD\nE\nF\nG\nH\nI\n");
    Dataset cells = DataSource.parse("mtx:" + matrix).open();
    assertEquals(9, cells.size());
    assertEquals(
        List.of("g0 (E0)", "g0 (E1)", "g1 (E2)", "g1 (E3)", "g2 (E4)", "g2 (E5)", "g3"),
        cells.columns());
    assertTrue(cells.notes().get(0).contains("#transpose=no"), cells.notes().toString());
    Dataset genesAsRows = DataSource.parse("mtx:" + matrix + "#transpose=no").open();
    assertEquals(List.of("A", "B", "C", "D", "E", "F", "G", "H", "I"), genesAsRows.columns());
  }

  @Test
  void damagedArchivesAreNamed() {
    open(npz("csr", a -> a.remove("indptr")), "no array 'indptr'");
    open(npz("csr", a -> a.put("format", SparseSamples.word("bsr"))), "'bsr'", "tocsr");
    open(npz("csr", a -> a.put("shape", SparseSamples.longs(9))), "#shape", "1 number");
    open(npz("csr", a -> a.put("shape", SparseSamples.longs(9, 0))), "9 x 0", "no values");
    open(npz("csr", a -> a.put("shape", SparseSamples.longs(9, -7))), "9 x -7");
    open(npz("csr", a -> a.put("shape", SparseSamples.longs(9, 1L << 40))), "2^31");
    open(npz("csr", a -> a.put("shape", SparseSamples.longs(9, 5))), "#indices: entry ", "0 to 4");
    open(npz("csr", a -> a.put("shape", SparseSamples.longs(10, 7))), "#indptr", "11", "10 rows");
    open(npz("csc", a -> a.put("shape", SparseSamples.longs(9, 8))), "#indptr", "8 columns");
    open(npz("coo", a -> a.put("shape", SparseSamples.longs(4, 7))), "#row: entry ", "0 to 3");
    open(npz("csr", a -> a.put("data", SparseSamples.longs(1, 2))), "#data has 2 values");
    open(
        npz("csr", a -> a.put("indptr", SparseSamples.ints(0, 9, 2, 9, 9, 9, 9, 9, 9, 9))),
        "row 1",
        "9 to 2");
    open(
        npz("csr", a -> a.put("indptr", SparseSamples.ints(1, 2, 2, 9, 9, 9, 9, 9, 9, 9))),
        "row 0",
        "1 to 2");
    open(
        npz("csr", a -> a.put("indptr", SparseSamples.ints(0, 2, 2, 9, 9, 9, 9, 9, 9, 999))),
        "entry 9",
        "is 999");
    byte[] lies = Samples.npy("<i4", false, "(400000000,)", new byte[40]);
    open(npz("csr", a -> a.put("indices", lies)), "#indices", "40 bytes");
    byte[] many = Samples.npy("<i4", false, "(4611686018427387904,)", new byte[40]);
    open(npz("csr", a -> a.put("indices", many)), "#indices", "40 bytes");
    byte[] half = Samples.npy("<f4", false, "(1,)", new byte[] {0, 0, 0, 63});
    open(npz("coo", a -> a.put("col", half)), "#col: entry 0", "is 0.5");
    Path text = npz("csr", a -> a.put("data", Samples.npy("<U4", false, "(1,)", new byte[16])));
    open(text, "#data", "text");
    Path dense = file(folder, "d.npz", Samples.zip(true, Map.of("x", SparseSamples.ints(1))));
    refused(() -> SparseNpz.open(dense, dense), "no sparse matrix", "LABELKEY");
  }

  private void open(Path file, String... words) {
    refused(() -> SparseNpz.open(file, null), words);
  }

  @Test
  void damagedTextsAreNamed() {
    String begin = "%%MatrixMarket matrix coordinate integer general\n";
    wrong("1 1 1\n", "does not begin with %%MatrixMarket");
    wrong("%%MatrixMarket matrix array real general\n2 2\n", "np.save");
    wrong("%%MatrixMarket matrix coordinate complex general\n1 1 0\n", "'complex'");
    wrong("%%MatrixMarket matrix coordinate real hermitian\n1 1 0\n", "'hermitian'");
    wrong(begin, "line 2", "the number of rows", "ends there");
    wrong(begin + "2 x 1\n1 1 1\n", "line 2", "'x'");
    wrong(begin + "2 2 1 1\n1 1 1\n", "line 2", "more words");
    wrong(begin + "0 2 1\n1 1 1\n", "0 x 2");
    wrong(begin + "2 2 2\n1 1 1\n", "cut short", "after 1");
    wrong(begin + "2 2 1\n1 1 1\n1 2 1\n", "line 4", "after the 1 entries");
    wrong(begin + "2 2 1\n3 1 1\n", "line 3", "a row 3", "1 to 2");
    wrong(begin + "2 2 1\n1 0 1\n", "line 3", "a column 0");
    wrong(begin + "2 2 1\n1 -1 1\n", "line 3", "'-1'");
    wrong(begin + "2 2 1\n1 1\n", "line 3", "a value", "ends there");
    wrong(begin + "2 2 1\n1 1 1x\n", "line 3", "'1x'");
    wrong(begin + "2 2 1\n1 1 1 7\n", "line 3", "more words");
    wrong(begin + "2 2 99999999999\n1 1 1\n", "99999999999 entries");
    wrong(begin + "2 2 1000\n1 1 1\n", "1000 entries", "cannot hold");
    wrong("%%MatrixMarket matrix coordinate real symmetric\n2 3 1\n1 1 1\n", "2 x 3");
    byte[] whole = Samples.gzip(SparseSamples.market("integer", COUNTS, false).getBytes());
    Path cut = file(folder, "cut.mtx.gz", Arrays.copyOf(whole, whole.length - 20));
    refused(() -> MatrixMarket.open(cut, Optional.empty(), null), "cut.mtx.gz");
    byte[] packed = Samples.gzip((begin + "9999 9999 90000000\n1 1 1\n").getBytes());
    Path lies = file(folder, "lies.mtx.gz", packed);
    refused(() -> MatrixMarket.open(lies, Optional.empty(), null), "cut short");
  }

  private void wrong(String text, String... words) {
    refused(() -> market(text), words);
  }

  private Dataset svm(String text, String options) {
    Path file = file(folder, text.hashCode() + ".svm", text);
    return DataSource.parse("svm:" + file + options).open();
  }

  @Test
  void rowsOfColumnsWithValuesAreRead() {
    Dataset rows = svm("# begin\n-1 3:0.5 1:2 # end\n+1\n1 2:1e1 2:5\r\n", "");
    assertEquals(Shape.of(3), rows.event());
    assertEquals(List.of("-1", "1"), rows.labels().orElseThrow().classNames(0));
    assertEquals(1, rows.labels().orElseThrow().get(1, 0));
    double[][] expected = {{2, 0, 0.5}, {0, 0, 0}, {0, 15, 0}};
    rows.forEachRow((number, row) -> assertArrayEquals(expected[(int) number], row));
    assertEquals(Shape.of(4), svm("1 0:1 3:2\n", "").event(), "columns from 0");
    assertEquals(Shape.of(9), svm("1 0:1 3:2\n", "#width=9").event());
    assertTrue(svm("0.5 1:1\n", "").labels().isEmpty(), "measures are left out");
    refused(() -> svm("1 0:1 3:2\n", "#width=3"), "column 3", "width=3");
    refused(() -> svm("1 0:1 3:2\n", "#width=0"), "width=0");
    refused(() -> svm("1 1:1\n1 x:1\n", ""), "line 2", "a column", "'x'");
    refused(() -> svm("1 1:1\n1 2:y\n", ""), "line 2", "the value of column 2", "'y'");
    refused(() -> svm("1 1:1\n1 2\n", ""), "line 2", "column:value");
    refused(() -> svm("1 1:1\na 1:2\n", ""), "line 2", "a label", "'a'");
    refused(() -> svm("1 99999999999:1\n", ""), "line 1", "99999999999");
    refused(() -> svm("# nothing\n", ""), "no rows");
  }

  @Test
  void negativeAndMissingValuesAreRefusedOnlyWhereTheyDoNotBelong() {
    String begin = "%%MatrixMarket matrix coordinate real general\n2 2 1\n";
    Path nan = file(folder, "nan.mtx", begin + "2 1 nan\n");
    refused(() -> DataSource.parse("mtx:" + nan).open(), "row 1, column 0", "NaN");
    Path large = file(folder, "large.mtx", begin + "1 2 1e300\n");
    refused(() -> DataSource.parse("mtx:" + large).open(), "row 0, column 1", "1.0E300");
  }
}
