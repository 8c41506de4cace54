package dev.vae.programs;

import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.RowScore;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.impute.ImputationSummary;
import dev.vae.data.tabular.impute.ImputedCell;
import dev.vae.data.tabular.impute.ImputedRow;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.Synthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Gets answers out of a table: which rows are odd and why, what its holes held, more rows. */
public final class PeopleTable {
  private PeopleTable() {}

  /** Runs the example; the argument is the folder to write into. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path file = Files.writeString(folder.resolve("people.csv"), people());

    TableSchema schema = TableSchema.infer(file);
    System.out.println(schema.describe()); // the type of each column, and why
    TableModel.fit(Table.read(file, schema), TableOptions.defaults())
        .save(folder.resolve("people.model"));
    TableModel model = TableModel.load(folder.resolve("people.model"));

    model.score(Table.read(file, model.schema())).stream()
        .sorted(Comparator.comparingDouble(RowScore::score).reversed())
        .limit(3)
        .forEach(row -> System.out.println(words(model, row)));

    ImputationSummary filled =
        Imputer.of(model).impute(file, folder.resolve("filled.csv"), PeopleTable::say);
    System.out.println(filled.filledCells() + " cells filled");

    Synthesizer.of(model).where("city=Oslo").write(100, folder.resolve("made.csv"));
  }

  private static String words(TableModel model, RowScore row) {
    String first = model.words(row.reasons().get(0));
    return String.format(Locale.ROOT, "row %d, p-value %.3f: %s", row.row(), row.pValue(), first);
  }

  private static void say(ImputedRow row) {
    for (ImputedCell cell : row.index() < 50 ? row.cells() : List.<ImputedCell>of()) {
      String known =
          cell.levels().isEmpty()
              ? "from " + cell.lowText() + " to " + cell.highText()
              : String.join(" or ", cell.levels());
      System.out.printf(
          "row %d: %s %s, 9 of 10 %s%n", row.index(), cell.column(), cell.text(), known);
    }
  }

  /** Makes 1,000 people: older ones earn more, rather in Oslo; there are holes, and an odd row. */
  private static String people() {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("age,income,city\n");
    for (int i = 0; i < 1000; i++) {
      int age = 20 + random.nextInt(40);
      long income = Math.round(800 * age + 3000 * random.nextGaussian());
      String city = random.nextDouble() < (age - 20) / 40.0 ? "Oslo" : "Rome";
      String written = i == 500 ? "95000" : random.nextInt(10) == 0 ? "" : "" + income;
      text.append(random.nextInt(10) == 0 ? "" : "" + age).append(',');
      text.append(written).append(',');
      text.append(random.nextInt(10) == 0 ? "" : city).append('\n');
    }
    return text.toString();
  }
}
