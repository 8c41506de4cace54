package dev.vae.data.internal.csv;

import static dev.vae.data.read.Samples.file;
import static dev.vae.data.read.Samples.refused;
import static dev.vae.data.read.Samples.row;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.rows.Rows;
import dev.vae.data.Dataset;
import dev.vae.data.read.Samples;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import java.nio.charset.StandardCharsets;
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
        IntStream.range(0, 5005).mapToObj(i -> "1,w" + i % 1001).collect(Collectors.joining("\n"));
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
    refused(() -> open("a,b\n1,2\n3\n"), "line 3", "1 cells where 2");
    refused(() -> open("a,b\n1,2\n3,4,5\n"), "line 3", "3 cells where 2");
    refused(() -> open("a,b\n3,4,5\n6,7,8\n"), "line 2", "3 cells where 2");
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
  void linesAboveATableAreNoPartOfIt() {
    for (String title : new String[] {"sep=,", "SEP=,", "My table", "Export of 1.2.2024"}) {
      RowSource source = open(title + "\na,b,c\n1,2,3\n4,5,6\n");
      assertEquals(List.of("a", "b", "c"), source.columns());
      assertArrayEquals(new double[] {4, 5, 6}, row(source, 1));
    }
    Path twice = file(folder, "t.csv", "a,b\n1,2\n3,4,5\n6,7,8\n");
    refused(() -> Csv.open(twice), "line 3", "3 cells where 2 were expected");
  }

  @Test
  void howNumbersAndDatesAreWrittenIsFound() {
    RowSource comma = open("größe;gewicht\n1,5;2,5\n-3;0,25\n");
    assertArrayEquals(new double[] {-3, 0.25}, row(comma, 1));
    RowSource money = open("price,share\n\"1,234.50\",12%\n\"20,618.57\",5%\n$7.00,50%\n");
    assertArrayEquals(new double[] {1234.5, 12}, row(money, 0));
    RowSource days = open("day,n\n1970-01-02,1\n1970-02-01,5\n");
    assertArrayEquals(new double[] {31, 5}, row(days, 1));
    assertTrue(days.notes().get(0).contains("'day' holds dates"), days.notes().toString());
    refused(
        () -> open("day\n" + "1970-01-02\n".repeat(150) + "soon\n"),
        "line 152",
        "'soon'",
        "not a date as");
    refused(
        () -> open("n;m\n" + "1,5;2\n".repeat(300) + "1,5 or so;2\n"),
        "line 302",
        "'1,5 or so'",
        "not a number");
    byte[] latin = "größe\n1\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(List.of("größe"), Csv.open(file(folder, "l.csv", latin)).columns());
    byte[] wide = "x\ty\n1\t2\n3\t4\n".getBytes(StandardCharsets.UTF_16);
    assertArrayEquals(new double[] {3, 4}, row(Csv.open(file(folder, "w.tsv", wide)), 1));
    Path packed = file(folder, "t.csv.gz", Samples.gzip("a,b\n1,2\n".getBytes(UTF_8)));
    assertArrayEquals(new double[] {1, 2}, row(Csv.open(packed), 0));
  }

  @Test
  void numbersStayNumbersWhateverATableTakesThemFor() {
    String text = "account,row,flag,same,again\n4711000001,1,1,7,1\n4711000002,2,2,7,2\n";
    RowSource source = open(text + "4711000001,3,1,7,1\n");
    assertArrayEquals(new double[] {4711000002., 2, 2, 7, 2}, row(source, 1));
    assertEquals(Map.of(), source.categories());
    RowSource seconds = open("at\n1700000004\n1700000005\n1700000010\n");
    assertArrayEquals(new double[] {1700000005}, row(seconds, 1));
  }

  @Test
  void digitsWithZerosBeforeThemAreWords() {
    RowSource source = open("zip,x\n00501,1\n02139,2\n90210,3\n00501,4\n");
    assertEquals(Map.of(0, List.of("00501", "02139", "90210")), source.categories());
  }

  @Test
  void whatCannotBeLearnedIsLeftOutAndSaid() {
    String rows =
        IntStream.range(0, 120).mapToObj(i -> "n" + i + "," + i / 7. + ",").collect(joining("\n"));
    Path table = file(folder, "t.csv", "name,x,hole\n" + rows);
    refused(() -> Csv.open(table), "line 2", "column 2 'hole'", "empty");
    RowSource source = Csv.open(table, true, null);
    assertEquals(List.of("x"), source.columns());
    assertEquals(2, source.notes().size());
    assertTrue(source.notes().get(0).contains("'name' is left out"), source.notes().toString());
    assertTrue(source.notes().get(1).contains("'hole' is left out"), source.notes().toString());
    String twice =
        IntStream.range(0, 240).mapToObj(i -> i + ",n" + i % 120 + ",1").collect(joining("\n"));
    Path other = file(folder, "o.csv", "hole,name,x\n" + twice);
    Dataset train = Dataset.of(Csv.open(other), true);
    Dataset like = Dataset.of(source, true).matching(train.schema(), List.of());
    assertEquals(train.columns(), like.columns());
    assertEquals(120, Csv.open(table, true, "name").labels().orElseThrow().classes(0));
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
