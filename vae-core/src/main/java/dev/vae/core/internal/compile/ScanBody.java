package dev.vae.core.internal.compile;

import dev.vae.core.graph.SequenceScan;
import dev.vae.core.internal.compile.run.BufferTable;
import dev.vae.core.internal.compile.run.ScanWork;
import dev.vae.core.internal.compile.run.Team;
import dev.vae.core.internal.compile.run.Work;
import dev.vae.core.kernel.Kernels;
import java.util.List;
import java.util.Optional;

/** A loop's body planned for a number of rows, in a part of the arena around it. */
final class ScanBody implements ScanWork.Body {
  private static final Team ALONE = new Team(1);
  private static final Work.Draw NOTHING = new Work.Draw(0, 0, 0, null);

  private final ExecutionPlan plan;
  private final Buffer[] inputs;
  private final List<Buffer> given;
  private float[] arena;

  ScanBody(SequenceScan scan, Compiled body, List<Buffer> given, int rows, Kernels kernels) {
    this.plan = new ExecutionPlan(body, rows, kernels, ALONE, Optional.empty());
    this.inputs = ScanLowering.inputs(scan, body);
    this.given = given;
    for (Buffer b : body.buffers()) {
      if (b.kind() == Buffer.Kind.CONSTANT) {
        plan.put(b, Executable.constant(b.tensor()), BufferTable.PADDING);
      } else if (b.kind() == Buffer.Kind.ROWS) {
        plan.put(b, new float[] {rows}, 0);
      }
    }
  }

  @Override
  public int floats() {
    return plan.floats();
  }

  @Override
  public void attach(float[] array, int at) {
    arena = array;
    plan.begin(at);
  }

  @Override
  public void input(int slot, float[] array, int at) {
    if (inputs[slot] != null) {
      plan.put(inputs[slot], array, at);
    }
  }

  @Override
  public void output(int number, float[] array, int at) {
    plan.put(given.get(number), array, at);
  }

  @Override
  public void run() {
    plan.run(arena, NOTHING);
  }

  @Override
  public double cost() {
    return plan.cost();
  }
}
