package dev.vae.draw;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** The KL of each latent dimension as bars, the largest first. */
final class KlChart {
  private KlChart() {}

  static BufferedImage image(List<Double> kl) {
    List<Integer> order =
        IntStream.range(0, kl.size())
            .boxed()
            .sorted(Comparator.comparing((Integer j) -> -kl.get(j)))
            .toList();
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(Math.max(600, 20 * kl.size()))
            .height(400)
            .xAxisTitle("latent dimension")
            .yAxisTitle("KL, nats")
            .build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setAvailableSpaceFill(0.8);
    chart.getStyler().setYAxisDecimalPattern("0.##");
    chart.getStyler().setXAxisLabelRotation(kl.size() > 30 ? 90 : 0);
    chart.getStyler().setXAxisMaxLabelCount(kl.size());
    chart.addSeries(
        "KL",
        order.stream().map(j -> Integer.toString(j)).toList(),
        order.stream().map(kl::get).toList());
    return BitmapEncoder.getBufferedImage(chart);
  }
}
