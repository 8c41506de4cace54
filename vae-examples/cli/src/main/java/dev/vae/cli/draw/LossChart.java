package dev.vae.cli.draw;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The course of training: nats per row over epochs, one line for each quantity. */
public final class LossChart {
  private LossChart() {}

  /**
   * Writes the chart as a PNG file, whole or not at all.
   *
   * @param epochs the numbers of the epochs
   * @param lines for each line its name and a value for each epoch
   * @throws NoFontException if this system has no font
   */
  public static void write(Path file, List<Double> epochs, Map<String, List<Double>> lines)
      throws IOException, NoFontException {
    Png.write(file, Charts.draw(() -> image(epochs, lines)));
  }

  private static BufferedImage image(List<Double> epochs, Map<String, List<Double>> lines) {
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .xAxisTitle("epoch")
            .yAxisTitle("nats per row")
            .build();
    chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisDecimalPattern("#");
    chart.getStyler().setMarkerSize(5);
    lines.forEach(
        (name, values) -> {
          var series = chart.addSeries(name, epochs, values);
          series.setMarker(epochs.size() > 30 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
        });
    return BitmapEncoder.getBufferedImage(chart);
  }
}
