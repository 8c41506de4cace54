package dev.vae.cli.option;

import dev.vae.core.engine.Engine;
import picocli.CommandLine.Option;

/** With what a command computes; neither option changes a bit of any result. */
public final class EngineOptions {

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = PositiveIntConverter.class,
      description = "Threads to compute with; all processors if not given.")
  private Integer threads;

  @Option(
      names = "--kernels",
      paramLabel = "NAME",
      description =
          "The loops to compute with: vector or portable; the best there is if not given.")
  private String kernels;

  public Engine engine() {
    return Engine.of(
        threads == null ? Runtime.getRuntime().availableProcessors() : threads, kernels);
  }
}
