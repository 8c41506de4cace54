package dev.vae.draw;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Points on a plane in groups of colours, such as a map of latents. */
final class ScatterChart {
  static final Color[] COLOURS = {
    new Color(0x4477aa), new Color(0xee6677), new Color(0x228833), new Color(0xccbb44),
    new Color(0x66ccee), new Color(0xaa3377), new Color(0x888888), new Color(0xcc6633),
    new Color(0x333333)
  };

  private ScatterChart() {}

  static BufferedImage image(String title, Map<String, double[][]> groups) {
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
