package dev.vae.data.tabular.synthesize;

import dev.vae.data.internal.Html;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The report as a page of HTML whose charts are SVG within it. */
final class FidelityPage {
  private static final int BARS = 12;
  private static final int WIDTH = 260;
  private static final int HEIGHT = 110;
  private static final String REAL = "#9aa5b1";
  private static final String MADE = "#2f6fde";
  private static final int MOST_COLUMNS = 60;
  private static final int NAMED_LEVELS = 5;
  private static final int LONGEST = 12;

  private final ComparedTable real;
  private final ComparedTable synthetic;
  private final Map<String, Fidelity> figures;
  private final FidelityReport.Words words;
  private final StringBuilder page = new StringBuilder();

  FidelityPage(
      ComparedTable real,
      ComparedTable synthetic,
      Map<String, Fidelity> figures,
      FidelityReport.Words words) {
    this.real = real;
    this.synthetic = synthetic;
    this.figures = figures;
    this.words = words;
  }

  String text() {
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<title>Fidelity of synthetic rows</title><style>")
        .append("body{font:15px/1.45 sans-serif;max-width:62em;margin:2em auto;padding:0 1em}")
        .append(
            "table{border-collapse:collapse;margin-bottom:1.2em}td,th{padding:.3em"
                + " .8em;text-align:right}")
        .append("td:first-child,th:first-child{text-align:left}tr{border-bottom:1px solid #ddd}")
        .append("p.what{color:#555;margin:.1em 0 .5em}figure{display:inline-block;margin:.5em}")
        .append("figure{vertical-align:top;width:260px}figcaption{font-size:13px}")
        .append(".ends{display:flex;justify-content:space-between;font-size:12px;color:#555}")
        .append("svg text{font-size:12px}</style></head><body>\n")
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
      List<Bar> bars = real.categorical(c) ? levels(c) : bins(c);
      double most = 1e-9;
      for (Bar bar : bars) {
        most = Math.max(most, Math.max(bar.real(), bar.made()));
      }
      page.append("<figure><svg width=\"").append(WIDTH).append("\" height=\"").append(HEIGHT);
      page.append("\" role=\"img\">");
      double step = (double) WIDTH / Math.max(1, bars.size());
      for (int i = 0; i < bars.size(); i++) {
        Bar bar = bars.get(i);
        page.append("<g><title>").append(Html.escaped(bar.label()));
        page.append(String.format(Locale.ROOT, ": real %.1f %%", 100 * bar.real()));
        page.append(String.format(Locale.ROOT, ", synthetic %.1f %%</title>", 100 * bar.made()));
        bar(i * step + 1, step / 2 - 1, bar.real() / most, REAL);
        bar(i * step + step / 2, step / 2 - 1, bar.made() / most, MADE);
        page.append("</g>");
      }
      page.append("</svg><div class=\"ends\">");
      ends(c, bars);
      page.append("</div><figcaption>")
          .append(Html.escaped(real.names().get(c)))
          .append(": ")
          .append(number(ColumnShapes.shape(real, synthetic, c)))
          .append("</figcaption></figure>\n");
    }
  }

  /** Two bars beside each other, and what they are of. */
  private record Bar(String label, double real, double made) {}

  /** What stands below the bars: the levels, where they have room; else those at the ends. */
  private void ends(int column, List<Bar> bars) {
    if (bars.isEmpty()) {
      return;
    }
    boolean all = real.categorical(column) && bars.size() <= NAMED_LEVELS;
    List<String> labels = new ArrayList<>();
    if (all) {
      bars.forEach(bar -> labels.add(bar.label()));
    } else if (real.categorical(column)) {
      labels.add(bars.get(0).label());
      labels.add(bars.get(bars.size() - 1).label());
    } else {
      double[] ends = ends(column);
      labels.add(words.of(column, ends[0]));
      labels.add(words.of(column, ends[1]));
    }
    for (String label : labels) {
      page.append("<span>").append(Html.escaped(shortened(label))).append("</span>");
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
  private List<Bar> levels(int column) {
    double[] a = ColumnShapes.shares(real, column);
    double[] b = ColumnShapes.shares(synthetic, column);
    return IntStream.range(0, a.length)
        .filter(l -> a[l] > 0 || b[l] > 0)
        .boxed()
        .sorted(Comparator.comparingDouble(l -> -a[l]))
        .limit(BARS)
        .map(l -> new Bar(words.of(column, l), a[l], b[l]))
        .toList();
  }

  /** Bins of equal width between the 1st and the 99th percentile, what lies beyond in the last. */
  private List<Bar> bins(int column) {
    double[] ends = ends(column);
    if (Double.isNaN(ends[0])) {
      return List.of();
    }
    double unit = ends[1] > ends[0] ? (ends[1] - ends[0]) / BARS : 1;
    double[][] shares = new double[BARS][2];
    count(real.columns()[column], ends[0], unit, shares, 0);
    count(synthetic.columns()[column], ends[0], unit, shares, 1);
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < BARS; i++) {
      String from = words.of(column, ends[0] + i * unit);
      String to = words.of(column, ends[0] + (i + 1) * unit);
      bars.add(new Bar(from + " to " + to, shares[i][0], shares[i][1]));
    }
    return bars;
  }

  /** The 1st and the 99th percentile of the real values; NaN where there are none. */
  private double[] ends(int column) {
    double[] sorted =
        Arrays.stream(real.columns()[column]).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return sorted.length == 0
        ? new double[] {Double.NaN, Double.NaN}
        : new double[] {Fidelity.quantile(sorted, 0.01), Fidelity.quantile(sorted, 0.99)};
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
    int side = Math.max(14, Math.min(24, 560 / Math.max(1, n)));
    int room = 8 * real.names().stream().mapToInt(name -> shortened(name).length()).max().orElse(0);
    page.append("<h2>Pairs</h2>\n<p class=\"what\">The trend of every pair of columns, white = 1, ")
        .append("red = 0.8 and below; the figure of a pair shows where the pointer rests.</p>\n")
        .append(String.format("<svg width=\"%d\" height=\"%1$d\">", room + n * side));
    for (int a = 0; a < n; a++) {
      String name = Html.escaped(shortened(real.names().get(a)));
      int middle = room + a * side + side / 2 + 4;
      String text = "<text %s text-anchor=\"%s\">%s</text>";
      page.append(String.format(text, "x=\"" + (room - 6) + "\" y=\"" + middle + '"', "end", name));
      String up = "transform=\"translate(" + middle + "," + (room - 6) + ") rotate(-90)\"";
      page.append(String.format(text, up, "start", name));
      for (int b = 0; b < n; b++) {
        double trend = a == b ? 1 : ColumnShapes.trend(real, synthetic, a, b);
        int shade = (int) Math.round(255 * Math.min(1, Math.max(0, (trend - 0.8) / 0.2)));
        page.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"rgb(255,%d,%d)\""
                    + " stroke=\"#eee\"><title>%s, %s: %s</title></rect>",
                room + a * side,
                room + b * side,
                side,
                side,
                shade,
                shade,
                Html.escaped(real.names().get(a)),
                Html.escaped(real.names().get(b)),
                number(trend)));
      }
    }
    page.append("</svg>\n");
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
