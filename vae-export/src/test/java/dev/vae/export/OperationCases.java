package dev.vae.export;

import static dev.vae.core.graph.Dim.N;

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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/** For every operation, graphs over awkward shapes. */
final class OperationCases {
  private static final List<Shape> SHAPES =
      List.of(
          Shape.SCALAR,
          Shape.of(3),
          Shape.batch(5),
          Shape.of(Dim.of(4), N, Dim.of(3)),
          Shape.of(Dim.rows(3), Dim.of(2), Dim.of(1), Dim.of(2)),
          Shape.of(Dim.of(2), N, Dim.of(1), N, Dim.of(3)));

  private final Map<Op, List<Case>> cases = new EnumMap<>(Op.class);

  static Map<Op, List<Case>> all() {
    OperationCases all = new OperationCases();
    all.leaves();
    all.unary();
    all.binary();
    all.where();
    all.reductions();
    all.products();
    all.shapes();
    all.padding();
    all.tables();
    all.scans();
    new ConvolutionCases(all::add).add();
    return all.cases;
  }

  private Case add(Op op, Function<Graph, Tensor> trace) {
    Case c = Case.of(trace);
    cases.computeIfAbsent(op, o -> new ArrayList<>()).add(c);
    return c;
  }

  private static Tensor x(Graph g, Shape shape) {
    return g.input("x", shape);
  }

  private void leaves() {
    add(Op.INPUT, g -> x(g, Shape.batch(3)));
    add(Op.VARIABLE, g -> g.variable("layer/weight", Shape.of(2, 3)));
    add(Op.VARIABLE, g -> x(g, Shape.batch(3)).mul(g.variable("layer/scale", Shape.of(3))));
    add(Op.CONSTANT, g -> g.constant(Shape.of(2, 2), 1, 2, 3, 1e-30));
    add(Op.CONSTANT, g -> x(g, Shape.batch(2)).add(g.constant(Shape.of(1, 2), 7)));
    add(Op.CONSTANT, g -> g.constant(Shape.of(0, 2)).sum());
    add(Op.NOISE, g -> g.noise(new Noise(Noise.Distribution.NORMAL, "e"), Shape.batch(4)).exp());
    add(Op.NOISE, g -> g.noise(new Noise(Noise.Distribution.UNIFORM, "u"), Shape.of(N)));
    add(Op.ROWS, g -> x(g, Shape.batch(3)).mul(g.rows()));
    add(Op.ROWS, g -> x(g, Shape.of(Dim.of(2), Dim.rows(3))).sum().div(g.rows()));
    add(Op.ROWS, g -> x(g, Shape.batch(3)).mean());
  }

  private void unary() {
    for (Op op : Op.values()) {
      if (op.kind() == Op.Kind.UNARY) {
        SHAPES.forEach(shape -> add(op, g -> x(g, shape).unary(op)).between(0.1, 3));
        add(op, g -> x(g, Shape.batch(200)).unary(op)).between(lowest(op), 20).within(2e-5);
      }
    }
    double inf = Double.POSITIVE_INFINITY;
    double[] special = {0.0, -0.0, 1, -1, inf, -inf, Double.NaN, 1e-30, -1e-30, 88, -88, 0.5, -0.5};
    for (Op op : Op.values()) {
      boolean exact = op != Op.LGAMMA && op != Op.DIGAMMA && op != Op.SIN && op != Op.COS;
      if (op.kind() == Op.Kind.UNARY && exact) {
        add(op, g -> x(g, Shape.batch(special.length)).unary(op)).with("x", special);
      }
    }
    nearZero(Op.EXPM1);
    nearZero(Op.LOG1P);
    add(Op.SOFTPLUS, g -> x(g, Shape.batch(5)).softplus().log()).with("x", -80, -20, -10, -1, 50);
    double[] poles = {
      1e-30, 1e-3, 0.5, 1, 2, 3.999, 4, 20, 1e4, 1e30, -0.5, -1.5, -7.25, -40.5, inf
    };
    add(Op.LGAMMA, g -> x(g, Shape.batch(poles.length)).lgamma()).with("x", poles);
    add(Op.DIGAMMA, g -> x(g, Shape.batch(poles.length - 1)).digamma()).with("x", poles);
    add(Op.LGAMMA, g -> x(g, Shape.batch(4)).lgamma()).with("x", 0, -1, -2, Double.NaN);
  }

  private static double lowest(Op op) {
    return switch (op) {
      case LOG, SQRT, LGAMMA, DIGAMMA -> 0.01;
      case LOG1P -> -0.999;
      default -> -20;
    };
  }

