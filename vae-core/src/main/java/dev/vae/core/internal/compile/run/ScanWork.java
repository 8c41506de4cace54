package dev.vae.core.internal.compile.run;

import dev.vae.core.kernel.BinaryFunction;
import dev.vae.core.kernel.Kernels;
import dev.vae.core.kernel.Product;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a loop over steps. Rows that do not touch one another are cut into parts, a task each: a
 * thread takes its part through all steps by itself, so that nobody waits and what a step hands on
 * stays in the cache. What is summed over rows, too, each part sums for itself, and a second phase
 * adds that up, part by part in ascending order.
 */
public final class ScanWork extends Work {

  /** One step of the loop, made ready for a part of the rows; attached before every loop. */
  public interface Body extends Work.SubProgram {
    /** Says where the operand of a slot is. */
    void input(int slot, float[] array, int at);

    /** Says where a result of the body is to be written. */
    void output(int number, float[] array, int at);
  }

  /**
   * Where an array outside lies along steps and rows.
   *
   * @param buffer its number
   * @param step floats from one step to the next; 0 for what has none
   * @param row floats of a row; 0 where rows are not cut
   */
  public record Lane(int buffer, int step, int row) {}

  /**
   * A slot of the body.
   *
   * @param next the number of the body's result that is its next value; −1 for what is no state
   */
  public record Operand(Lane lane, int next) {}

  /**
   * A result of the body.
   *
   * @param floats how many of a part of {@code rows} rows
   * @param stacked where the values of all steps go, the first in place, the others by a copy
   * @param last where the value of the last step goes
   * @param summed where the sum over steps goes
   */
  public record Result(List<Lane> stacked, List<Lane> last, List<Lane> summed) {}

  /**
   * A sum that each part of the rows has a part of.
   *
   * @param floats how many
   * @param offset where those of the second part are in the scratch; those of the first are in
   *     place
   */
  private record Sum(Lane lane, int floats, int offset) {}

  private final Body[] bodies;
  private final int[] firstRow;
  private final Operand[] operands;
  private final Result[] results;
  private final int[][] floats;
  private final int steps;
  private final boolean reverse;
  private final int[] partOffset;
  private final Kernels kernels;
  private final List<Sum> sums = new ArrayList<>();
  private final int total;
  private BufferTable memory;
  private float[] scratch;
  private int scratchOffset;

  /**
   * Prepares.
   *
   * @param bodies one for each part of the rows
   * @param firstRow the first row of each part
   * @param floats for each part, how many floats each result has at one step
   */
  public ScanWork(
      List<Body> bodies,
      int[] firstRow,
      List<Operand> operands,
      List<Result> results,
      int[][] floats,
      int steps,
      boolean reverse,
      Kernels kernels) {
    this.kernels = kernels;
    this.bodies = bodies.toArray(Body[]::new);
    this.firstRow = firstRow;
    this.operands = operands.toArray(Operand[]::new);
    this.results = results.toArray(Result[]::new);
    this.floats = floats;
    this.steps = steps;
    this.reverse = reverse;
    this.partOffset = new int[bodies.size()];
    int at = 0;
    for (int p = 0; p < partOffset.length; p++) {
      partOffset[p] = at;
      at = Math.addExact(at, Product.aligned(this.bodies[p].floats()));
      for (int n : floats[p]) {
        at = Math.addExact(at, Math.multiplyExact(2, Product.aligned(n)));
      }
    }
    for (int r = 0; r < this.results.length; r++) {
      for (Lane lane : this.results[r].summed) {
        if (lane.row == 0 && partOffset.length > 1) {
          sums.add(new Sum(lane, floats[0][r], at));
          int parts = Math.multiplyExact(partOffset.length - 1, Product.aligned(floats[0][r]));
          at = Math.addExact(at, parts);
        }
      }
    }
    this.total = at;
  }

  @Override
  public long scratch(int threads) {
    return total;
  }

  @Override
  int phases() {
    return sums.isEmpty() ? 1 : 2;
  }

