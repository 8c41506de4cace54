package dev.vae.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the benchmark of data says, without looking at the times. */
class PipelineBenchTest {
  @Test
  void picturesAndTablesAreReadFromFilesAndFed() {
    List<String> lines = new ArrayList<>();
    PipelineBench bench = new PipelineBench(100, 0.01);
    for (String model : List.of("mlp", "tab")) {
      bench.run(model, BenchModels.of(model), 32, lines::add);
      String line = lines.remove(0);
      assertTrue(
          line.matches(
              "pipeline model="
                  + model
                  + " rows=100 batch=32 open_ms=\\S+ cpu_us_per_batch=\\S+ cpu_us_per_step=\\S+"
                  + " times_as_fast=\\S+"),
          line);
      double batch = Double.parseDouble(line.replaceAll(".*per_batch=(\\S+).*", "$1"));
      assertTrue(batch > 0 && batch < 1e9, line);
    }
    assertEquals(List.of(), lines);
  }
}