  /** Scaled up, so that what is compared is the relative error. */
  private void nearZero(Op op) {
    for (double scale : new double[] {1e-1, 1e-3, 1e-5, 1e-7, 1e-10, 1e-20}) {
      add(op, g -> x(g, Shape.batch(9)).mul(scale).unary(op).mul(1 / scale)).between(1, 4);
      add(op, g -> x(g, Shape.batch(9)).mul(-scale).unary(op).mul(1 / scale)).between(1, 4);
    }
  }

  private void binary() {
    double[] left = {0, 1, -1, Double.NaN, 2, Double.POSITIVE_INFINITY, -3};
    double[] right = {0, 0, -1, 1, Double.NaN, 2, 2};
    for (Op op : Op.values()) {
      if (op.kind() == Op.Kind.BINARY) {
        SHAPES.forEach(s -> add(op, g -> x(g, s).binary(op, g.input("y2", s))).between(0.1, 3));
        both(op, Shape.batch(5), Shape.of(5));
        both(op, Shape.of(Dim.of(4), N, Dim.of(1)), Shape.batch(3));
        both(op, Shape.of(N, Dim.of(1)), Shape.of(N));
        both(op, Shape.SCALAR, Shape.of(Dim.rows(2), Dim.of(3)));
        add(op, g -> g.input("a", Shape.batch(7)).binary(op, g.input("b", Shape.batch(7))))
            .with("a", left)
            .with("b", right);
      }
    }
    add(Op.POW, g -> x(g, Shape.batch(9)).pow(2)).between(-3, 3);
    add(Op.POW, g -> x(g, Shape.batch(9)).pow(-1.5)).between(0.1, 3);
    add(Op.EQUAL, g -> x(g, Shape.batch(4)).round().equalTo(g.constant(1)));
    add(Op.ADD, g -> x(g, Shape.batch(4)).add(0).mul(1).div(1).sub(0).exp());
    add(Op.MUL, g -> g.constant(1).expand(Shape.batch(4)).mul(x(g, Shape.batch(1))));
  }

  private void both(Op op, Shape a, Shape b) {
    add(op, g -> g.input("a", a).binary(op, g.input("b", b))).between(0.1, 3);
    add(op, g -> g.input("b", b).binary(op, g.input("a", a))).between(0.1, 3);
  }

  private void where() {
    SHAPES.forEach(
        s -> add(Op.WHERE, g -> x(g, s).less(0).where(g.input("a", s), g.input("b", s))));
    add(Op.WHERE, g -> x(g, Shape.batch(3)).where(g.constant(1), g.constant(Double.NaN)))
        .with("x", 0.5, -1, 1e-20);
    add(
            Op.WHERE,
            g -> x(g, Shape.of(3)).where(g.constant(Double.NaN), g.input("b", Shape.batch(1))))
        .with("x", 0, -0.0, 0);
    add(Op.WHERE, g -> x(g, Shape.batch(3)).less(1).mul(2).where(x(g, Shape.batch(3)), g.rows()));
  }

  private void reductions() {
    for (Op op : new Op[] {Op.SUM, Op.REDUCE_MAX, Op.LOG_SUM_EXP}) {
      for (Shape shape : SHAPES) {
        add(op, g -> x(g, shape).reduce(op, false)).within(2e-5);
        for (int axis = 0; axis < shape.rank(); axis++) {
          int a = axis;
          add(op, g -> x(g, shape).reduce(op, axis(a), a));
        }
      }
      add(op, g -> x(g, Shape.of(Dim.of(4), N, Dim.of(3))).reduce(op, true, 0, 2));
      add(op, g -> x(g, Shape.of(Dim.of(4), N, Dim.of(3))).reduce(op, false, 1, 2));
      add(op, g -> x(g, Shape.batch(0)).reduce(op, false, 1));
      add(op, g -> x(g, Shape.batch(3)).reduce(op, false, 1)).with("x", Double.NEGATIVE_INFINITY);
    }
    add(Op.LOG_SUM_EXP, g -> x(g, Shape.batch(5)).logSumExp(1)).between(200, 300);
    add(Op.LOG_SUM_EXP, g -> x(g, Shape.batch(5)).logSumExp(1)).between(-300, -200);
    add(Op.SUM, g -> x(g, Shape.batch(4)).exp().sum(1).sum());
  }

  private static boolean axis(int a) {
    return a % 2 == 0;
  }

