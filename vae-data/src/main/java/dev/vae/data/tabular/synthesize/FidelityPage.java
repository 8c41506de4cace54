package dev.vae.data.tabular.synthesize;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The report as a page of HTML whose charts are SVG within it. */
final class FidelityPage {
  private static final int BARS = 12;
  private static final int WIDTH = 260;
  private static final int HEIGHT = 110;
  private static final String REAL = "#9aa5b1";
  private static final String MADE = "#2f6fde";
  private static final int MOST_COLUMNS = 60;

  private final ComparedTable real;
  private final ComparedTable synthetic;
  private final Map<String, Fidelity> figures;
  private final StringBuilder page = new StringBuilder();

  FidelityPage(ComparedTable real, ComparedTable synthetic, Map<String, Fidelity> figures) {
    this.real = real;
    this.synthetic = synthetic;
    this.figures = figures;
  }

  String text() {
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<title>Fidelity of synthetic rows</title><style>")
        .append("body{font:15px/1.45 sans-serif;max-width:62em;margin:2em auto;padding:0 1em}")
        .append("table{border-collapse:collapse}td,th{padding:.3em .8em;text-align:right}")
        .append("td:first-child,th:first-child{text-align:left}tr{border-bottom:1px solid #ddd}")
        .append("p.what{color:#555;margin:.1em 0 .5em}figure{display:inline-block;margin:.5em}")
        .append("figcaption{font-size:13px}</style></head><body>\n")
        .append("<h1>Fidelity of synthetic rows</h1>\n<p>")
        .append(synthetic.rows())
        .append(" synthetic rows beside ")
        .append(real.rows())
        .append(" real ones they were learnt from.</p>\n");
    figures();
    columns();
    pairs();
    return page.append("</body></html>\n").toString();
  }

  private void figures() {
    page.append("<table><tr><th>figure</th><th>best</th>");
    figures.keySet().forEach(name -> page.append("<th>").append(name).append("</th>"));
    page.append("</tr>\n");
    for (FidelityFigure figure : FidelityFigure.ALL) {
      page.append("<tr><td>").append(figure.title()).append("</td><td>").append(figure.good());
      page.append("</td>");
      figures.values().forEach(of -> cell(figure.of().applyAsDouble(of)));
      page.append("</tr>\n");
    }
    page.append("</table>\n");
    for (FidelityFigure figure : FidelityFigure.ALL) {
      page.append("<p class=\"what\"><b>").append(figure.title()).append(".</b> ");
      page.append(figure.sentence()).append("</p>\n");
    }
  }

  private void cell(double value) {
    page.append("<td>").append(Double.isNaN(value) ? "–" : number(value)).append("</td>");
  }

  private void columns() {
    page.append("<h2>Columns</h2>\n<p class=\"what\">The share of rows in each bin or category: ")
        .append("real in grey, synthetic in blue; the caption gives the column's shape.</p>\n");
    for (int c = 0; c < Math.min(MOST_COLUMNS, real.width()); c++) {
      double[][] bars = real.categorical(c) ? levels(c) : bins(c);
      double most = 1e-9;
      for (double[] bar : bars) {
        most = Math.max(most, Math.max(bar[0], bar[1]));
      }
      page.append("<figure><svg width=\"").append(WIDTH).append("\" height=\"").append(HEIGHT);
      page.append("\" role=\"img\">");
      double step = (double) WIDTH / bars.length;
      for (int i = 0; i < bars.length; i++) {
        bar(i * step + 1, step / 2 - 1, bars[i][0] / most, REAL);
        bar(i * step + step / 2, step / 2 - 1, bars[i][1] / most, MADE);
      }
      page.append("</svg><figcaption>")
          .append(escaped(real.names().get(c)))
          .append(": ")
          .append(number(ColumnShapes.shape(real, synthetic, c)))
          .append("</figcaption></figure>\n");
    }
  }

  private void bar(double x, double width, double part, String colour) {
    double height = part * (HEIGHT - 2);
    page.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
            x,
            HEIGHT - height,
            Math.max(0.5, width),
            height,
            colour));
  }

  /** The most frequent levels. */
  private double[][] levels(int column) {
    double[] a = ColumnShapes.shares(real, column);
    double[] b = ColumnShapes.shares(synthetic, column);
    Integer[] order = new Integer[a.length];
    Arrays.setAll(order, l -> l);
    Arrays.sort(order, (x, y) -> Double.compare(a[y], a[x]));
    double[][] bars = new double[Math.min(BARS, a.length)][];
    Arrays.setAll(bars, i -> new double[] {a[order[i]], b[order[i]]});
    return bars;
  }

  /** Bins of equal width between the 1st and the 99th percentile, what lies beyond in the last. */
  private double[][] bins(int column) {
    double[] sorted =
        Arrays.stream(real.columns()[column]).filter(v -> !Double.isNaN(v)).sorted().toArray();
    double[][] bars = new double[BARS][2];
    if (sorted.length == 0) {
      return bars;
    }
    double low = Fidelity.quantile(sorted, 0.01);
    double high = Fidelity.quantile(sorted, 0.99);
    double unit = high > low ? (high - low) / BARS : 1;
    count(real.columns()[column], low, unit, bars, 0);
    count(synthetic.columns()[column], low, unit, bars, 1);
    return bars;
  }

  private static void count(double[] values, double low, double unit, double[][] bars, int side) {
    long seen = Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
    for (double v : values) {
      if (!Double.isNaN(v)) {
        int bin = (int) Math.min(BARS - 1, Math.max(0, Math.floor((v - low) / unit)));
        bars[bin][side] += 1.0 / seen;
      }
    }
  }

  private void pairs() {
    int n = Math.min(MOST_COLUMNS, real.width());
    int side = Math.max(8, Math.min(24, 560 / Math.max(1, n)));
    page.append("<h2>Pairs</h2>\n<p class=\"what\">The trend of every pair of columns, white = 1, ")
        .append("red = 0.8 and below; hover for the names.</p>\n<svg width=\"")
        .append(n * side)
        .append("\" height=\"")
        .append(n * side)
        .append("\">");
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double trend = a == b ? 1 : ColumnShapes.trend(real, synthetic, a, b);
        int shade = (int) Math.round(255 * Math.min(1, Math.max(0, (trend - 0.8) / 0.2)));
        page.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"rgb(255,%d,%d)\""
                    + " stroke=\"#eee\"><title>%s, %s: %s</title></rect>",
                a * side,
                b * side,
                side,
                side,
                shade,
                shade,
                escaped(real.names().get(a)),
                escaped(real.names().get(b)),
                number(trend)));
      }
    }
    page.append("</svg>\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
