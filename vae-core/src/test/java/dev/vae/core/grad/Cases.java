package dev.vae.core.grad;

import dev.vae.core.geometry.ConvolutionGeometry;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.SequenceScan;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** For every operation, small graphs whose derivatives are to be checked. */
final class Cases {
  /** A graph under way: leaves are made with values on the spot. */
  static final class Fixture {
    final Graph graph = new Graph();
    final Map<String, double[]> values = new HashMap<>();
    final List<Tensor> leaves = new ArrayList<>();
    final int rows;
    private final Random random = new Random(7);

    Fixture(int rows) {
      this.rows = rows;
    }

    /** A leaf to differentiate in, with values between two bounds. */
    Tensor leaf(Shape shape, double low, double high) {
      Tensor t = fixed(shape, low, high);
      leaves.add(t);
      return t;
    }

    /** Between -2 and 2, at least 0.1 away from all multiples of 1/2. */
    Tensor leaf(Shape shape) {
      return leaf(shape, 0.1, 0.4, 8);
    }

    /** One of {@code pieces} broadcasts of length 1/2 around 0, and between two bounds in it. */
    Tensor leaf(Shape shape, double low, double high, int pieces) {
      Tensor t = leaf(shape, low, high);
      double[] x = values.get(t.name());
      for (int i = 0; i < x.length; i++) {
        x[i] += 0.5 * (random.nextInt(pieces) - pieces / 2);
      }
      return t;
    }

    /** A leaf that is not differentiated in. */
    Tensor fixed(Shape shape, double low, double high) {
      Tensor t = graph.input("x" + values.size(), shape);
      int n = (int) shape.elements(rows);
      values.put(t.name(), random.doubles(n, low, high).toArray());
      return t;
    }