  @Override
  int tasks(int phase) {
    return phase == 0 ? bodies.length : sums.size();
  }

  @Override
  double cost() {
    double cost = 0;
    for (Body body : bodies) {
      cost += body.cost() * steps;
    }
    return cost;
  }

  @Override
  void attach(BufferTable memory, float[] scratch, int scratchOffset) {
    this.memory = memory;
    this.scratch = scratch;
    this.scratchOffset = scratchOffset;
  }

  @Override
  void run(int phase, int from, int to, Frame frame) {
    for (int task = from; task < to; task++) {
      if (phase == 0) {
        loop(task);
      } else {
        addUp(sums.get(task));
      }
    }
  }

  /** Adds what the other parts have summed to what the first one has. */
  private void addUp(Sum sum) {
    float[] to = memory.array[sum.lane.buffer];
    int at = memory.at[sum.lane.buffer];
    for (int part = 1; part < bodies.length; part++) {
      int from = scratchOffset + sum.offset + (part - 1) * Product.aligned(sum.floats);
      kernels.apply(BinaryFunction.ADD, to, at, scratch, from, to, at, sum.floats);
    }
  }

  private int at(Lane lane, int step, int part) {
    return memory.at[lane.buffer] + step * lane.step + firstRow[part] * lane.row;
  }

  private void loop(int part) {
    Body body = bodies[part];
    int own = scratchOffset + partOffset[part];
    body.attach(scratch, own);
    own += Product.aligned(body.floats());
    float[][] array = new float[results.length][];
    int[] at = new int[results.length];
    for (int i = 0; i < operands.length; i++) {
      Lane lane = operands[i].lane;
      body.input(i, memory.array[lane.buffer], at(lane, 0, part));
    }
    for (int k = 0; k < steps; k++) {
      int step = reverse ? steps - 1 - k : k;
      for (int i = 0; i < operands.length; i++) {
        Lane lane = operands[i].lane;
        if (operands[i].next >= 0 && k > 0) {
          body.input(i, array[operands[i].next], at[operands[i].next]);
        } else if (lane.step > 0) {
          body.input(i, memory.array[lane.buffer], at(lane, step, part));
        }
      }
      int place = own;
      for (int r = 0; r < results.length; r++) {
        int n = Product.aligned(floats[part][r]);
        if (results[r].stacked.isEmpty()) {
          array[r] = scratch;
          at[r] = place + (k & 1) * n;
        } else {
          Lane lane = results[r].stacked.get(0);
          array[r] = memory.array[lane.buffer];
          at[r] = at(lane, step, part);
        }
        place += 2 * n;
        body.output(r, array[r], at[r]);
      }
      body.run();
      for (int r = 0; r < results.length; r++) {
        for (int i = 1; i < results[r].stacked.size(); i++) {
          copy(results[r].stacked.get(i), step, part, array[r], at[r], floats[part][r]);
        }
        for (Lane lane : results[r].summed) {
          add(lane, k == 0, part, array[r], at[r], floats[part][r]);
        }
      }
    }
    for (int r = 0; r < results.length; r++) {
      for (Lane lane : results[r].last) {
        copy(lane, 0, part, array[r], at[r], floats[part][r]);
      }
    }
  }

  /** Adds what a step gives to a sum, or begins it. */
  private void add(Lane lane, boolean first, int part, float[] from, int at, int n) {
    float[] to = memory.array[lane.buffer];
    int into = at(lane, 0, part);
    for (int i = 0; part > 0 && i < sums.size(); i++) {
      if (sums.get(i).lane == lane) {
        to = scratch;
        into = scratchOffset + sums.get(i).offset + (part - 1) * Product.aligned(n);
      }
    }
    if (first) {
      System.arraycopy(from, at, to, into, n);
    } else {
      kernels.apply(BinaryFunction.ADD, to, into, from, at, to, into, n);
    }
  }

  private void copy(Lane lane, int step, int part, float[] from, int at, int n) {
    System.arraycopy(from, at, memory.array[lane.buffer], at(lane, step, part), n);
  }
}