  private void products() {
    for (boolean ta : new boolean[] {false, true}) {
      for (boolean tb : new boolean[] {false, true}) {
        product(ta, tb, Shape.batch(5), ta ? N : Dim.of(5), Dim.of(4));
        product(ta, tb, Shape.of(3, 2, 4), Dim.of(ta ? 2 : 4), Dim.of(3));
        product(ta, tb, Shape.of(N, Dim.of(2), Dim.of(3)), Dim.of(ta ? 2 : 3), N);
        product(ta, tb, Shape.of(N, N), N, Dim.of(3));
      }
    }
    add(Op.MATMUL, g -> x(g, Shape.batch(0)).matmul(g.variable("w", Shape.of(0, 3))));
    add(
        Op.MATMUL,
        g ->
            x(g, Shape.of(Dim.of(4), N, Dim.of(3)))
                .matmul(g.variable("w", Shape.of(3, 5)))
                .add(g.variable("b", Shape.of(5))));
    add(
        Op.MATMUL,
        g -> {
          Tensor h = x(g, Shape.batch(3)).matmul(g.variable("w", Shape.of(3, 5)));
          return h.add(g.variable("b", Shape.of(5))).add(h);
        });
    add(
        Op.MATMUL,
        g ->
            g.variable("b", Shape.of(5))
                .add(x(g, Shape.batch(3)).matmul(g.variable("w", Shape.of(5, 3)), false, true)));
  }

  private void product(boolean ta, boolean tb, Shape a, Dim inner, Dim other) {
    Shape matrix = Shape.of(tb ? other : inner, tb ? inner : other);
    Shape stacked = new Shape(join(a.sub(0, a.rank() - 2), matrix));
    add(Op.MATMUL, g -> x(g, a).matmul(g.input("b", matrix), ta, tb));
    add(Op.MATMUL, g -> x(g, a).matmul(g.input("b", stacked), ta, tb));
    add(Op.MATMUL, g -> g.input("b", matrix).matmul(x(g, a), !tb, !ta));
  }

  private static List<Dim> join(Shape a, Shape b) {
    List<Dim> dims = new ArrayList<>(a.dims());
    dims.addAll(b.dims());
    return dims;
  }

  private void shapes() {
    reshape(Shape.batch(6), Shape.batch(2, 3));
    reshape(Shape.batch(6), Shape.of(Dim.rows(2), Dim.of(3)));
    reshape(Shape.of(Dim.rows(3), Dim.of(2)), Shape.of(Dim.of(3), N, Dim.of(2)));
    reshape(Shape.of(N, N, Dim.of(2)), Shape.of(N, Dim.of(2), N));
    reshape(Shape.of(N, Dim.rows(2)), Shape.of(Dim.rows(2), N));
    reshape(Shape.of(6), Shape.of(2, 1, 3));
    reshape(Shape.of(1), Shape.SCALAR);
    add(Op.RESHAPE, g -> x(g, Shape.batch(0)).reshape(Shape.of(Dim.of(0), N)).sum(0));
    expand(Shape.SCALAR, Shape.batch(3));
    expand(Shape.of(3), Shape.batch(3));
    expand(Shape.batch(1), Shape.batch(3));
    expand(Shape.batch(1), Shape.of(Dim.of(2), N, Dim.of(3)));
    expand(Shape.of(1, 2), Shape.of(Dim.rows(3), Dim.of(2)));
    expand(Shape.of(N, Dim.of(1)), Shape.of(N, N));
    expand(Shape.of(2, 1), Shape.of(2, 4));
    add(Op.EXPAND, g -> x(g, Shape.of(1)).expand(Shape.of(4)).add(g.input("b", Shape.batch(1))));
    add(Op.PERMUTE, g -> x(g, Shape.of(N, Dim.of(2), Dim.of(3))).permute(2, 0, 1));
    add(
        Op.PERMUTE,
        g -> x(g, Shape.of(Dim.of(2), N, N, Dim.of(1), Dim.of(3))).permute(4, 2, 3, 1, 0));
    add(Op.SLICE, g -> x(g, Shape.batch(7)).slice(1, 1, 6, 2));
    add(Op.SLICE, g -> x(g, Shape.of(Dim.of(5), N)).slice(0, 0, 5, 3));
    add(Op.SLICE, g -> x(g, Shape.batch(7)).slice(1, 3, 3).sum(1));
    add(
        Op.CONCAT,
        g -> Tensor.concat(1, List.of(x(g, Shape.batch(3)), g.input("b", Shape.batch(2)))));
    add(
        Op.CONCAT,
        g ->
            Tensor.concat(
                0,
                List.of(
                    x(g, Shape.of(Dim.of(1), N)), g.constant(0).expand(Shape.of(Dim.of(2), N)))));
  }

  private void reshape(Shape from, Shape to) {
    add(Op.RESHAPE, g -> x(g, from).reshape(to).add(g.input("carrier", Shape.of(N)).sum()));
  }

