package dev.vae.cli.command;

import dev.vae.cli.bench.BenchModels;
import dev.vae.cli.bench.GrowthBench;
import dev.vae.cli.bench.InferenceBench;
import dev.vae.cli.bench.KernelBench;
import dev.vae.cli.bench.PipelineBench;
import dev.vae.cli.bench.ServingBench;
import dev.vae.cli.bench.StepBench;
import dev.vae.cli.bench.WeightDigest;
import dev.vae.cli.option.PositiveDoubleConverter;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.core.engine.Engine;
import dev.vae.core.kernel.KernelSelector;
import dev.vae.core.spec.VaeSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Measures speed, in lines of the form that the scripts for other libraries print. */
@Command(
    name = "bench",
    description = {
      "Measure a training step: a fresh copy of the data, noise, forward, backward and Adam. The"
          + " quickest of many bursts of 5 steps counts, so run it on an idle machine. The bytes"
          + " are what the training thread allocates in a step once the code is compiled; the"
          + " processor time, cpu_ms, is that of all threads and tells more on a busy machine.",
      "mlp: 784-400-(20,20)-400-784; conv: 28x28x1, two convolutions, latent 32, and back; tab:"
          + " 21-64-64-(5,5)-64-64-21; gru, lstm, attention: 100 steps of 64 features, one such"
          + " layer of 64 units on either side, latent 16; empty: one column, no layers."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

  private static final int STEPS = 200;
  private static final int CALLERS = 8;

  @Spec private CommandSpec command;

  @Option(
      names = "--model",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "mlp,conv",
      description =
          "mlp, conv, another preset, tab, gru, lstm, attention or empty, with commas;"
              + " ${DEFAULT-VALUE} if not given.")
  private List<String> models;

  @Option(
      names = "--batch",
      split = ",",
      paramLabel = "N",
      converter = PositiveIntConverter.class,
      description = "Rows a step, with commas; 128,512 if not given.")
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

  @Option(
      names = "--inference",
      description = {
        "Measure answers instead of steps: encoding, decoding and scoring, in turn with"
            + " onnxruntime, for --batch rows a call (1,64,4096 if not given); and encoding single"
            + " rows from 8 threads at once. Microseconds a call: the quickest, half of all, 99 of"
            + " 100."
      })
  private boolean inference;

  @Option(
      names = "--pipeline",
      description = {
        "Measure instead what brings a batch to the step: 20,000 rows are read from a file,"
            + " pictures or a table with holes, shuffled, gathered, scaled and masked. Processor"
            + " time for a batch, beside that of the step on one thread; mlp, conv and tab if"
            + " --model is not given."
      })
  private boolean pipeline;

  @Option(
      names = "--serving",
      description = {
        "Measure a server's answers over the loopback instead: plain JSON and binary tensors, on"
            + " one connection, for --batch rows a request (1,64,4096 if not given); of the model"
            + " 'table', which has 30 columns, its answers without a server as well."
      })
  private boolean serving;

  @Option(
      names = "--curves",
      arity = "0..1",
      fallbackValue = "curves.png",
      paramLabel = "FILE",
      description = {
        "Measure how the time of a step, of rows that of an epoch, grows with rows, columns, batch,"
            + " units, steps and threads, the others held, the exponent of each, and draw a chart"
            + " of them, curves.png if FILE is not given. A point takes half of --seconds, all"
            + " about a minute."
      })
  private Path curves;

  @Option(
      names = "--sizes",
      paramLabel = "NAME=N:N...",
      description =
          "With --curves: measure this curve, at these sizes, such as columns=100:1000:10000. May"
              + " be repeated; all curves if not given.")
  private Map<String, String> sizes = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    if (kernels != null && kernels.isEmpty()) {
      new KernelBench(KernelSelector.get(), Math.min(seconds, 1)).run(this::line);
    } else if (bits) {
      bits();
    } else if (inference) {
      inference();
    } else if (serving) {
      serving();
    } else if (pipeline) {
      pipeline();
    } else if (curves != null) {
      curves();
    } else {
      steps();
    }
    return 0;
  }

  private void steps() {
    for (String model : models) {
      VaeSpec spec = BenchModels.of(model);
      for (int count : threads()) {
        for (int batch : batches(128, 512)) {
          line(new StepBench(model, spec, Engine.of(count, kernels)).run(batch, seconds));
        }
      }
    }
  }

  private void curves() {
    Map<String, List<Integer>> wanted = new LinkedHashMap<>();
    sizes.forEach((name, text) -> wanted.put(name, numbers(name, text)));
    int count = threads == null ? 1 : threads.get(0);
    new GrowthBench(count, seconds / 4, this::line).run(wanted, curves);
  }

  private List<Integer> numbers(String curve, String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String number : text.split(":", -1)) {
      try {
        numbers.add(new PositiveIntConverter().convert(number));
      } catch (TypeConversionException e) {
        throw new ParameterException(
            command.commandLine(),
            "--sizes " + curve + ": '" + number + "' is not a size, a whole number above 0",
            e);
      }
    }
    return numbers;
  }

  private void bits() {
    for (String model : models) {
      for (String name : kernels == null ? List.of("vector", "portable") : List.of(kernels)) {
        for (int count : threads()) {
          for (int batch : batches(128, 512)) {
            VaeSpec spec = BenchModels.of(model);
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

  private void inference() throws IOException {
    for (String model : models) {
      for (int count : threads()) {
        try (InferenceBench bench =
            new InferenceBench(model, BenchModels.of(model), Engine.of(count, kernels))) {
          for (int rows : batches(1, 64, 4096)) {
            bench.run(rows, seconds, this::line);
          }
          bench.callers(CALLERS, seconds, this::line);
        }
      }
    }
  }

  private void pipeline() {
    PipelineBench bench = new PipelineBench(seconds);
    boolean given = command.commandLine().getParseResult().hasMatchedOption("--model");
    for (String model : given ? models : List.of("mlp", "conv", "tab")) {
      for (int batch : batches(128)) {
        bench.run(model, BenchModels.of(model), batch, this::line);
      }
    }
  }

  private void serving() throws IOException {
    for (String model : models) {
      List<Integer> rows = batches(1, 64, 4096);
      if (model.equals("table")) {
        ServingBench.table(rows, seconds, this::line);
      } else {
        ServingBench.rows(model, BenchModels.of(model), rows, seconds, this::line);
      }
    }
  }

  private List<Integer> batches(Integer... usual) {
    return batches != null ? batches : List.of(usual);
  }

  private List<Integer> threads() {
    int all = Runtime.getRuntime().availableProcessors();
    return threads != null ? threads : all == 1 ? List.of(1) : List.of(1, all);
  }

  private void line(String text) {
    command.commandLine().getOut().println(text);
  }
}
