package dev.vae.core.internal.compile;

import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Has new values of variables written when all who read the old ones are done: in place by the
 * group that computes them where that can be, else by a copy at the end.
 */
final class InPlaceUpdates {
  private final Compiler compiler;
  private final Map<String, Tensor> variables = new LinkedHashMap<>();

  InPlaceUpdates(Compiler compiler) {
    this.compiler = compiler;
  }

  /** Places updates; those that copy a leaf first, so that what they read is known. */
  void place(Map<String, Tensor> updates) {
    updates.forEach((name, value) -> variables.put(name, variable(name, value)));
    Map<Tensor, Compiler.Copied> copies = new LinkedHashMap<>();
    updates.forEach(
        (name, value) -> {
          Tensor source = compiler.reads().dense(value);
          if (source.op() == Op.VARIABLE && source != variables.get(name)) {
            copies.put(variables.get(name), compiler.copied(source));
          }
        });
    updates.forEach(
        (name, value) -> {
          Tensor variable = variables.get(name);
          Tensor source = compiler.reads().dense(value);
          if (source != variable && !copies.containsKey(variable) && !inPlace(variable, source)) {
            compiler.keep(source);
            ScheduledNode copy =
                compiler.copy(source, compiler.buffer(source), compiler.buffer(variable));
            after(copy, variable);
          }
        });
    copies.forEach(
        (variable, copied) -> {
          ScheduledNode copy = compiler.copy(variable, copied.buffer(), compiler.buffer(variable));
          copy.before.add(copied.unit());
          after(copy, variable);
        });
  }

  private static Tensor variable(String name, Tensor value) {
    return value.graph().variable(name, value.shape());
  }

  private boolean inPlace(Tensor variable, Tensor source) {
    FusionGroup cluster = compiler.elementwise(source);
    boolean alone =
        cluster != null && !compiler.stored().containsKey(source) && !compiler.isOutput(source);
    if (!alone || !compiler.readsInStep(cluster, variable)) {
      return false;
    }
    ScheduledNode writer = compiler.unitOf(source);
    Set<ScheduledNode> others = new LinkedHashSet<>(compiler.readersOf(variable));
    others.remove(writer);
    if (others.stream().anyMatch(reader -> reader.needs(writer))) {
      return false;
    }
    writer.before.addAll(others);
    compiler.stored().put(source, new ArrayList<>(List.of(compiler.buffer(variable))));
    return true;
  }

  private void after(ScheduledNode copy, Tensor variable) {
    for (ScheduledNode reader : List.copyOf(compiler.readersOf(variable))) {
      if (reader != copy) {
        copy.before.add(reader);
      }
    }
  }
}