  private void expand(Shape from, Shape to) {
    add(Op.EXPAND, g -> x(g, from).expand(to).add(g.input("carrier", Shape.of(N)).sum()));
    add(Op.EXPAND, g -> x(g, from).expand(to).sum(0).add(g.input("carrier", Shape.of(N)).sum()));
    add(
        Op.EXPAND,
        g ->
            x(g, from)
                .expand(to)
                .permute(reversed(to.rank()))
                .add(g.input("carrier", Shape.of(N)).sum()));
  }

  private static int[] reversed(int rank) {
    return IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
  }

  private void padding() {
    for (int interior = 0; interior < 3; interior++) {
      int between = interior;
      add(Op.PAD, g -> x(g, Shape.batch(3)).pad(1, 2, 1, between, 0.5));
      add(Op.PAD, g -> x(g, Shape.batch(3)).pad(1, 0, 0, between + 1, -1));
      add(Op.PAD, g -> x(g, Shape.of(Dim.of(3), N, N)).pad(0, 0, 1, between, 0));
      add(Op.PAD, g -> x(g, Shape.of(4)).pad(0, 1, 0, between, 0));
      add(Op.PAD, g -> x(g, Shape.batch(1)).pad(1, 1, 1, between, 0));
    }
    add(Op.PAD, g -> x(g, Shape.batch(0)).pad(1, 1, 2, 1, 3));
  }

  private void tables() {
    for (Shape table : List.of(Shape.of(4), Shape.of(4, 3), Shape.of(4, 2, 2))) {
      for (Shape places :
          List.of(Shape.SCALAR, Shape.of(5), Shape.of(N), Shape.of(N, N, Dim.of(2)))) {
        add(Op.GATHER, g -> g.variable("table", table).gather(g.input("i", places)))
            .with("i", 3, 0, 1, 1, 3);
        Shape rows = new Shape(join(places, table.sub(1, table.rank())));
        add(Op.SCATTER_ADD, g -> x(g, rows).scatterAdd(g.input("i", places), table))
            .with("i", 3, 0, 1, 1, 3);
      }
    }
    add(
            Op.SCATTER_ADD,
            g -> x(g, Shape.batch(0)).scatterAdd(g.input("i", Shape.of(N)), Shape.of(3, 0)))
        .with("i", 1);
  }

  private void scans() {
    add(Op.SCAN, g -> Functions.cumulativeSum(x(g, Shape.batch(4, 2)), 1));
    add(Op.SCAN, g -> Functions.cumulativeSum(x(g, Shape.of(1)), 0));
    for (boolean reverse : List.of(false, true)) {
      add(
          Op.SCAN,
          g -> {
            SequenceScan scan = SequenceScan.of(g, 3, reverse);
            Tensor part = scan.sequence(x(g, Shape.batch(2).withLeading(Dim.of(3))));
            Tensor a = scan.state(g.constant(0.5).expand(Shape.batch(2)));
            Tensor b = scan.state(g.variable("first", Shape.of(2)));
            Tensor w = scan.shared(g.variable("weight", Shape.of(2, 2)));
            Tensor rows = scan.body().rows().mul(0.01).expand(Shape.batch(2));
            Tensor next = a.matmul(w).add(part).add(rows).tanh();
            scan.next(a, next);
            scan.next(b, b.mul(0.5).add(part.slice(-1, 0, 1).sum().softplus()));
            Tensor product = scan.summed(next.matmul(part, true, false));
            Tensor sums = scan.summed(next).matmul(product);
            Tensor each = scan.stacked(next.sub(a).mul(b)).add(scan.last(b));
            return each.add(scan.last(a)).add(sums);
          });
      add(
          Op.SCAN,
          g -> {
            // nothing to scan: only what each step hands on
            SequenceScan scan = SequenceScan.of(g, 4, reverse);
            Tensor a = scan.state(x(g, Shape.batch(2)));
            scan.next(a, a.mul(0.5).add(scan.shared(g.variable("first", Shape.of(2)))).tanh());
            return scan.stacked(a.mul(2)).sum(0).add(scan.last(a));
          });
      add(
          Op.SCAN,
          g -> {
            // nothing handed on, and nothing to scan
            SequenceScan scan = SequenceScan.of(g, 3, reverse);
            return scan.stacked(scan.shared(x(g, Shape.batch(2))).exp());
          });
      add(
          Op.SCAN,
          g -> {
            SequenceScan scan = SequenceScan.of(g, 3, reverse);
            Tensor part = scan.sequence(x(g, Shape.batch(2).withLeading(Dim.of(3))));
            return scan.summed(part.exp());
          });
    }
  }

  /** Geometry with the same numbers in both directions. */
  static ConvolutionGeometry square(
      int size, int in, int kernel, int out, int stride, int pad, int groups) {
    return new ConvolutionGeometry(
        size, size, in, kernel, kernel, out, stride, stride, pad, pad, pad, pad, groups);
  }
}
