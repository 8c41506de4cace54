package dev.vae.data.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.rows.Rows;
import dev.vae.data.Dataset;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  @TempDir Path folder;

  private static Dataset open(String text) {
    return DataSource.parse(text).open();
  }

  private static void refused(String text, String... words) {
    DataException e = assertThrows(DataException.class, () -> open(text), text);
    for (String word : words) {
      assertTrue(e.getMessage().contains(word), "'" + word + "' in: " + e.getMessage());
    }
  }

  @Test
  void digits() {
    assertEquals(10_000, open("digits").size());
    assertEquals(2_000, open("digits#test").size());
    assertEquals(77, open("digits#test,77,seed=4").size());
    assertEquals(Shape.of(28, 28, 1), open("digits#5").event());
    assertEquals(open("digits#5").provenance(), open("digits#5,train,seed=0").provenance());
    assertNotEquals(
        open("digits#5").provenance().sha256(), open("digits#5,test").provenance().sha256());
    refused("digits#0", "0 rows");
    refused("digits#tset", "'tset'");
    refused("digits#seed=x", "whole number");
    refused("digits:file", "takes no file");
  }

  @Test
  void shapes() {
    assertEquals(737_280, open("shapes").size());
    Dataset hearts = open("shapes#shape=heart,scale=5,posX=0..15,posY=3,orientation=0");
    assertEquals(16, hearts.size());
    Labels labels = hearts.labels().orElseThrow();
    assertEquals(2, labels.get(15, labels.factor("shape")));
    assertEquals(15, labels.get(15, labels.factor("posX")));
    Dataset some = open("shapes#shape=1,200");
    assertEquals(200, some.size());
    assertEquals(1, some.labels().orElseThrow().get(199, 0));
    assertEquals(first(open("shapes#300")), first(open("shapes#300,seed=0")));
    assertNotEquals(first(open("shapes#300")), first(open("shapes#300,seed=1")));
    refused("shapes#scale=6", "between 0 and 5");
    refused("shapes#shape=hart", "no shape 'hart'", "did you mean 'heart'");
    refused("shapes#shape=star", "square, ellipse, heart");
    refused("shapes#shape=3", "between 0 and 2", "heart");
    refused("shapes#posx=1", "did you mean 'posX'");
  }

  private static long first(Dataset data) {
    try (Rows.Batches batches = data.inOrder(1, 0)) {
      return batches.next().index()[0];
    }
  }

  @Test
  void filesByKind() throws IOException {
    Path csv = Files.writeString(folder.resolve("t.csv"), "a,c\n1,0\n2,1\n3,1\n");
    Dataset data = open("csv:" + csv + "#label=c");
    assertEquals(List.of("a"), data.columns());
    assertEquals(1, data.labels().orElseThrow().get(2, 0));
    Path odd = Files.writeString(folder.resolve("odd#name,1.csv"), "1\n2\n");
    assertEquals(2, open("csv:" + odd).size());
    refused("csv:" + csv + "#lable=c", "'lable=c'", "label=COLUMN");
    refused("csv:", "names no file");
    refused("idx:,", "names no file");
    refused("idx:" + csv + ",", "names no file after the comma");
    refused("idx:, " + csv, "names no file before the comma");
    refused("npy:" + csv, "plain text");
    refused("npz:" + csv, "zip");
    refused("idx:" + csv, "not an IDX file");
    refused("idx:" + csv + "," + csv, "not an IDX file");
    refused("images:" + folder, "no image");
    refused("npz:" + csv + "#a,b,c", "'c'");
  }

  @Test
  void nothingIsSaidTwice() throws IOException {
    Path csv = Files.writeString(folder.resolve("t.csv"), "a,c\n1,0\n2,1\n3,1\n");
    refused("digits#5,6", "'5' and '6' exclude each other; give one");
    refused("digits#test,5,train", "'test' and 'train' exclude");
    refused("digits#seed=1,5,seed=2", "'seed=1' and 'seed=2' exclude");
    refused("digits#seed=1,seed=1", "'seed=1' is given twice");
    refused("shapes#5,6", "'5' and '6'");
    refused("shapes#scale=1,shape=heart,scale=2", "'scale=1' and 'scale=2'");
    refused("mnist:" + folder + "#train,test", "'train' and 'test'");
    refused("csv:" + csv + "#label=a,label=c", "'label=a' and 'label=c'");
    refused("svm:" + csv + "#width=3,width=4", "'width=3' and 'width=4'");
    refused("mtx:" + csv + "#transpose,transpose=no", "'transpose' and 'transpose=no'");
    String images = "images:" + folder;
    refused(images + "#grey,rgb", "'grey' and 'rgb'");
    refused(images + "#size=4x4,size=8x8", "'size=4x4' and 'size=8x8'");
    refused(images + "#size=4,fit=crop,Fit=pad", "'fit=crop' and 'Fit=pad'");
    refused(images + "#size=4,fill=3", "add fit=pad");
    refused(images + "#size=4,fit=stretch,fill=3", "add fit=pad");
    refused(images + "#size=4,fit=pad,fill=300", "a fill of 300 is not a level");
  }

  @Test
  void mnistFoldersMustExist() {
    refused("mnist:" + folder.resolve("none"), "does not exist", "t10k-labels-idx1-ubyte");
    refused("mnist:" + folder + "#tests", "'tests'", "#test");
  }

  @Test
  void unknownSourcesSuggestTheNearest() {
    refused("digit", "did you mean 'digits'?");
    refused("mnits:x", "did you mean 'mnist'?");
    refused("zzz", "csv, digits, idx, images, jdbc, mnist, mtx, npy, npz, parquet, shapes, svm");
    refused("", "no data source was named");
    Path csv = folder.resolve("t.csv");
    refused(csv.toString(), "there is no data source");
    assertFalse(Files.exists(csv));
    refused(folder.toString(), "images:" + folder);
  }

  @Test
  void options() throws IOException {
    Path csv = Files.writeString(folder.resolve("t.csv"), "0,4\n1,2\n0.5,\n");
    DataSource source = DataSource.parse("csv:" + csv);
    refused("csv:" + csv, "row 2, column 1");
    Dataset data = source.open(DataOptions.DEFAULTS.withMissing(true));
    assertEquals(3, data.columnSummaries().get(1).mean());
    assertEquals(10, DataSource.parse("digits").open(DataOptions.DEFAULTS.withLimit(10)).size());
  }

  @Test
  void pathsWithMarksOfTheirOwn() throws IOException {
    String table = "a,\"b, c\"\n1,0\n2,1\n";
    for (String name :
        List.of(
            "a#1.csv",
            "a,b.csv",
            "a b.csv",
            "50%.csv",
            "%s.csv",
            "d\u00e9j\u00e0.csv",
            "a#b#c",
            "a:b",
            "#",
            ",",
            "'a'.csv")) {
      Path file = Files.writeString(folder.resolve(name), table);
      assertEquals(2, open("csv:" + file).size(), name);
      assertEquals(2, open("csv:\"" + file + "\"").size(), name);
      for (String label : List.of("#label=a", "#label=\"b, c\"")) {
        assertEquals(1, open("csv:" + file + label).columns().size(), name + label);
        assertEquals(1, open("csv:\"" + file + "\"" + label).columns().size(), name + label);
      }
    }
  }

  @Test
  void pairsOfPathsWithMarksOfTheirOwn() throws IOException {
    byte[] images = {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7};
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 1, 3};
    for (String name : List.of("a", "a,b", "a#1", ",", "a b,c#d,")) {
      Path first = Files.write(folder.resolve(name + "-i"), images);
      Path second = Files.write(folder.resolve(name + "-l"), labels);
      for (String pair : List.of(first + "," + second, "\"" + first + "\",\"" + second + "\"")) {
        assertEquals(3, open("idx:" + pair).labels().orElseThrow().get(0, 0), pair);
      }
    }
    refused("idx:" + folder.resolve("a-i") + "#x", "'x' is not known");
    refused("idx:" + folder.resolve("none#x"), "none#x does not exist");
  }

  /** A source of somebody else: one row that counts up. */
  private record Counting() implements DataSourceProvider {
    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String usage() {
      return "counting:WIDTH";
    }

    @Override
    public Dataset open(SourceText text, DataOptions options) {
      text.requireNoOptions();
      double[] row = new double[(int) text.number("WIDTH", text.place())];
      Arrays.setAll(row, i -> i);
      return Dataset.of(new double[][] {row});
    }
  }

  @Test
  void kindsAreAddedByProviders() {
    Plugins more = Plugins.load().with(new Counting());
    assertEquals(Shape.of(3), DataSource.parse("Counting:3", more).open().event());
    assertThrows(DataException.class, () -> DataSource.parse("counting:3"));
    DataException near =
        assertThrows(DataException.class, () -> DataSource.parse("countin:3", more));
    assertTrue(near.getMessage().contains("did you mean 'counting'?"), near.getMessage());
    DataSource known = DataSource.parse("counting:3#fast", more);
    DataException option = assertThrows(DataException.class, known::open);
    assertEquals(
        "source 'counting:3#fast': option 'fast' is not known; write counting:WIDTH",
        option.getMessage());
  }

  @Test
  void everyBuiltInKindIsAProvider() {
    assertEquals(
        Set.of(
            "csv", "digits", "idx", "images", "jdbc", "mnist", "mtx", "npy", "npz", "parquet",
            "shapes", "svm"),
        Plugins.load().all(DataSourceProvider.class).keySet());
    assertTrue(Plugins.kinds().contains(DataSourceProvider.class));
    assertEquals("data source", Plugins.describe(DataSourceProvider.class));
  }
}
