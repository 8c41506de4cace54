package dev.vae.data.read;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.refused;
import static dev.vae.data.read.Samples.row;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.rows.Rows;
import dev.vae.data.Dataset;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    refused(() -> open("1,oops,3\n1,2,3\n"), "row 1, column 1", "'2'", "oops");
  }

  @Test
  void columnsOfWordsAreNumberedInTheirOrder() {
    RowSource source = Csv.open(file(folder, "w.csv", "n,sex\n1, m\n2,f\n3,?\n4,m\n"), true, null);
    assertEquals(Map.of(1, List.of("f", "m")), source.categories());
    assertArrayEquals(new double[] {1, 1}, row(source, 0));
    assertArrayEquals(new double[] {2, 0}, row(source, 1));
    assertArrayEquals(new double[] {3, Double.NaN}, row(source, 2));
    RowSource labelled = Csv.open(file(folder, "w.csv", "a,b,c\n1,y,u\n2,x,v\n"), false, "b");
    assertEquals(Map.of(1, List.of("u", "v")), labelled.categories());
    assertEquals(List.of("x", "y"), labelled.labels().orElseThrow().classNames(0));
    assertEquals(1, labelled.labels().orElseThrow().get(0, 0));
    String many =
        IntStream.range(0, 1001).mapToObj(i -> "1,w" + i).collect(Collectors.joining("\n"));
    refused(() -> open("a,b\n" + many), "row 1000, column 1", "not categories");
  }

  @Test
  void wordsGetTheNumbersThatAModelKnows() {
    Dataset data = Dataset.of(Csv.open(file(folder, "w.csv", "n,sex\n1,m\n2,x\n3,f\n")));
    Dataset again = data.recoded(Map.of(1, List.of("d", "f", "m", "x")));
    try (Rows.Batches batches = again.inOrder(3, 0)) {
      assertArrayEquals(new float[] {1, 2, 2, 3, 3, 1}, batches.next().values());
    }
    refused(() -> data.recoded(Map.of(1, List.of("f", "m"))), "column 1 'sex'", "'x'");
    refused(() -> data.recoded(Map.of()), "holds words such as 'f'");
    refused(() -> Dataset.of(new float[][] {{1, 2}}).recoded(Map.of(0, List.of("a"))), "numbers");
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

  @Test
  void aTitleIsNamedByItsLine() {
    for (String title : new String[] {"sep=;", "SEP=,", "My table", "Export of 1.2.2024, by me"}) {
      Path table = file(folder, "t.csv", title + "\na,b,c\n1,2,3\n4,5,6\n");
      refused(() -> Csv.open(table), "t.csv, line 1: ", "remove this line");
    }
    Path two = file(folder, "t.csv", "My table\n\nof 2024\na,b,c\n1,2,3\n4,5,6\n");
    refused(() -> Csv.open(two), "line 1: 1 cell, 'My table'", "lines from 4 on have 3", "above");
    Path none = file(folder, "t.csv", "a,b\n1,2\n3,4,5\n6,7\n");
    refused(() -> Csv.open(none), "line 3", "3 cells where 2 were expected");
    Path twice = file(folder, "t.csv", "a,b\n1,2\n3,4,5\n6,7,8\n");
    refused(() -> Csv.open(twice), "line 3", "3 cells where 2 were expected");
  }

  @Test
  void longTextsAreNotRepeated() {
    Path table = file(folder, "t.csv", "a,b\n1," + "x".repeat(5000) + "\n");
    DataException e = assertThrows(DataException.class, () -> Csv.open(table));
    assertTrue(e.getMessage().contains("5000 characters") && e.getMessage().length() < 400);
    Path line = file(folder, "t.csv", "1".repeat((1 << 25) + 10));
    refused(() -> Csv.open(line), "t.csv");
  }

  @Test
  void manyColumnsAreNotListed() {
    String names = IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(joining(","));
    Path table = file(folder, "t.csv", names + "\n" + "0,".repeat(9_999) + "0\n");
    DataException e = assertThrows(DataException.class, () -> Csv.open(table, false, "c1000x"));
    assertTrue(e.getMessage().contains("did you mean 'c1000'?"), e.getMessage());
    assertTrue(e.getMessage().contains("10000 in all"), e.getMessage());
    assertTrue(e.getMessage().length() < 1000, e.getMessage());
  }
}
