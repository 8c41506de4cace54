package dev.vae.core.engine;

import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A computation made up at random from a seed, of numbers that stay near 1, so that single and
 * double precision agree; comparisons and places are made of inputs alone.
 */
final class RandomGraph {
  private static final Dim[] DIMS = {Dim.N, Dim.of(1), Dim.of(2), Dim.of(3), Dim.of(7)};
  private static final Dim[] LONG = {Dim.N, Dim.of(5), Dim.of(33), Dim.of(1100)};

  final Graph graph = new Graph();
  final Computation computation;
  final List<Tensor> variables = new ArrayList<>();
  private final Random random;
  private final List<Tensor> pool = new ArrayList<>();
  private final List<Tensor> inputs = new ArrayList<>();

  RandomGraph(long seed, int operations) {
    random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      inputs.add(graph.input("x" + i, shape()));
      Tensor v = graph.variable("v" + i, constantShape());
      variables.add(v);
      pool.add(v);
    }
    inputs.add(graph.noise(new Noise(Noise.Distribution.UNIFORM, "e"), Shape.batch(3)));
    inputs.add(graph.input("long", Shape.of(LONG[random.nextInt(4)], LONG[1 + random.nextInt(3)])));
    pool.addAll(inputs);
    pool.add(graph.constant(0.5));
    for (int i = 0; i < operations; i++) {
      Tensor t = next();
      boolean small = t != null && t.shape().elements(7) < 200_000 && t.shape().rank() < 6;
      if (small) {
        pool.add(t);
      }
    }
    computation = computation();
  }

  /** Floats for every leaf, some of them equal to others. */
  Map<String, double[]> leaves(int rows) {
    Map<String, double[]> leaves = new HashMap<>();
    Random numbers = new Random(rows);
    List<Tensor> all = new ArrayList<>(inputs);
    all.addAll(variables);
    for (Tensor t : all) {
      int size = (int) t.shape().elements(rows);
      leaves.put(t.name(), numbers.ints(size, -8, 9).mapToDouble(i -> i / 8.0).toArray());
    }
    return leaves;
  }

  private Computation computation() {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      outputs.put("y" + i, pool.get(pool.size() - 1 - random.nextInt(Math.min(12, pool.size()))));
    }
    Map<String, Tensor> updates = new LinkedHashMap<>();
    for (Tensor v : variables) {
      pool.stream()
          .filter(t -> t.shape().equals(v.shape()) && random.nextInt(3) == 0)
          .findAny()
          .ifPresent(t -> updates.put(v.name(), t));
    }
    if (random.nextBoolean()) {
      Tensor loss = outputs.get("y0").tanh().sum();
      List<Tensor> gradients = Gradients.of(loss, variables);
      for (int i = 0; i < 3; i++) {
        Tensor v = variables.get(i);
        updates.put(v.name(), v.sub(gradients.get(i).tanh().mul(0.125)));
      }
      outputs.put("loss", loss.div(graph.rows().add(1)).tanh());
    }
    return new Computation(outputs, updates);
  }

  private Tensor next() {
    Tensor x = any();
    int rank = x.shape().rank();
    return switch (random.nextInt(17)) {
      case 0 -> x.tanh();
      case 1 -> random.nextBoolean() ? x.sigmoid().sub(0.5) : x.softplus().sub(x.sigmoid());
      case 2 -> x.add(0.0371).relu();
      case 3 -> x.tanh().exp().neg();
      case 4, 5, 6 -> binary(x, any());
      case 7 -> rank > 0 ? reduce(x) : null;
      case 8 -> rank > 1 ? x.permute(order(rank)) : null;
      case 9 -> reshape(x);
      case 10 -> x.expand(x.shape().withLeading(dim())).mul(0.5);
      case 11 -> rank > 0 ? slice(x, random.nextInt(rank)) : null;
      case 12 -> rank > 0 ? pad(x, random.nextInt(rank)) : null;
      case 13 -> rank > 0 ? concat(x, random.nextInt(rank)) : null;
      case 14 -> product(x);
      case 15 -> scan(x);
      default -> gather(x);
    };
  }

  private Tensor binary(Tensor x, Tensor y) {
    if (!broadcasts(x.shape(), y.shape())) {
      return null;
    }
    return switch (random.nextInt(8)) {
      case 0, 1 -> x.add(y).mul(0.5);
      case 2 -> x.sub(y).tanh();
      case 3 -> x.mul(y);
      case 4 -> x.div(y.abs().add(1));
      case 5 -> x.max(y.add(0.0371));
      case 6 -> x.mul(y).add(x).tanh();
      default -> {
        Tensor c = inputs.get(random.nextInt(inputs.size())).less(0.1);
        yield broadcasts(c.shape(), x.shape())
                && broadcasts(c.shape(), y.shape())
                && broadcasts(c.mul(x).shape(), y.shape())
            ? c.where(x, y)
            : null;
      }
    };
  }

  private Tensor reduce(Tensor x) {
    int[] axes = IntStream.range(0, x.shape().rank()).filter(a -> random.nextBoolean()).toArray();
    boolean keep = random.nextBoolean();
    return switch (random.nextInt(4)) {
      case 0 -> x.reduce(Op.REDUCE_MAX, keep, axes).max(-2);
      case 1 -> x.reduce(Op.LOG_SUM_EXP, keep, axes).max(-2).tanh();
      default -> x.mul(0.25).reduce(Op.SUM, keep, axes).tanh();
    };
  }

  private Tensor reshape(Tensor x) {
    List<Dim> dims = new ArrayList<>(x.shape().dims());
    if (dims.size() > 1 && random.nextBoolean()) {
      int i = random.nextInt(dims.size() - 1);
      Dim a = dims.remove(i);
      Dim b = dims.get(i);
      if (a.batch() && b.batch()) {
        return null;
      }
      dims.set(i, new Dim(a.factor() * b.factor(), a.batch() || b.batch()));
    } else {
      dims.add(random.nextInt(dims.size() + 1), Dim.of(1));
    }
    return x.reshape(new Shape(dims));
  }

  private Tensor slice(Tensor x, int axis) {
    Dim d = x.shape().dim(axis);
    if (d.batch() || d.factor() < 2) {
      return null;
    }
    return x.slice(axis, random.nextInt(2), d.factor(), 1 + random.nextInt(2));
  }

  private Tensor pad(Tensor x, int axis) {
    return x.shape().dim(axis).batch()
        ? null
        : x.pad(axis, random.nextInt(2), random.nextInt(3), random.nextInt(2), 0.5);
  }

  private Tensor concat(Tensor x, int axis) {
    return x.shape().dim(axis).batch() ? null : Tensor.concat(axis, List.of(x, x.neg(), x));
  }

  private Tensor product(Tensor x) {
    if (x.shape().rank() < 2) {
      return null;
    }
    boolean transpose = random.nextBoolean();
    Dim inner = x.shape().dim(transpose ? -2 : -1);
    boolean flip = random.nextBoolean();
    Tensor w =
        graph.constant(0.25).expand(flip ? Shape.of(Dim.of(3), inner) : Shape.of(inner, Dim.of(3)));
    Tensor y = x.mul(w.sum().tanh()).matmul(w, transpose, flip);
    return y.tanh();
  }

  /** A loop over the first axis, where that is no batch, with a state and something in common. */
  private Tensor scan(Tensor x) {
    if (x.shape().rank() < 1 || x.shape().dim(0).batch() || x.shape().dim(0).factor() > 40) {
      return null;
    }
    SequenceScan scan = SequenceScan.of(graph, x.shape().dim(0).factor(), random.nextBoolean());
    Tensor part = scan.sequence(x);
    Tensor state = scan.state(graph.constant(0.25).expand(part.shape()));
    Tensor other = any();
    boolean fits =
        broadcasts(part.shape(), other.shape()) && other.shape().rank() <= part.shape().rank();
    Tensor next = state.mul(0.5).add(fits ? part.mul(scan.shared(other)) : part).tanh();
    if (!next.shape().equals(state.shape())) {
      return null;
    }
    boolean mixes = next.shape().rank() > 0 && random.nextInt(4) == 0;
    scan.next(state, mixes ? next.mul(next.reduce(Op.SUM, true, 0).tanh()) : next);
    pool.add(scan.last(state));
    pool.add(scan.stacked(state));
    pool.add(scan.summed(next.mul(part)).tanh());
    return scan.stacked(next.mul(part));
  }

  private Tensor gather(Tensor x) {
    if (x.shape().rank() < 1 || !x.shape().isConstant()) {
      return null;
    }
    Tensor places = inputs.get(0).sign().abs().mul(x.shape().dim(0).factor() - 1);
    return x.gather(places);
  }

  private Tensor any() {
    return pool.get(random.nextInt(pool.size()));
  }

  private Dim dim() {
    return DIMS[random.nextInt(DIMS.length)];
  }

  private Shape shape() {
    return new Shape(IntStream.range(0, random.nextInt(4)).mapToObj(i -> dim()).toList());
  }

  private Shape constantShape() {
    return new Shape(
        IntStream.range(0, random.nextInt(4))
            .mapToObj(i -> DIMS[1 + random.nextInt(DIMS.length - 1)])
            .toList());
  }

  private int[] order(int rank) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, rank).boxed().toList());
    java.util.Collections.shuffle(order, random);
    return order.stream().mapToInt(i -> i).toArray();
  }

  private static boolean broadcasts(Shape a, Shape b) {
    for (int i = 1; i <= Math.min(a.rank(), b.rank()); i++) {
      Dim x = a.dim(-i);
      Dim y = b.dim(-i);
      if (!x.equals(y) && !x.isOne() && !y.isOne()) {
        return false;
      }
    }
    return true;
  }
}
