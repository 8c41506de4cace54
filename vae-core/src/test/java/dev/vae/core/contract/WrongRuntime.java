package dev.vae.core.contract;

import dev.vae.core.contract.bench.ExternalRuntime;
import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Program;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs in our own engine, and gets the first number of every output wrong.
 *
 * @param by how wrong
 */
record WrongRuntime(double by) implements ExternalRuntime {
  @Override
  public String name() {
    return "another runtime";
  }

  @Override
  public Map<String, float[]> run(
      Computation computation, Variables variables, Map<String, float[]> inputs, int rows) {
    Map<String, float[]> outputs = new HashMap<>();
    try (Program program = Program.compile(computation, variables, Engine.of(1, null))) {
      inputs.forEach(program::bind);
      program.run(rows);
      computation.outputs().keySet().forEach(name -> outputs.put(name, program.output(name)));
    }
    outputs.values().forEach(values -> values[0] += (float) by);
    return outputs;
  }
}
