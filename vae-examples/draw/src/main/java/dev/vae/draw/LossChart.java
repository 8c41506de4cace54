package dev.vae.draw;

import dev.vae.core.train.EpochReport;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The course of training: nats per row over epochs, one line for each quantity. */
final class LossChart {
  private LossChart() {}

  static BufferedImage image(List<EpochReport> epochs) {
    List<Double> at = new ArrayList<>();
    Map<String, List<Double>> lines = new LinkedHashMap<>();
    for (EpochReport e : epochs) {
      at.add((double) e.epoch());
      add(lines, "loss (−ELBO)", -e.train().elbo());
      add(lines, "−reconstruction", -e.train().reconstruction());
      add(lines, "KL", e.train().kl());
      e.validation().ifPresent(v -> add(lines, "validation loss", -v.logLikelihood()));
    }
    lines.values().removeIf(values -> values.size() != at.size());
    return image(at, lines);
  }

  private static void add(Map<String, List<Double>> lines, String name, double value) {
    lines.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
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
