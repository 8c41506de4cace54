package dev.vae.data.table;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.table.dialect.RawRecord;
import java.util.ArrayList;
import java.util.List;

/** Counts records that have more or fewer cells than the table has columns. */
final class Widths {
  private final int width;
  private long shorter;
  private long firstShorter;
  private long longer;
  private long firstLonger;

  Widths(int width) {
    this.width = width;
  }

  void add(RawRecord record) {
    int cells = record.cells().length;
    if (cells < width && shorter++ == 0) {
      firstShorter = record.line();
    }
    for (int i = width; i < cells; i++) {
      if (!record.cells()[i].isBlank()) {
        if (longer++ == 0) {
          firstLonger = record.line();
        }
        break;
      }
    }
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>();
    note(notes, shorter, "fewer", firstShorter, "those lacking are missing");
    note(notes, longer, "more", firstLonger, "those beyond are not read");
    return notes;
  }

  private void note(List<String> notes, long lines, String than, long first, String outcome) {
    if (lines > 0) {
      notes.add(
          Messages.count(lines, "line")
              + " with "
              + than
              + " than "
              + width
              + " cells, line "
              + first
              + " first: "
              + outcome);
    }
  }
}
