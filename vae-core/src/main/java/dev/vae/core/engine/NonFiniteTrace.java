package dev.vae.core.engine;

import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.compile.Executable;
import dev.vae.core.internal.compile.run.Team;
import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.kernel.Kernels;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;

/** Runs a computation node by node, without its updates, and looks at every result. */
@NullUnmarked // no null leaves it
final class NonFiniteTrace {
  private final Computation computation;
  private final Executable unfused;
  private final Map<Tensor, String> names = new IdentityHashMap<>();

  NonFiniteTrace(Computation computation, Kernels kernels) {
    this.computation = computation;
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (Tensor t : computation.tensors()) {
      names.put(t, "%" + t.id());
      all.put("%" + t.id(), t);
    }
    unfused = Executable.unfused(Computation.of(all), kernels, new Team(1));
  }

  Optional<NonFinite> run(int rows, Function<Tensor, Executable.Numbers> leaves, Work.Draw draw) {
    unfused.run(rows, leaves, draw);
    Map<Tensor, float[]> bad = new HashMap<>();
    for (Tensor t : computation.tensors()) {
      float[] values = new float[Math.toIntExact(t.shape().elements(rows))];
      unfused.output(names.get(t), 0, values, values.length);
      for (int i = 0; i < values.length && t.op() != Op.CONSTANT; i++) {
        if (!Float.isFinite(values[i])) {
          bad.put(t, values);
          break;
        }
      }
    }
    for (List<Tensor> roots :
        List.of(
            List.copyOf(computation.outputs().values()),
            List.copyOf(computation.updates().values()))) {
      for (Tensor root : roots) {
        if (bad.containsKey(root)) {
          Tensor first = origin(root, bad);
          return Optional.of(NonFinite.of(first, bad.get(first), rows));
        }
      }
    }
    return Optional.empty();
  }

  /** Back along operands that are not finite, to where all are. */
  private static Tensor origin(Tensor root, Map<Tensor, float[]> bad) {
    Tensor t = root;
    while (true) {
      Tensor worse = t.operands().stream().filter(bad::containsKey).findFirst().orElse(null);
      if (worse == null) {
        return t;
      }
      t = worse;
    }
  }
}
