package dev.vae.draw;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Points on a plane in groups of colours, such as a map of latents. */
public final class ScatterChart {
  static final Color[] COLOURS = {
    new Color(0x4477aa), new Color(0xee6677), new Color(0x228833), new Color(0xccbb44),
    new Color(0x66ccee), new Color(0xaa3377), new Color(0x888888), new Color(0xcc6633),
    new Color(0x333333)
  };

  private ScatterChart() {}

  /**
   * Writes the chart as a PNG file, whole or not at all.
   *
   * @param groups the points of each group by its name, {@code [point][2]}
   * @throws DrawingException if the file cannot be written; the message names it
   * @throws NoFontException if this system has no font
   */
  public static void write(Path file, String title, Map<String, double[][]> groups) {
    Png.write(file, Charts.draw(() -> image(title, groups)));
  }

  private static BufferedImage image(String title, Map<String, double[][]> groups) {
    XYChart chart = new XYChartBuilder().width(720).height(560).title(title).build();
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setMarkerSize(4);
    chart.getStyler().setSeriesColors(COLOURS);
    groups.forEach(
        (name, points) -> {
          double[] x = new double[points.length];
          double[] y = new double[points.length];
          for (int i = 0; i < points.length; i++) {
            x[i] = points[i][0];
            y[i] = points[i][1];
          }
          chart.addSeries(name, x, y).setMarker(SeriesMarkers.CIRCLE);
        });
    return BitmapEncoder.getBufferedImage(chart);
  }
}
