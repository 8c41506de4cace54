package dev.vae.core.graph;

import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A loop over the steps of sequences: a body, written once in a graph of its own, is computed for
 * each step with that step's part of every sequence and with what the step before handed on. Graph,
 * program and exported file have the size of one step, however many there are.
 *
 * <pre>{@code
 * SequenceScan scan = SequenceScan.of(graph, steps, false);
 * Tensor x = scan.sequence(xs);          // xs [steps, N, 8], x [N, 8] in the body
 * Tensor sum = scan.state(zeros);        // zeros [N, 8]: what the first step finds
 * Tensor next = sum.add(x);
 * scan.next(sum, next);
 * Tensor sums = scan.stacked(next);      // [steps, N, 8]
 * }</pre>
 *
 * <p>The body reads nothing of the outer graph but what {@link #sequence}, {@link #state} and
 * {@link #shared} let in, and draws no noise. Every result is a node of its own ({@link Op#SCAN});
 * all results of one scan are computed in one loop.
 */
public final class SequenceScan {

  /** How an operand enters the body. */
  public enum Entry {
    /** One part of it for each step, along its first axis. */
    SEQUENCE,
    /** What the first step finds; later ones find what the step before handed on. */
    STATE,
    /** The same for all steps. */
    SHARED
  }

  /**
   * An operand as the body sees it.
   *
   * @param inside an input of the body
   */
  public record Slot(Entry entry, Tensor inside) {}

  /** What of a value of the body a result is. */
  public enum Form {
    /** The value in all steps. */
    STACKED,
    /** A state after the last step. */
    LAST,
    /** The sum of the value over all steps. */
    SUMMED
  }

  /**
   * Which value of a loop's body a node gives.
   *
   * @param result a tensor of the body; for {@link Form#LAST} a state
   */
  public record Result(SequenceScan scan, Tensor result, Form form) implements Attributes {
    /** Whether this is a state after the last step. */
    public boolean last() {
      return form == Form.LAST;
    }

    /** Whether both are the same value of equal bodies, as two traces of one part make them. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Result that
          && form == that.form
          && result.id() == that.result.id()
          && (scan == that.scan || scan.doesTheSame(that.scan, this, that));
    }

    @Override
    public int hashCode() {
      return 31 * scan.steps() + 3 * result.id() + form.ordinal();
    }

    @Override
    public String toString() {
      String which =
          switch (form) {
            case STACKED -> "";
            case LAST -> "last ";
            case SUMMED -> "sum of ";
          };
      return scan + ": " + which + "%" + result.id() + " of the body";
    }
  }

  private final Graph graph;
  private final Graph body = new Graph();
  private final int steps;
  private final boolean reverse;
  private final List<Slot> slots = new ArrayList<>();
  private final List<Tensor> operands = new ArrayList<>();
  private final Map<Tensor, Tensor> nexts = new LinkedHashMap<>();
  private boolean complete;

  private SequenceScan(Graph graph, int steps, boolean reverse) {
    this.graph = graph;
    this.steps = steps;
    this.reverse = reverse;
  }

  /**
   * Begins a loop.
   *
   * @param graph where operands come from and results go
   * @param steps the length of all sequences, at least 1
   * @param reverse whether the last step is computed first; results stand in the order of steps
   *     either way
   */
  public static SequenceScan of(Graph graph, int steps, boolean reverse) {
    if (steps < 1) {
      throw new ShapeException("a scan" + graph.in() + " needs at least one step, not " + steps);
    }
    return new SequenceScan(graph, steps, reverse);
  }

  /**
   * Lets a sequence in.
   *
   * @param xs {@code [steps, ...]}
   * @return one step of it, {@code [...]}
   */
  public Tensor sequence(Tensor xs) {
    Shape all = xs.shape();
    if (all.rank() < 1 || !all.dim(0).equals(Dim.of(steps))) {
      throw ShapeRules.misfit(Op.SCAN, "a sequence of " + steps + " steps is expected", xs);
    }
    return enter(Entry.SEQUENCE, xs, all.sub(1, all.rank()));
  }

  /**
   * Lets a state in, which each step finds as the one before left it by {@link #next}.
   *
   * @param first what the first step finds
   */
  public Tensor state(Tensor first) {
    return enter(Entry.STATE, first, first.shape());
  }

  /** Lets in what is the same for all steps, such as weights. */
  public Tensor shared(Tensor x) {
    return enter(Entry.SHARED, x, x.shape());
  }

  private Tensor enter(Entry entry, Tensor x, Shape inside) {
    if (complete) {
      throw new IllegalStateException("operands come before the first result of a scan");
    }
    if (x.graph() != graph) {
      throw new IllegalArgumentException(x + " does not belong to the graph the scan is in");
    }
    Tensor input = body.input("operand" + slots.size(), inside);
    slots.add(new Slot(entry, input));
    operands.add(x);
    return input;
  }

  /**
   * Says what a state is after a step.
   *
   * @param state what {@link #state} gave
   * @param value of the same shape, computed in the body
   */
  public void next(Tensor state, Tensor value) {
    boolean known = slots.stream().anyMatch(s -> s.entry == Entry.STATE && s.inside == state);
    if (!known || !value.shape().equals(state.shape())) {
      throw ShapeRules.misfit(Op.SCAN, "the next value of a state has its shape", state, value);
    }
    nexts.put(state, check(value));
  }

  /**
   * Returns what a value of the body is in all steps.
   *
   * @param value any tensor of the body, {@code [...]}
   * @return {@code [steps, ...]}, in the outer graph
   */
  public Tensor stacked(Tensor value) {
    Shape all = check(value).shape().withLeading(Dim.of(steps));
    return result(operands, new Result(this, value, Form.STACKED), all);
  }

  /**
   * Returns the sum of a value of the body over all steps, added up as the loop goes. Where rows do
   * not touch one another, a value without rows may be a product over rows, as the gradient of
   * weights is: sums of parts of the rows are added behind the loop.
   *
   * @param value any tensor of the body, {@code [...]}
   * @return {@code [...]}, in the outer graph
   */
  public Tensor summed(Tensor value) {
    return result(operands, new Result(this, check(value), Form.SUMMED), value.shape());
  }

  /** Returns a state after the last step, in the outer graph. */
  public Tensor last(Tensor state) {
    next(state);
    return result(operands, new Result(this, state, Form.LAST), state.shape());
  }

  private Tensor result(List<Tensor> from, Result which, Shape shape) {
    for (Slot slot : slots) {
      if (slot.entry == Entry.STATE) {
        next(slot.inside);
      }
    }
    complete = true;
    return graph.add(Op.SCAN, from, which, shape);
  }

  /** Returns another result of the scan that a node is of, of the same operands. */
  public static Tensor sibling(Tensor node, Tensor value) {
    SequenceScan scan = node.attributes(Result.class).scan();
    Shape all = scan.check(value).shape().withLeading(Dim.of(scan.steps));
    var which = new Result(scan, value, Form.STACKED);
    return node.graph().add(Op.SCAN, node.operands(), which, all);
  }

  /**
   * Whether two nodes are results of one scan of the same operands, so that one loop gives both.
   */
  public static boolean together(Tensor a, Tensor b) {
    return a.attributes() instanceof Result x
        && b.attributes() instanceof Result y
        && x.scan() == y.scan()
        && a.operands().equals(b.operands());
  }

  /** Returns the same result of other operands, of the same shapes. */
  public static Tensor copy(Graph graph, Tensor node, List<Tensor> operands) {
    return graph.add(Op.SCAN, operands, node.attributes(), node.shape());
  }

  /** A value of the body that depends on nothing but what was let in. */
  private Tensor check(Tensor value) {
    if (value.graph() != body) {
      throw new IllegalArgumentException(value + " does not belong to the body of the scan");
    }
    for (Tensor t : Graph.closure(List.of(value))) {
      boolean outside =
          t.op() == Op.VARIABLE
              || t.op() == Op.NOISE
              || t.op() == Op.INPUT && slots.stream().noneMatch(s -> s.inside == t);
      if (outside) {
        throw new IllegalArgumentException(
            t + ": a scan's body reads only sequences, states and what is shared");
      }
    }
    return value;
  }

  /** Returns the graph of the body. */
  public Graph body() {
    return body;
  }

  /** Returns how many steps there are. */
  public int steps() {
    return steps;
  }

  /** Whether the last step is computed first. */
  public boolean reverse() {
    return reverse;
  }

  /** Returns how each operand of a result enters the body, in the order of operands. */
  public List<Slot> slots() {
    return List.copyOf(slots);
  }

  /** Returns what a state is after a step, in the body. */
  public Tensor next(Tensor state) {
    Tensor value = nexts.get(state);
    if (value == null) {
      throw new IllegalArgumentException(state + ": nothing says what this state is after a step");
    }
    return value;
  }

  /**
   * Returns one step as a computation: its outputs are {@code next.i} for the state in slot i,
   * where results depend on it, and {@code result.j} for the j-th of some results that is a value
   * in all steps or a sum of them.
   */
  public Computation step(List<Result> results) {
    Set<Tensor> needed = new LinkedHashSet<>();
    for (Result r : results) {
      needed.addAll(states(r.last() ? next(r.result()) : r.result()));
      if (r.last()) {
        needed.add(r.result());
      }
    }
    for (List<Tensor> open = List.copyOf(needed); !open.isEmpty(); ) {
      open = open.stream().flatMap(s -> states(next(s)).stream()).filter(needed::add).toList();
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    for (int i = 0; i < slots.size(); i++) {
      if (needed.contains(slots.get(i).inside)) {
        outputs.put("next." + i, next(slots.get(i).inside));
      }
    }
    for (int j = 0; j < results.size(); j++) {
      if (!results.get(j).last()) {
        outputs.put("result." + j, results.get(j).result());
      }
    }
    return Computation.of(outputs);
  }

  /** Whether a result is computed as another of another scan is, node by node. */
  boolean doesTheSame(SequenceScan other, Result own, Result theirs) {
    return steps == other.steps
        && reverse == other.reverse
        && slots.stream()
            .map(Slot::entry)
            .toList()
            .equals(other.slots.stream().map(Slot::entry).toList())
        && nodes(step(List.of(own))).equals(other.nodes(other.step(List.of(theirs))));
  }

  private List<Object> nodes(Computation step) {
    List<Object> all = new ArrayList<>();
    for (Tensor t : step.tensors()) {
      List<Integer> read = t.operands().stream().map(Tensor::id).toList();
      all.add(List.of(t.id(), t.op(), t.attributes(), t.shape(), read));
    }
    step.outputs().forEach((name, t) -> all.add(List.of(name, t.id())));
    return all;
  }

  private List<Tensor> states(Tensor value) {
    List<Tensor> read = Graph.closure(List.of(value));
    return nexts.keySet().stream().filter(read::contains).toList();
  }

  /** Returns copies of tensors of another graph in this body; what is known is not copied. */
  public Map<Tensor, Tensor> copy(List<Tensor> roots, Map<Tensor, Tensor> known) {
    Map<Tensor, Tensor> done = new IdentityHashMap<>(known);
    for (Tensor t : Graph.closure(roots, known.keySet())) {
      if (!done.containsKey(t)) {
        List<Tensor> moved = t.operands().stream().map(done::get).toList();
        done.put(t, body.add(t.op(), moved, t.attributes(), t.shape()));
      }
    }
    return done;
  }

  @Override
  public String toString() {
    return (reverse ? "backward " : "") + "over " + steps + " steps";
  }
}
