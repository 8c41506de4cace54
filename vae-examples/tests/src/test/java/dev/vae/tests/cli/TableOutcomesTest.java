package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What may be otherwise in a file than in that of training: one outcome and one line for each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableOutcomesTest {
  private static final String HEADER = "id,price,n,city,day,gift,shop,price2,void\n";
  private static final String USUAL = "a,50.1,3,Oslo,2024-01-05,yes,north,50.1,\n";

  private Path folder;
  private Path model;

  @BeforeAll
  void train(@TempDir Path given) throws Exception {
    folder = given;
    model = folder.resolve("m");
    Random random = new Random(3);
    StringBuilder text = new StringBuilder(HEADER);
    String[] cities = {"Oslo", "Rome", "Lima"};
    for (int i = 0; i < 300; i++) {
      String price = String.format(java.util.Locale.ROOT, "%.2f", 50 + 9 * random.nextGaussian());
      text.append("k").append(i).append(',').append(price).append(',').append(random.nextInt(40));
      text.append(',').append(cities[random.nextInt(3)]);
      text.append(String.format(",2024-%02d-11,", 1 + random.nextInt(12)));
      text.append(random.nextBoolean() ? "yes" : "no").append(",north,").append(price);
      text.append(",\n");
    }
    Path file = Files.writeString(folder.resolve("t.csv"), text);
    Cli.Result trained =
        Cli.run("train", file, "--members", 2, "--steps", 60, "--out", model).done();
    for (String line :
        List.of(
            "id      id ?",
            "shop    constant        0        always 'north'",
            "price2  duplicate ?     0        the same as column 'price'",
            "void    empty           100.0 %  all 300 cells are missing")) {
      assertTrue(trained.out().contains(line), trained.toString());
    }
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("new.csv"), text);
  }

  /** The scores of a file's rows, and what is said of it. */
  private Cli.Result score(String text) throws Exception {
    return Cli.run("score", model, file(text), "--reasons", 9).done();
  }

  private static String scoreOf(Cli.Result result, int row) {
    return result.out().lines().toList().get(row + 1).split(",")[1];
  }

  private static void says(Cli.Result result, String line) {
    assertTrue(result.err().lines().anyMatch(l -> l.equals("vae: " + line)), result.toString());
  }

  @Test
  void aUsualFileNeedsNoWord() throws Exception {
    assertEquals("", score(HEADER + USUAL).err());
  }

  @Test
  void anUnseenCategoryIsOddAndNamed() throws Exception {
    Cli.Result result = score(HEADER + USUAL + USUAL.replace("Oslo", "Paris"));
    says(
        result,
        "column 'city': unseen value in 1 row: taken as a level of its own kind, never seen");
    says(result, "row 1, column 'city': 'Paris': unseen value");
    assertTrue(result.out().lines().toList().get(2).contains("city unseen value"), result.out());
    double usual = Double.parseDouble(scoreOf(result, 0));
    assertTrue(Double.parseDouble(scoreOf(result, 1)) > usual + 1, result.out());
  }

  @Test
  void whatIsNoNumberOrDateIsMissing() throws Exception {
    Cli.Result result =
        score(
            HEADER
                + USUAL.replace("yes,north,50.1", "yes,north,").replace("50.1", "fifty")
                + USUAL.replace("yes,north,50.1", "yes,north,").replace("50.1", "")
                + USUAL.replace("2024-01-05", "31.31.2024")
                + USUAL.replace("2024-01-05", ""));
    says(result, "column 'price': no number in 1 row: taken as missing");
    says(result, "row 0, column 'price': 'fifty': no number");
    says(result, "column 'day': no date in 1 row: taken as missing");
    assertEquals(scoreOf(result, 1), scoreOf(result, 0));
    assertEquals(scoreOf(result, 3), scoreOf(result, 2));
    Path whole = folder.resolve("whole.csv");
    Cli.Result filled =
        Cli.run(
                "impute",
                model,
                file(HEADER + USUAL.replace("Oslo", "") + USUAL.replace("2024-01-05", "soon")),
                "--out",
                whole,
                "--samples",
                20)
            .done();
    says(filled, "1 cell that could not be read was left as it is; empty it to have it filled");
    List<String> lines = Files.readAllLines(whole);
    assertTrue(lines.get(1).matches("a,50.1,3,(Oslo|Rome|Lima),2024-01-05,yes,north,50.1,"));
    assertEquals("a,50.1,3,Oslo,soon,yes,north,50.1,", lines.get(2));
  }

  @Test
  void columnsThatAreNotModelledMayHoldOtherThings() throws Exception {
    Cli.Result result = score(HEADER + USUAL + "a,50.1,3,Oslo,2024-01-05,yes,south,77,new\n");
    says(result, "column 'shop': changed in 1 row: not read");
    says(result, "row 1, column 'shop': 'south': changed");
    says(result, "column 'price2': differs from the column that held the same in 1 row: not read");
    says(result, "column 'void': was empty before in 1 row: not read");
    assertEquals(scoreOf(result, 0), scoreOf(result, 1));
  }

  @Test
  void columnsMayBeAbsentExtraAndTurned() throws Exception {
    Path turned = file("gift,more,n,day\nyes,x,3,2024-01-05\n");
    Cli.Result result = Cli.run("score", model, turned).done();
    says(
        result,
        "columns id, price, city, shop, price2, void are not in "
            + turned
            + ": missing in all rows");
    says(result, "column more of " + turned + " is not known: not read");
    Cli.Result empty = score(HEADER + ",,3,,2024-01-05,yes,,,\n");
    assertEquals(scoreOf(empty, 0), scoreOf(result, 0));
    Cli.Result twin = score("price2,n,city,day,gift\n50.1,3,Oslo,2024-01-05,yes\n");
    says(
        twin,
        "column price is not in "
            + folder.resolve("new.csv")
            + ": read from price2, which held the same");
    assertEquals(scoreOf(score(HEADER + USUAL), 0), scoreOf(twin, 0));
  }

  @Test
  void twinsAreFilledAlike() throws Exception {
    Path whole = folder.resolve("twins.csv");
    Cli.run("impute", model, file(HEADER + USUAL.replace("50.1", "")), "--out", whole).done();
    String[] cells = Files.readAllLines(whole).get(1).split(",");
    assertFalse(cells[1].isEmpty());
    assertEquals(cells[1], cells[7]);
  }

  @Test
  void anotherTableIsRefusedInALine() throws Exception {
    for (String text : List.of("u,v\n1,2\n", "", "1,2\n3,4\n")) {
      Cli.Result result = Cli.run("score", model, file(text));
      assertEquals(1, result.code(), result.toString());
      assertEquals(1, result.err().lines().count(), result.err());
    }
    Cli.Result none = score(HEADER);
    assertEquals(1, none.out().lines().count());
  }
}
