package dev.vae.data.table.infer;

import java.util.Collection;

/**
 * What the other columns and the dialect say where a column alone does not.
 *
 * @param decimal the decimal mark
 * @param sure whether some column's numbers can be read with this mark only
 * @param semicolons whether cells stand between semicolons, as where commas are decimal marks
 */
record FileHints(char decimal, boolean sure, boolean semicolons) {

  static FileHints of(Collection<ColumnEvidence> columns, char delimiter) {
    int votes = 0;
    boolean any = false;
    for (ColumnEvidence e : columns) {
      if (e.comma != null && e.candidates() > 0) {
        boolean numbers = Math.max(e.point.count, e.comma.count) >= 0.9 * e.candidates();
        int vote = Long.compare(e.comma.count, e.point.count);
        vote = vote == 0 ? Long.compare(e.comma.sure, e.point.sure) : vote;
        if (numbers && vote != 0) {
          votes += vote;
          any = true;
        }
      }
    }
    boolean semicolons = delimiter == ';';
    boolean comma = votes > 0 || votes == 0 && semicolons;
    return new FileHints(comma ? ',' : '.', any && votes != 0, semicolons);
  }
}
