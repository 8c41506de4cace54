package dev.vae.data.table;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.table.cell.Blanks;
import dev.vae.data.table.dialect.RawRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lines that are no rows: titles that stand there again, a sum or a count at the end. */
final class Strays {
  private static final Pattern FOOTER =
      Pattern.compile(
          "(grand |sub)?totals?( .*)?|sum|sums|summe|gesamt|gesamtsumme|insgesamt|somme|total"
              + " general|totale|suma|\\(?\\d+ (rows?|records?|zeilen|lignes)( .*)?\\)?",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private final List<String> titles;
  private long again;
  private long first;
  private @Nullable RawRecord last;

  Strays(List<String> titles) {
    this.titles = titles.stream().map(Blanks::strip).toList();
  }

  /** Whether a record is the titles again; takes notice of it either way. */
  boolean titles(RawRecord record) {
    last = record;
    String[] cells = record.cells();
    boolean same = titles.size() > 1 && cells.length == titles.size();
    for (int i = 0; same && i < cells.length; i++) {
      same = Blanks.strip(cells[i]).equals(titles.get(i));
    }
    if (same && again++ == 0) {
      first = record.line();
    }
    return same;
  }

  /** Returns what was seen, a sentence each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (again > 0) {
      notes.add(
          Messages.count(again, "line")
              + " with the titles again, line "
              + first
              + " first: taken as missing in all columns; take them out if they are not rows");
    }
    footer().ifPresent(notes::add);
    return notes;
  }

  /** Returns what to know of the last line, if it begins as a sum or a count does. */
  Optional<String> footer() {
    if (last == null || last.cells().length == 0) {
      return Optional.empty();
    }
    String start = Blanks.strip(last.cells()[0]);
    String word = start.endsWith(":") ? start.substring(0, start.length() - 1) : start;
    return FOOTER.matcher(word).matches()
        ? Optional.of(
            "the last line, "
                + last.line()
                + ", begins with '"
                + Messages.shown(start)
                + "': read as a row; take it out if it is a sum or a count")
        : Optional.empty();
  }
}
