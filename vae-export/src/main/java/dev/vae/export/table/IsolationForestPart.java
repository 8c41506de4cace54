package dev.vae.export.table;

import dev.vae.data.internal.outlier.IsolationTree;
import dev.vae.data.internal.outlier.ReferenceRows;
import dev.vae.data.tabular.ColumnEncoding;
import dev.vae.data.tabular.formula.MemberFormula;
import dev.vae.export.internal.lower.OnnxGraph;
import dev.vae.export.internal.lower.Term;
import dev.vae.export.table.column.Cells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * What random cuts say: the trees of all members at once, from the deepest cuts up. The length of a
 * path from a cut on is that of one side or the other, or of both by their fractions where the
 * cut's value is missing.
 */
@NullUnmarked // no null leaves it
final class IsolationForestPart {
  private final OnnxGraph graph;
  private final List<ColumnEncoding> columns;

  IsolationForestPart(OnnxGraph graph, List<ColumnEncoding> columns) {
    this.graph = graph;
    this.columns = columns;
  }

  private record Node(IsolationTree tree, int index) {
    IsolationTree.Cut cut() {
      return tree.cuts().get(index);
    }

    Node child(boolean off) {
      return new Node(tree, off ? cut().off() : cut().rest());
    }
  }

  /** Minus the mean number of cuts by each member's trees, {@code [members, N]}. */
  Term of(Cells cells, Term units, List<MemberFormula> members) {
    Term values = units.over(ReferenceRows.ROUNDED).transpose(1, 0);
    Term observed = cells.observed().transpose(1, 0);
    Term zeros = values.slice(0, 0, 1).times(0);
    List<Node> roots = new ArrayList<>();
    members.forEach(m -> m.trees().forEach(tree -> roots.add(new Node(tree, 0))));
    List<List<Node>> depths = new ArrayList<>();
    for (List<Node> at = cuts(roots); !at.isEmpty(); at = cuts(children(at))) {
      depths.add(at);
    }
    Term below = zeros;
    Map<Node, Integer> places = new HashMap<>();
    for (int depth = depths.size() - 1; depth >= 0; depth--) {
      List<Node> nodes = depths.get(depth);
      Term off = lengths(nodes.stream().map(n -> n.child(true)).toList(), places, below);
      Term rest = lengths(nodes.stream().map(n -> n.child(false)).toList(), places, below);
      Term goes = goes(nodes, values, observed);
      Term own = rest.plus(goes.times(off.minus(rest)));
      places = new HashMap<>();
      for (int i = 0; i < nodes.size(); i++) {
        places.put(nodes.get(i), i + 1);
      }
      below = graph.concat(0, List.of(zeros, own));
    }
    int trees = members.get(0).trees().size();
    Term all = lengths(roots, places, below);
    return all.reshape(members.size(), trees, -1).reduce("ReduceMean", 1, false).neg();
  }

  /** Those that cut, columns of numbers first. */
  private List<Node> cuts(List<Node> nodes) {
    List<Node> cuts = new ArrayList<>();
    for (boolean category : new boolean[] {false, true}) {
      nodes.stream().filter(n -> !n.cut().leaf() && category(n) == category).forEach(cuts::add);
    }
    return cuts;
  }

  private static List<Node> children(List<Node> nodes) {
    List<Node> children = new ArrayList<>();
    nodes.forEach(n -> children.addAll(List.of(n.child(true), n.child(false))));
    return children;
  }

  private boolean category(Node node) {
    return columns.get(node.cut().column()).category();
  }

  /** The lengths from these nodes on: of leaves they are known, of cuts they stand below. */
  private Term lengths(List<Node> nodes, Map<Node, Integer> places, Term below) {
    long[] at = new long[nodes.size()];
    double[] known = new double[nodes.size()];
    for (int i = 0; i < at.length; i++) {
      IsolationTree.Cut cut = nodes.get(i).cut();
      at[i] = cut.leaf() ? 0 : places.get(nodes.get(i));
      known[i] = cut.leaf() ? cut.length() : 0;
    }
    return below.gather(0, graph.longs(at)).plus(column(known));
  }

  /** How much of each row is cut off, {@code [nodes, N]}. */
  private Term goes(List<Node> nodes, Term values, Term observed) {
    long[] at = nodes.stream().mapToLong(n -> n.cut().column()).toArray();
    double[] cuts = nodes.stream().mapToDouble(n -> n.cut().cut()).toArray();
    double[] fractions = nodes.stream().mapToDouble(n -> n.cut().fraction()).toArray();
    int numbers = (int) nodes.stream().filter(n -> !category(n)).count();
    Term value = values.gather(0, graph.longs(at));
    List<Term> off = new ArrayList<>();
    if (numbers > 0) {
      off.add(part(value, 0, numbers, at.length).less(column(cuts, 0, numbers)));
    }
    if (numbers < at.length) {
      off.add(part(value, numbers, at.length, at.length).equal(column(cuts, numbers, at.length)));
    }
    // what Where does, but several times as fast where one side is repeated
    Term fraction = column(fractions);
    Term there = observed.gather(0, graph.longs(at));
    return there.times(graph.concat(0, off).asDouble().minus(fraction)).plus(fraction);
  }

  private static Term part(Term value, int from, int to, int all) {
    return from == 0 && to == all ? value : value.slice(0, from, to);
  }

  private Term column(double... values) {
    return graph.doubles(List.of((long) values.length, 1L), values);
  }

  private Term column(double[] values, int from, int to) {
    return column(java.util.Arrays.copyOfRange(values, from, to));
  }
}
