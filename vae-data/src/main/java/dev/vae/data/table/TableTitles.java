package dev.vae.data.table;

import dev.vae.data.table.cell.Blanks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names for columns from their titles: each only once, none empty. */
final class TableTitles {
  private TableTitles() {}

  /**
   * The names.
   *
   * @param width how many columns there are; those without a title are numbered from 1
   */
  static List<String> of(List<String> titles, int width) {
    Set<String> given = new HashSet<>();
    titles.forEach(title -> given.add(Blanks.strip(title)));
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String title = i < titles.size() ? Blanks.strip(titles.get(i)) : "";
      String name = title.isEmpty() ? "column_" + (i + 1) : title;
      for (int n = 2; taken.contains(name) || !name.equals(title) && given.contains(name); n++) {
        name = (title.isEmpty() ? "column_" + (i + 1) : title) + "_" + n;
      }
      taken.add(name);
      names.add(name);
    }
    return names;
  }
}
