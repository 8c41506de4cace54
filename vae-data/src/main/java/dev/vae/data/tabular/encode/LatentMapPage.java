package dev.vae.data.tabular.encode;

import dev.vae.data.internal.Html;
import java.util.Locale;

/** A map as a page of its own: no script, and nothing from elsewhere. */
final class LatentMapPage {
  private static final int SIZE = 640;
  private static final int EDGE = 12;
  private static final String[] COLOURS = {
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#888888", "#cc6633",
    "#333333"
  };

  private LatentMapPage() {}

  /**
   * The page.
   *
   * @param title what the rows are
   */
  static String html(LatentMap map, String title) {
    double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    int rows = 0;
    for (LatentMap.Group group : map.groups()) {
      for (double[] point : group.points()) {
        rows++;
        for (int k = 0; k < 2; k++) {
          low[k] = Math.min(low[k], point[k]);
          high[k] = Math.max(high[k], point[k]);
        }
      }
    }
    StringBuilder page =
        new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
            .append("<title>")
            .append(Html.escaped(title))
            .append("</title><style>")
            .append("body{font:15px/1.5 system-ui,sans-serif;max-width:46em;margin:2em auto;")
            .append("padding:0 1em;color:#222}svg{border:1px solid #ddd;max-width:100%;")
            .append("height:auto}li{list-style:none;display:inline-block;margin-right:1.2em}")
            .append("ul{padding:0}i{display:inline-block;width:.8em;height:.8em;")
            .append("border-radius:50%;margin-right:.4em}</style></head><body>\n<h1>")
            .append(Html.escaped(title))
            .append("</h1>\n<p>")
            .append(
                String.format(
                    Locale.ROOT,
                    "%d rows by their latents, along the two directions in which these vary most:"
                        + " they hold %.0f %% and %.0f %% of the variance. Rows that lie together"
                        + " are alike to the model. Colours are by %s.",
                    rows,
                    100 * map.explained()[0],
                    100 * map.explained()[1],
                    Html.escaped(map.colour())))
            .append("</p>\n<ul>");
    for (int g = 0; g < map.groups().size(); g++) {
      page.append("<li><i style=\"background:").append(colour(g)).append("\"></i>");
      page.append(Html.escaped(map.groups().get(g).name())).append("</li>");
    }
    page.append("</ul>\n<svg viewBox=\"0 0 ").append(SIZE).append(' ').append(SIZE);
    page.append("\" width=\"").append(SIZE).append("\" role=\"img\">\n");
    for (int g = 0; g < map.groups().size(); g++) {
      page.append("<g fill=\"").append(colour(g)).append("\" fill-opacity=\".55\">");
      for (double[] point : map.groups().get(g).points()) {
        page.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\"/>",
                EDGE + (SIZE - 2 * EDGE) * part(point[0], low[0], high[0]),
                EDGE + (SIZE - 2 * EDGE) * (1 - part(point[1], low[1], high[1]))));
      }
      page.append("</g>\n");
    }
    return page.append("</svg>\n</body></html>\n").toString();
  }

  private static double part(double value, double low, double high) {
    return high > low ? (value - low) / (high - low) : 0.5;
  }

  private static String colour(int group) {
    return COLOURS[group % COLOURS.length];
  }
}
