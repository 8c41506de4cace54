package dev.vae.data.tabular;

import dev.vae.data.internal.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * Scores as one page of HTML without scripts or links: how the p-values lie, and the oddest rows
 * with their reasons.
 */
final class ScoreReport {
  private static final int SHOWN = 100;
  private static final int BARS = 20;

  private final TableModel model;
  private final ScoreFile file;
  private final long[] bars = new long[BARS];
  private final PriorityQueue<RowScore> oddest =
      new PriorityQueue<>(Comparator.comparingDouble(RowScore::score));
  private long rows;
  private long alerts;

  private ScoreReport(TableModel model, ScoreFile file) {
    this.model = model;
    this.file = file;
  }

  static String of(TableModel model, ScoreFile file, ScoreFile.Scoring scoring) {
    ScoreReport report = new ScoreReport(model, file);
    scoring.to(report::add);
    return report.page();
  }

  private void add(RowScore row) {
    rows++;
    alerts += file.alert(row) ? 1 : 0;
    bars[Math.min(BARS - 1, (int) (row.pValue() * BARS))]++;
    oddest.add(row);
    if (oddest.size() > SHOWN) {
      oddest.poll();
    }
  }

  private String page() {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<title>Scores</title><style>")
        .append("body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}")
        .append("table{border-collapse:collapse}td,th{padding:.3em .8em;text-align:left;")
        .append("border-bottom:1px solid #ddd;vertical-align:top}")
        .append("td.n{text-align:right;font-variant-numeric:tabular-nums}")
        .append(".alert{background:#fde8e0}</style></head><body>\n<h1>Scores</h1>\n<p>")
        .append(String.format(Locale.ROOT, "%,d rows", rows));
    page.append(alerts > 0 ? String.format(Locale.ROOT, ", %,d of them alerts", alerts) : "")
        .append(". A p-value says how likely a row like those of training is at least as odd.")
        .append(" If all rows are like those of training, the bars are about equally high;")
        .append(" odd rows make the first bar higher.</p>\n");
    chart(page);
    page.append("<h2>The oddest rows</h2>\n<table><tr><th>row</th><th>score, nats</th>")
        .append("<th>p-value</th><th>columns that surprise, given the others</th></tr>\n");
    List<RowScore> sorted = new ArrayList<>(oddest);
    sorted.sort(Comparator.comparingDouble(row -> -row.score()));
    for (RowScore row : sorted) {
      page.append(file.alert(row) ? "<tr class=\"alert\">" : "<tr>")
          .append(String.format(Locale.ROOT, "<td class=\"n\">%d</td>", row.row()))
          .append(String.format(Locale.ROOT, "<td class=\"n\">%.2f</td>", row.score()))
          .append(String.format(Locale.ROOT, "<td class=\"n\">%.4g</td><td>", row.pValue()));
      for (RowScore.Reason reason : row.reasons()) {
        page.append(Html.escaped(model.words(reason))).append("<br>");
      }
      page.append("</td></tr>\n");
    }
    return page.append("</table>\n</body></html>\n").toString();
  }

  private void chart(StringBuilder page) {
    long most = 1;
    for (long bar : bars) {
      most = Math.max(most, bar);
    }
    page.append("<svg viewBox=\"0 0 420 140\" width=\"420\" role=\"img\">")
        .append("<title>How many rows have which p-value</title>");
    for (int i = 0; i < BARS; i++) {
      double height = 110.0 * bars[i] / most;
      page.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"%.1f\" width=\"19\" height=\"%.1f\" fill=\"#4878a8\"/>",
              10 + 20 * i,
              115 - height,
              height));
    }
    page.append("<text x=\"10\" y=\"132\" font-size=\"12\">0</text>")
        .append("<text x=\"180\" y=\"132\" font-size=\"12\">p-value</text>")
        .append("<text x=\"402\" y=\"132\" font-size=\"12\">1</text></svg>\n");
  }
}
