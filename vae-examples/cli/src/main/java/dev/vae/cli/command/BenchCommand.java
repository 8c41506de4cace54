package dev.vae.cli.command;

import dev.vae.cli.bench.KernelBench;
import dev.vae.cli.bench.StepBench;
import dev.vae.cli.bench.WeightDigest;
import dev.vae.cli.option.PositiveDoubleConverter;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.core.engine.Engine;
import dev.vae.core.graph.Shape;
import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.spec.VaeSpec;
import dev.vae.layers.Presets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures speed, in lines of the form that the scripts for other libraries print. */
@Command(
    name = "bench",
    description = {
      "Measure a training step: a fresh copy of the data, noise, forward, backward and Adam. The"
          + " quickest of many bursts of 5 steps counts, so run it on an idle machine. The bytes"
          + " are what the training thread allocates in a step once the code is compiled.",
      "mlp: 784-400-(20,20)-400-784; conv: 28x28x1, two convolutions, latent 32, and back."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  private static final Shape PICTURE = Shape.of(28, 28, 1);
  private static final int STEPS = 200;

  @Spec private CommandSpec command;

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
      converter = PositiveIntConverter.class,
      description = "Rows a step, with commas; ${DEFAULT-VALUE} if not given.")
  private List<Integer> batches;

  @Option(
      names = "--threads",
      split = ",",
      paramLabel = "N",
      converter = PositiveIntConverter.class,
      description = "With commas; 1 and all processors if not given.")
  private List<Integer> threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "4",
      converter = PositiveDoubleConverter.class,
      description =
          "How long each case is measured, after a warm-up as long, and not less than a few steps;"
              + " ${DEFAULT-VALUE} if not given.")
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
      names = "--bits",
      description = {
        "Instead of time, print a hash of the weights after 200 steps for each number of threads"
            + " and all kernels: they must be equal, here and on any other JDK and machine."
      })
  private boolean bits;

  @Override
  public Integer call() {
    if (kernels != null && kernels.isEmpty()) {
      new KernelBench(KernelSelector.get(), Math.min(seconds, 1)).run(this::line);
    } else if (bits) {
      bits();
    } else {
      steps();
    }
    return 0;
  }

  private void steps() {
    for (String model : models) {
      VaeSpec spec = Presets.of(model, PICTURE);
      for (int count : threads()) {
        for (int batch : batches) {
          line(new StepBench(model, spec, Engine.of(count, kernels)).run(batch, seconds));
        }
      }
    }
  }

  private void bits() {
    for (String model : models) {
      for (String name : kernels == null ? List.of("vector", "portable") : List.of(kernels)) {
        for (int count : threads()) {
          for (int batch : batches) {
            VaeSpec spec = Presets.of(model, PICTURE);
            String hash =
                WeightDigest.afterTraining(spec, Engine.of(count, name), batch, STEPS / 10);
            line(
                String.format(
                    "model=%s batch=%d steps=%d kernels=%s threads=%d sha256=%s",
                    model, batch, STEPS, name, count, hash));
          }
        }
      }
    }
  }

  private List<Integer> threads() {
    int all = Runtime.getRuntime().availableProcessors();
    return threads != null ? threads : all == 1 ? List.of(1) : List.of(1, all);
  }

  private void line(String text) {
    command.commandLine().getOut().println(text);
  }
}