    Tensor places(Shape shape, int table) {
      Tensor t = fixed(shape, 0, table);
      double[] x = values.get(t.name());
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.floor(x[i]);
      }
      return t;
    }
  }

  /** One graph: makes its leaves, gives its result. */
  interface Case extends Function<Fixture, Tensor> {}

  private static final Dim N = Dim.N;
  private static final Shape SCALAR = Shape.SCALAR;
  private static final List<Shape> SHAPES =
      List.of(SCALAR, Shape.of(3), Shape.batch(0), Shape.of(c(2), c(1), N, c(2), c(1)));
  private static final List<List<Shape>> PAIRS =
      List.of(
          List.of(SCALAR, SCALAR),
          List.of(Shape.batch(3), Shape.of(3)),
          List.of(SCALAR, Shape.batch(2)),
          List.of(Shape.of(N, c(1), c(2)), Shape.of(N, c(2))),
          List.of(Shape.of(N, c(1)), Shape.of(c(1), N)),
          List.of(Shape.of(c(2), c(1), Dim.rows(2), c(1), c(3)), Shape.of(2, 1, 4, 1)),
          List.of(Shape.of(2, 3), Shape.of(1)),
          List.of(Shape.of(1, 3), Shape.batch(3)),
          List.of(Shape.batch(0), Shape.of(1, 1)),
          List.of(Shape.of(1, 1, 1), Shape.of(2)));

  private Cases() {}

  private static Dim c(int length) {
    return Dim.of(length);
  }

  /** No default: a new operation does not compile without its cases. */
  static List<Case> of(Op op) {
    return switch (op) {
      case INPUT -> List.of(f -> f.leaf(Shape.batch(2)));
      case VARIABLE -> List.of(f -> named(f, f.graph.variable("w", Shape.of(2)), 1, 2));
      case CONSTANT -> List.of(f -> f.leaf(Shape.batch(2)).mul(f.graph.constant(3)));
      case NOISE ->
          List.of(
              f -> {
                var noise = new Noise(Noise.Distribution.NORMAL, "e");
                return named(f, f.graph.noise(noise, Shape.batch(1)), 1, 2, 3);
              });
      case ROWS -> List.of(f -> f.leaf(Shape.batch(2)).mul(f.graph.rows()));
      case NEG, EXP, EXPM1, SIN, COS, TANH, SIGMOID, SOFTPLUS, ERF -> unary(op, -2, 2);
      case ABS, SIGN, FLOOR, RELU -> kinked(t -> t.unary(op));
      case ROUND -> kinked(t -> t.mul(2).round());
      case LOG, SQRT -> unary(op, 0.2, 3);
      case LOG1P -> unary(op, -0.8, 3);
      case LGAMMA, DIGAMMA -> both(unary(op, 0.3, 9), kinked(t -> t.unary(op)));
      case STOP_GRADIENT -> List.of(f -> f.fixed(Shape.of(2), 0, 1).stopGradient());
      case ADD, SUB, MUL, MAX, MIN -> both(binary(op, -2, 2), same(op, -2, 2));
      case DIV -> both(binary(op, 0.5, 2), same(op, 0.5, 2));
      case POW -> both(both(binary(op, 0.5, 2), same(op, 0.5, 2)), constantPowers());
      case EQUAL, LESS, LESS_EQUAL -> pairs(-2, 2, (a, b) -> a.binary(op, b).mul(a).add(b.mul(b)));
      case WHERE -> both(pairs(-2, 2, (a, b) -> a.less(0).where(a.square(), b)), where());
      case SUM, REDUCE_MAX, LOG_SUM_EXP -> reductions(op);
      case MATMUL -> products();
      case CONV2D -> convolutions((x, w, y, g) -> x.conv2d(w, g));
      case CONV2D_TRANSPOSE -> convolutions((x, w, y, g) -> y.conv2dTranspose(w, g));
      case CONV2D_WEIGHT -> convolutions((x, w, y, g) -> x.conv2dWeight(y, g));
      case RESHAPE ->
          List.of(
              f -> squared(f, Shape.batch(2, 3)).reshape(Shape.of(Dim.rows(2), c(3))),
              f -> squared(f, Shape.of(1, 1)).reshape(SCALAR),
              f -> squared(f, Shape.batch(0, 2)).reshape(Shape.of(0)));
      case PERMUTE ->
          List.of(
              f -> squared(f, Shape.of(c(2), N, c(3), c(1))).permute(3, 1, 0, 2),
              f -> squared(f, SCALAR).permute());
      case SLICE ->
          List.of(
              f -> squared(f, Shape.batch(7)).slice(1, 1, 6, 2),
              f -> squared(f, Shape.batch(7)).slice(1, 0, 7, 3),
              f -> squared(f, Shape.of(3, 2)).slice(0, 1, 1),
              f -> swapped(squared(f, Shape.batch(4)), 1));
      case PAD ->
          List.of(
              f -> squared(f, Shape.batch(3)).pad(1, 2, 1),
              f -> squared(f, Shape.of(3, 2)).pad(0, 1, 0, 2, 5),
              f -> squared(f, Shape.of(0, 2)).pad(0, 2, 1, 2, 5));
      case CONCAT -> concats();
      case EXPAND ->
          List.of(
              f -> squared(f, SCALAR).expand(Shape.of(N, N)),
              f -> squared(f, Shape.of(2, 1)).expand(Shape.of(N, c(2), Dim.rows(3))),
              f -> squared(f, Shape.of(1)).expand(Shape.of(0)));
      case GATHER ->
          List.of(
              f -> squared(f, Shape.of(4, 2)).gather(f.places(Shape.batch(3), 4)),
              f -> squared(f, Shape.of(4)).gather(f.places(SCALAR, 4)));
      case SCATTER_ADD ->
          List.of(
              f ->
                  squared(f, Shape.batch(3, 2))
                      .scatterAdd(f.places(Shape.batch(3), 4), Shape.of(4, 2)),
              f -> squared(f, Shape.of(0)).scatterAdd(f.places(Shape.of(0), 4), Shape.of(4)));
      case SCAN ->
          List.of(
              f -> Functions.cumulativeSum(squared(f, Shape.batch(3, 2)), 1),
              f -> recurrent(f, Shape.batch(2), false, false).square(),
              f -> recurrent(f, Shape.batch(2), true, false),
              f -> recurrent(f, Shape.batch(2), true, true).square(),
              f -> recurrent(f, Shape.of(c(3), c(2)), false, true),
              f -> addingUp(f, Shape.batch(2)),
              f -> addingUp(f, Shape.of(c(3), c(2))),
              Cases::mixingRows);
    };
  }

  /** Two states, one of which the other needs, weights in common, over three steps. */
  private static Tensor recurrent(Fixture f, Shape shape, boolean reverse, boolean last) {
    SequenceScan scan = SequenceScan.of(f.graph, 3, reverse);
    Tensor x = scan.sequence(f.leaf(shape.withLeading(c(3))));
    Tensor h = scan.state(f.leaf(shape));
    Tensor c = scan.state(f.leaf(shape));
    Tensor gates =
        h.matmul(scan.shared(f.leaf(Shape.of(2, 4)))).add(scan.shared(f.leaf(Shape.of(4))));
    Tensor forget = gates.slice(-1, 0, 2).sigmoid();
    Tensor made = gates.slice(-1, 2, 4).mul(x).tanh();
    Tensor cell = forget.mul(c).add(made);
    Tensor out = cell.mul(0.5).tanh().mul(forget);
    scan.next(h, out);
    scan.next(c, cell);
    return last ? scan.last(c).add(scan.last(h)) : scan.stacked(out.add(h));
  }

  /** The sums over steps of what each row gives and of a product over rows. */
  private static Tensor addingUp(Fixture f, Shape shape) {
    SequenceScan scan = SequenceScan.of(f.graph, 3, true);
    Tensor x = scan.sequence(f.leaf(shape.withLeading(c(3))));
    Tensor h = scan.state(f.leaf(shape));
    Tensor next = h.mul(0.5).add(x.matmul(scan.shared(f.leaf(Shape.of(2, 2))))).tanh();
    scan.next(h, next);
    Tensor product = scan.summed(x.matmul(next, true, false));
    return scan.summed(next.mul(x)).matmul(product).add(scan.last(h));
  }

  /** Each step sees the sum over rows, how many there are, and a weight of its own. */
  private static Tensor mixingRows(Fixture f) {
    SequenceScan scan = SequenceScan.of(f.graph, 2, false);
    Tensor x = scan.sequence(f.leaf(Shape.batch(2).withLeading(c(2))));
    Tensor w = scan.sequence(f.leaf(Shape.of(2, 2, 2)));
    Tensor s = scan.state(f.leaf(Shape.of(2)));
    Tensor mean = x.matmul(w).sum(0).div(scan.body().rows().add(1));
    Tensor next = s.add(mean).sin();
    scan.next(s, next);
    return scan.stacked(next.mul(x).exp());
  }

  private static <T> List<T> both(List<T> a, List<T> b) {
    List<T> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static Tensor named(Fixture f, Tensor t, double... values) {
    f.values.put(t.name(), java.util.Arrays.copyOf(values, (int) t.shape().elements(f.rows)));
    f.leaves.add(t);
    return t.square();
  }

  /** So that what comes before an operation has a derivative that changes. */
  private static Tensor squared(Fixture f, Shape shape) {
    return f.leaf(shape).square();
  }

  private static List<Case> unary(Op op, double low, double high) {
    return SHAPES.stream().<Case>map(s -> f -> f.leaf(s, low, high).unary(op)).toList();
  }

  private static List<Case> kinked(UnaryOperator<Tensor> op) {
    return SHAPES.stream().<Case>map(s -> f -> op.apply(f.leaf(s).add(0.0))).toList();
  }

  private static List<Case> pairs(double low, double high, BinaryOperator<Tensor> op) {
    List<Case> cases = new ArrayList<>();
    for (List<Shape> pair : PAIRS) {
      Shape a = pair.get(0);
      Shape b = pair.get(1);
      cases.add(f -> op.apply(f.leaf(a, low, high), f.leaf(b, low, high)));
      cases.add(f -> op.apply(f.leaf(b, low, high), f.leaf(a, low, high)));
    }
    return cases;
  }

  private static List<Case> binary(Op op, double low, double high) {
    return pairs(low, high, (a, b) -> a.binary(op, b));
  }

  private static List<Case> same(Op op, double low, double high) {
    return List.of(
        f -> {
          Tensor x = f.leaf(Shape.batch(3), low, high);
          return x.binary(op, x.mul(op == Op.MAX || op == Op.MIN ? 1.5 : 1));
        },
        f -> {
          Tensor x = f.leaf(Shape.batch(3), low, high);
          return x.binary(op, x);
        });
  }

  private static List<Case> constantPowers() {
    List<Case> cases = new ArrayList<>();
    for (double p : new double[] {-2.5, -1, 0, 0.5, 1, 1.5, 2, 3}) {
      cases.add(f -> f.leaf(Shape.batch(2), 0.5, 2).pow(p));
    }
    for (double p : new double[] {-1, 1, 2, 3}) {
      cases.add(f -> f.leaf(Shape.batch(2), -2, -0.5).pow(p));
    }
    return cases;
  }

  private static List<Case> where() {
    return List.of(
        f -> {
          Tensor mask = f.places(Shape.batch(1), 2);
          return mask.where(f.leaf(Shape.of(3)), f.leaf(Shape.of(2, 1, 1))).square();
        });
  }

  private static List<Case> reductions(Op op) {
    List<Case> cases = new ArrayList<>();
    for (boolean keep : new boolean[] {false, true}) {
      cases.add(f -> squared(f, SCALAR).reduce(op, keep));
      cases.add(f -> squared(f, Shape.batch(3)).reduce(op, keep));
      cases.add(f -> squared(f, Shape.batch(3)).reduce(op, keep, 0));
      cases.add(f -> squared(f, Shape.batch(3)).reduce(op, keep, 1));
      cases.add(f -> squared(f, Shape.of(c(2), N, c(1), c(3), c(2))).reduce(op, keep, 1, 3));
      cases.add(f -> squared(f, Shape.of(c(2), N, c(1), c(3), c(2))).reduce(op, keep, 0, 4, 2));
      cases.add(f -> squared(f, Shape.batch(0)).reduce(op, keep, 0));
      cases.add(
          f -> squared(f, Shape.of(N, c(1))).sub(f.leaf(Shape.of(N))).reduce(op, keep, 0).square());
    }
    return cases;
  }

  private static List<Case> products() {
    List<Case> cases = new ArrayList<>();
    List<List<Dim>> leads = List.of(List.of(), List.of(N), List.of(c(2), N), List.of(N, N));
    for (boolean ta : new boolean[] {false, true}) {
      for (boolean tb : new boolean[] {false, true}) {
        for (List<Dim> lead : leads) {
          for (int shared = 0; shared < (lead.isEmpty() ? 1 : 3); shared++) {
            Shape a = matrix(shared == 1 ? List.of() : lead, c(3), c(2), ta);
            Shape b = matrix(shared == 2 ? List.of() : lead, c(2), c(4), tb);
            cases.add(f -> squared(f, a).matmul(f.leaf(b), ta, tb));
          }
        }
        cases.add(f -> product(f, N, c(2), c(3), ta, tb));
        cases.add(f -> product(f, c(2), N, c(3), ta, tb));
        cases.add(f -> product(f, N, c(2), Dim.rows(2), ta, tb));
        cases.add(f -> product(f, c(2), c(0), c(3), ta, tb));
        cases.add(f -> product(f, c(0), c(1), c(3), ta, tb));
      }
    }
    cases.add(
        f -> {
          Tensor x = f.leaf(Shape.batch(3));
          return x.matmul(x, false, true);
        });
    return cases;
  }

  private static Tensor product(Fixture f, Dim m, Dim k, Dim n, boolean ta, boolean tb) {
    Tensor a = f.leaf(matrix(List.of(), m, k, ta));
    return a.square().matmul(f.leaf(matrix(List.of(), k, n, tb)), ta, tb);
  }

  private static Shape matrix(List<Dim> lead, Dim rows, Dim columns, boolean transposed) {
    List<Dim> dims = new ArrayList<>(lead);
    dims.add(transposed ? columns : rows);
    dims.add(transposed ? rows : columns);
    return new Shape(dims);
  }

  private interface Convolution {
    Tensor of(Tensor x, Tensor w, Tensor y, ConvolutionGeometry geometry);
  }

  private static List<Case> convolutions(Convolution convolution) {
    List<Case> cases = new ArrayList<>();
    for (ConvolutionGeometry g :
        List.of(
            new ConvolutionGeometry(3, 4, 2, 2, 3, 4, 2, 1, 1, 0, 0, 2, 2),
            new ConvolutionGeometry(4, 3, 1, 1, 1, 2, 2, 2, 0, 0, 0, 0, 1))) {
      Shape x = Shape.batch(g.height(), g.width(), g.channels());
      Shape y = Shape.batch(g.outputHeight(), g.outputWidth(), g.outputs());
      Shape w = Shape.of(g.kernelHeight(), g.kernelWidth(), g.channels() / g.groups(), g.outputs());
      cases.add(f -> convolution.of(squared(f, x), squared(f, w), squared(f, y), g));
    }
    return cases;
  }

  /** The halves of an axis in the other order: slices whose gradients are joined again. */
  private static Tensor swapped(Tensor x, int axis) {
    int length = x.shape().dim(axis).factor();
    return Tensor.concat(
        axis, List.of(x.slice(axis, length / 2, length).exp(), x.slice(axis, 0, length / 2)));
  }

  private static List<Case> concats() {
    return List.of(
        f -> Tensor.concat(1, List.of(squared(f, Shape.batch(2)), squared(f, Shape.batch(3)))),
        f ->
            Tensor.concat(
                0,
                List.of(
                    squared(f, Shape.of(1, 2)),
                    squared(f, Shape.of(0, 2)),
                    squared(f, Shape.of(2, 2)))),
        f -> {
          Tensor x = f.leaf(Shape.batch(2));
          return Tensor.concat(-1, List.of(x, x.square(), x));
        });
  }
}
