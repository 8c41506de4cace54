package dev.vae.examples.cli;

import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.examples.bench.KernelBench;
import dev.vae.examples.bench.StepBench;
import dev.vae.layers.Presets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures speed, in lines of the form that the scripts for other libraries print. */
@Command(
    name = "bench",
    description = {
      "Measure a training step: a fresh copy of the data, noise, forward, backward and Adam. The"
          + " quickest of many bursts of 5 steps counts, so run it on an idle machine.",
      "mlp: 784-400-(20,20)-400-784; conv: 28x28x1, two convolutions, latent 32, and back."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  @Mixin private Console console;

  @Option(
      names = "--model",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "mlp,conv",
      description = "mlp, conv or another preset, with commas; ${DEFAULT-VALUE} if not given.")
  private List<String> models;

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      defaultValue = "128,512",
      converter = Counts.class,
      description = "Rows a step, with commas; ${DEFAULT-VALUE} if not given.")
  private List<Integer> batches;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      converter = Counts.class,
      description = "With commas; 1 and all processors if not given.")
  private List<Integer> threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "4",
      converter = Positive.class,
      description =
          "How long each case is measured, after a warm-up; ${DEFAULT-VALUE} if not given.")
  private double seconds;

  @Option(
      names = "--kernels",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "NAME",
      description = {
        "With a name, vector or portable: measure steps with those. Alone: measure the kernels"
            + " themselves, GFLOP/s of products and ns an element of functions, on one thread."
      })
  private String kernels;

  @Option(
      names = "--micro",
      description = "Measure the kernels themselves, those named by --kernels.")
  private boolean micro;

  @Override
  public Integer call() {
    String name = kernels == null || kernels.isEmpty() ? null : kernels;
    if (micro || "".equals(kernels)) {
      new KernelBench(Engine.of(1, name).kernels(), Math.min(seconds, 1)).run(this::line);
      return 0;
    }
    int all = Runtime.getRuntime().availableProcessors();
    List<Integer> counts = threads != null ? threads : all == 1 ? List.of(1) : List.of(1, all);
    for (String model : models) {
      for (int count : counts) {
        for (int batch : batches) {
          StepBench bench =
              new StepBench(model, Presets.of(model, Shape.of(28, 28, 1)), Engine.of(count, name));
          line(bench.run(batch, seconds));
        }
      }
    }
    return 0;
  }

  private void line(String text) {
    console.out().println(text);
    console.out().flush();
  }
}
