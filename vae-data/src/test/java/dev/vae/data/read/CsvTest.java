package dev.vae.data.read;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.refused;
import static dev.vae.data.read.Samples.row;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.data.RowSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;

  private RowSource open(String text) {
    return Csv.open(file(folder, "t.csv", text));
  }

  @Test
  void headerIsSeenOrNot() {
    RowSource named = open("a,\"b, c\"\n1,2\n-3.5,1e-3\n");
    assertEquals(List.of("a", "b, c"), named.columns());
    assertEquals(2, named.size());
    assertArrayEquals(new double[] {-3.5, 0.001}, row(named, 1));
    RowSource plain = open("1,2\n3,4\n");
    assertEquals(List.of(), plain.columns());
    assertEquals(2, plain.size());
    assertEquals(List.of("id", "x", "3"), open("id,x,3\n1,2,3\n").columns());
  }

  @Test
  void formsOfFiles() {
    assertArrayEquals(new double[] {1, 2}, row(open("\uFEFFx;y\r\n\r\n 1 ; +2 \r\n"), 0));
    assertArrayEquals(new double[] {.5, 2}, row(open("\".5\"\t\"2\"\n"), 0));
    assertEquals(1, open("5").size());
    String wide = IntStream.range(0, 30_000).mapToObj(i -> "7").collect(Collectors.joining(","));
    assertEquals(30_000, open(wide + "\n" + wide).event().elements());
    assertEquals(List.of("größe"), open("größe\n1\n").columns());
  }

  @Test
  void cellsThatAreNoNumbersAreNamed() {
    refused(() -> open("a,b\n1,2\n3,x\n"), "line 3", "row 1", "column 1 'b'", "'x'");
    refused(() -> open("1,2\n3,1f\n"), "row 1, column 1", "'1f'");
    refused(() -> open("1,2\n3,inf\n"), "row 1, column 1", "finite");
    refused(() -> open("1,2\n3,1e300\n"), "finite");
    refused(() -> open("1,2,3\n1,oops,3\n"), "oops");
    refused(() -> open("1,oops,3\n1,2,3\n"), "row 0, column 1", "oops");
  }

  @Test
  void missingCellsNeedPermission() {
    for (String cell : new String[] {"", "NA", "nan", "NULL", "?"}) {
      String text = "a,b\n1,2\n" + cell + ",4\n";
      refused(() -> open(text), "line 3", "row 1, column 0 'a'", "missing");
      RowSource source = Csv.open(file(folder, "m.csv", text), true, null);
      assertArrayEquals(new double[] {Double.NaN, 4}, row(source, 1));
    }
  }

  @Test
  void linesOfAnotherLengthAreNamed() {
    refused(() -> open("1,2\n3\n"), "line 2", "1 cells where 2");
    refused(() -> open("1,2\n3,4,5\n"), "line 2", "3 cells where 2");
  }

  @Test
  void labelsComeFromAColumn() {
    Path named = file(folder, "l.csv", "x,class,y\n1,2,3\n4,0,6\n");
    for (String label : new String[] {"class", "1"}) {
      RowSource source = Csv.open(named, false, label);
      assertEquals(List.of("x", "y"), source.columns());
      assertArrayEquals(new double[] {4, 6}, row(source, 1));
      assertEquals(2, source.labels().orElseThrow().get(0, 0));
      assertEquals(3, source.labels().orElseThrow().classes(0));
    }
    refused(() -> Csv.open(named, false, "clas"), "'clas'", "did you mean 'class'");
    refused(() -> Csv.open(named, false, "9"), "no column '9'");
    Path half = file(folder, "h.csv", "x,class\n1,0.5\n");
    refused(() -> Csv.open(half, false, "class"), "row 0", "0.5");
  }

  @Test
  void otherFilesAreNamed() {
    refused(() -> open(""), "empty file");
    refused(() -> open("\n\n"), "no lines");
    refused(() -> open("a,b\n"), "no rows");
    refused(() -> open("<html><body>404"), "web page");
    refused(() -> open("1,2\n\"3,4\n"), "t.csv");
    refused(() -> Csv.open(file(folder, "b", new byte[] {1, 0, 2, 0})), "binary file");
    refused(() -> Csv.open(folder.resolve("none.csv")), "does not exist");
  }
}
