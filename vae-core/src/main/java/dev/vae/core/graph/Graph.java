package dev.vae.core.graph;

import dev.vae.core.graph.attribute.Attributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A growing list of operations on symbolic tensors. Operations are called on {@link Tensor}; this
 * class makes the leaves, keeps names unique and knows the current scope. Not safe for use by
 * several threads.
 */
public final class Graph {
  /** Constants are part of programs and of exported files. */
  private static final long MOST_CONSTANTS = 1 << 25;

  private final List<Tensor> tensors = new ArrayList<>();
  private final Map<String, Tensor> named = new HashMap<>();
  private final Deque<String> scopes = new ArrayDeque<>();
  private final Deque<String> callers = new ArrayDeque<>();
  private int limit = Integer.MAX_VALUE;

  /** An empty graph. */
  public Graph() {}

  /**
   * Sets how many tensors there can be at most, so that a small description cannot stand for
   * endless work.
   *
   * @param most from then on, one more is refused
   */
  public void limit(int most) {
    limit = most;
  }

  /**
   * A named part of the model; closed at its end. Names of nodes and errors carry the path of open
   * scopes.
   */
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Opens a scope: all nodes made until it is closed carry its name.
   *
   * @param name a name such as {@code encoder} or {@code 0.dense}
   */
  public Scope scope(String name) {
    scopes.addLast(name);
    callers.addLast(name);
    return () -> {
      scopes.removeLast();
      callers.removeLast();
    };
  }

  /**
   * Opens a scope outside all others, which are back when it is closed: for a part of the model
   * that is traced when another first asks for it.
   */
  public Scope rootScope(String name) {
    Scope before = restoring();
    scopes.clear();
    callers.clear();
    scopes.addLast(name);
    callers.addLast(name);
    return before;
  }

  /**
   * Opens again, outside all others, the scope in which something was made, which is called only
   * now. {@link #callerPath} stays what it is.
   *
   * @param path its path as {@link #scopePath} gave it
   */
  public Scope reopen(String path) {
    Scope before = restoring();
    scopes.clear();
    if (!path.isEmpty()) {
      scopes.addLast(path);
    }
    return before;
  }

  private Scope restoring() {
    List<String> outer = List.copyOf(scopes);
    List<String> outerCallers = List.copyOf(callers);
    return () -> {
      scopes.clear();
      scopes.addAll(outer);
      callers.clear();
      callers.addAll(outerCallers);
    };
  }

  /** Returns the path of open scopes, such as {@code encoder/0.dense}; empty outside all scopes. */
  public String scopePath() {
    return String.join("/", scopes);
  }

  /**
   * Returns the path of the scopes that were opened to get here, by which noise is named: that of
   * the caller, where the scope of something made before was opened again.
   */
  public String callerPath() {
    return String.join("/", callers);
  }

  /**
   * Returns a value given at every run. The same name with the same shape gives the same tensor.
   */
  public Tensor input(String name, Shape shape) {
    return leaf(Op.INPUT, name, shape, new Attributes.Named(name));
  }

  /**
   * Returns a named array that lives from run to run. The same name with the same shape gives the
   * same tensor.
   */
  public Tensor variable(String name, Shape shape) {
    if (!shape.isConstant()) {
      throw new ShapeException(
          "variable '" + name + "' of shape " + shape + " cannot depend on the batch");
    }
    return leaf(Op.VARIABLE, name, shape, new Attributes.Named(name));
  }

  /**
   * Returns random numbers.
   *
   * @param shape at most one axis depends on the batch, and is {@code N} itself
   */
  public Tensor noise(Noise noise, Shape shape) {
    boolean fits =
        shape.dims().stream().noneMatch(d -> d.batch() && d.factor() != 1)
            && shape.batchAxes() <= 1;
    if (!fits) {
      throw new ShapeException(
          "noise '"
              + noise.stream()
              + "' of shape "
              + shape
              + ": at most one axis may depend on the batch, and it must be N");
    }
    return leaf(Op.NOISE, noise.stream(), shape, noise);
  }

  /** Returns a single fixed number. */
  public Tensor constant(double value) {
    return add(Op.CONSTANT, List.of(), new Attributes.Constant(new double[] {value}), Shape.SCALAR);
  }

  /**
   * Returns fixed numbers in row-major order; a single one fills the shape. The array is copied.
   */
  public Tensor constant(Shape shape, double... values) {
    if (!shape.isConstant() || values.length != 1 && values.length != shape.elements()) {
      throw new ShapeException(
          values.length + " numbers do not fill a constant of shape " + shape + in());
    }
    return add(Op.CONSTANT, List.of(), new Attributes.Constant(values.clone()), shape);
  }

  /**
   * Returns an array of zeros to make a constant of, after a check that it is not too large to be
   * one.
   *
   * @param lengths those of the constant's axes
   * @throws ShapeException if there would be more than 33,554,432 numbers; none were allocated then
   */
  public double[] zeros(int... lengths) {
    Shape shape = Shape.of(lengths);
    long numbers = 1;
    for (int length : lengths) {
      numbers = Math.min(MOST_CONSTANTS + 1, numbers * length);
    }
    if (numbers > MOST_CONSTANTS) {
      throw new ShapeException(
          "a constant of shape "
              + shape
              + in()
              + " has more than "
              + MOST_CONSTANTS
              + " numbers; make the model smaller");
    }
    return new double[(int) numbers];
  }

  /** Returns the number of rows {@code N}, as a scalar. */
  public Tensor rows() {
    return add(Op.ROWS, List.of(), Attributes.NONE, Shape.SCALAR);
  }

  /** Returns all tensors, in the order they were made: operands come before what uses them. */
  public List<Tensor> tensors() {
    return Collections.unmodifiableList(tensors);
  }

  /** Returns the tensors that the given ones need, themselves included, operands first. */
  public static List<Tensor> closure(Collection<Tensor> roots) {
    return closure(roots, Set.of());
  }

  /** The same, without what only some that are known need; these are included. */
  static List<Tensor> closure(Collection<Tensor> roots, Set<Tensor> known) {
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> todo = new ArrayDeque<>(roots);
    while (!todo.isEmpty()) {
      Tensor t = todo.removeLast();
      if (seen.add(t) && !known.contains(t)) {
        todo.addAll(t.operands());
      }
    }
    List<Tensor> list = new ArrayList<>(seen);
    list.sort((a, b) -> Integer.compare(a.id(), b.id()));
    return list;
  }

  private Tensor leaf(Op op, String name, Shape shape, Attributes attributes) {
    Tensor known = named.get(name);
    if (known == null) {
      known = add(op, List.of(), attributes, shape);
      named.put(name, known);
    } else if (known.op() != op
        || !known.shape().equals(shape)
        || !known.attributes().equals(attributes)) {
      throw new ShapeException(
          op
              + " '"
              + name
              + "' of shape "
              + shape
              + in()
              + " is already there as "
              + known.op()
              + " of shape "
              + known.shape());
    }
    return known;
  }

  Tensor add(Op op, List<Tensor> operands, Attributes attributes, Shape shape) {
    if (tensors.size() >= limit) {
      throw new ShapeException(
          "there are more than "
              + limit
              + " operations"
              + in()
              + "; make the model smaller: fewer layers, steps or components");
    }
    Tensor t = new Tensor(this, tensors.size(), op, operands, attributes, shape, scopePath());
    tensors.add(t);
    return t;
  }

  /** The current scope as the end of a sentence. */
  String in() {
    return scopes.isEmpty() ? "" : " in " + scopePath();
  }
}
