package dev.vae.data.table.infer;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.table.cell.MissingWords;
import dev.vae.data.table.cell.Words;
import dev.vae.data.table.column.CellFormat;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnTransform;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Doubt;
import dev.vae.data.table.column.Level;
import dev.vae.data.table.column.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A column while it is decided on. */
final class Draft {
  final String name;
  final ColumnEvidence evidence;
  ColumnType type = ColumnType.TEXT;
  Optional<String> duplicateOf = Optional.empty();
  List<String> missing = new ArrayList<>();
  CellFormat format = new Words();
  List<Level> levels = List.of();
  List<Level> pooled = List.of();
  ColumnTransform transform = ColumnTransform.NONE;
  OptionalDouble hurdle = OptionalDouble.empty();
  long valued; // cells that are empty, or hold a word for missing, and count as a value
  NumberEvidence numbers; // null where the column holds none
  String reason = "";
  final List<Doubt> doubts = new ArrayList<>();

  Draft(String name, ColumnEvidence evidence) {
    this.name = name;
    this.evidence = evidence;
    missing.addAll(evidence.always.keySet());
  }

  void doubt(String why, String override) {
    String text = override.isEmpty() ? "" : name + "=" + override;
    if (doubts.stream().noneMatch(d -> d.override().equals(text) && !text.isEmpty())) {
      doubts.add(new Doubt(why, text));
    }
  }

  static String shown(String text) {
    return "'" + Messages.shown(text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
  }

  /** NA and its like are missing here; infinities too, which is said. */
  void amongIsMissing() {
    missing.addAll(evidence.among.keySet());
    evidence.among.forEach(
        (word, cells) -> {
          if (MissingWords.infinite(word)) {
            doubt(
                shown(word)
                    + " in "
                    + Messages.count(cells[0], "row")
                    + " counts as missing, for a model takes finite numbers; if it means a large"
                    + " one, write that",
                "");
          }
        });
  }

  Column column(String title) {
    boolean amongMissing = missing.containsAll(evidence.among.keySet());
    long missingCells = evidence.missing - valued + (amongMissing ? evidence.amongCount : 0);
    NumberEvidence n = numbers;
    boolean measured = n != null && n.count > 0;
    double[] sample = measured ? n.sample.sorted() : null;
    Summary summary =
        new Summary(
            evidence.rows,
            missingCells,
            evidence.distinct(),
            measured ? n.minimum : Double.NaN,
            measured ? n.maximum : Double.NaN,
            measured ? n.mean : Double.NaN,
            measured ? n.deviation() : Double.NaN,
            measured ? sample[sample.length / 2] : Double.NaN);
    return new Column(
        name,
        title,
        type,
        duplicateOf,
        missing,
        format,
        levels,
        pooled,
        transform,
        hurdle,
        summary,
        reason,
        doubts);
  }
}
