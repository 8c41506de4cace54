package dev.vae.draw;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How something grows with several sizes, on logarithmic axes: a power of a size is a line. */
final class GrowthChart {
  private GrowthChart() {}

  static BufferedImage image(String below, String side, Map<String, double[][]> curves) {
    XYChart chart =
        new XYChartBuilder().width(900).height(560).xAxisTitle(below).yAxisTitle(side).build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setSeriesColors(ScatterChart.COLOURS);
    chart.getStyler().setMarkerSize(6);
    curves.forEach(
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
