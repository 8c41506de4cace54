package dev.vae.export.internal.lower;

import dev.vae.export.internal.onnx.Attribute;
import dev.vae.export.internal.onnx.OnnxType;
import java.util.List;
import java.util.Map;

/**
 * A value of an {@link OnnxGraph}, with the operations that formulas are written in.
 *
 * @param type of its elements
 */
public record Term(OnnxGraph graph, OnnxType type, String name) {

  private Term same(String op, Term... others) {
    return of(type, op, Map.of(), others);
  }

  private Term of(OnnxType to, String op, Map<String, Attribute> attributes, Term... others) {
    Term[] all = new Term[others.length + 1];
    all[0] = this;
    System.arraycopy(others, 0, all, 1, others.length);
    return graph.op(to, op, attributes, all);
  }

  /** Adds. */
  public Term plus(Term other) {
    return same("Add", other);
  }

  /** Adds a number. */
  public Term plus(double other) {
    return plus(graph.number(other));
  }

  /** Subtracts. */
  public Term minus(Term other) {
    return same("Sub", other);
  }

  /** Subtracts a number. */
  public Term minus(double other) {
    return minus(graph.number(other));
  }

  /** Multiplies element by element. */
  public Term times(Term other) {
    return same("Mul", other);
  }

  /** Multiplies by a number. */
  public Term times(double other) {
    return times(graph.number(other));
  }

  /** Divides. */
  public Term over(Term other) {
    return same("Div", other);
  }

  /** Divides by a number. */
  public Term over(double other) {
    return over(graph.number(other));
  }

  /** Multiplies matrices. */
  public Term matmul(Term other) {
    return same("MatMul", other);
  }

  /** Changes the sign. */
  public Term neg() {
    return same("Neg");
  }

  /** Returns the logarithm, or another function of one value, by the operator's name. */
  public Term apply(String op) {
    return same(op);
  }

  /** Returns the larger one. */
  public Term max(double other) {
    return same("Max", graph.number(other));
  }

  /** Returns the smaller one. */
  public Term min(double other) {
    return same("Min", graph.number(other));
  }

  /** Returns the larger one, element by element. */
  public Term max(Term other) {
    return same("Max", other);
  }

  /** Returns the smaller one, element by element. */
  public Term min(Term other) {
    return same("Min", other);
  }

  /** Multiplies by itself. */
  public Term square() {
    return times(this);
  }

  /** Whether less. */
  public Term less(Term other) {
    return of(OnnxType.BOOL, "Less", Map.of(), other);
  }

  /** Whether at least. */
  public Term atLeast(Term other) {
    return of(OnnxType.BOOL, "GreaterOrEqual", Map.of(), other);
  }

  /** Whether more than a number. */
  public Term more(double other) {
    return of(OnnxType.BOOL, "Greater", Map.of(), graph.number(other));
  }

  /** Whether equal. */
  public Term equal(Term other) {
    return of(OnnxType.BOOL, "Equal", Map.of(), other);
  }

  /** Whether equal to a number. */
  public Term equal(double other) {
    return equal(graph.number(other));
  }

  /** Whether it is no number; with {@code IsInf}, whether it is infinite. */
  public Term is(String op) {
    return of(OnnxType.BOOL, op, Map.of());
  }

  /** Whether both. */
  public Term and(Term other) {
    return same("And", other);
  }

  /** Whether one of both. */
  public Term or(Term other) {
    return same("Or", other);
  }

  /** Whether not. */
  public Term not() {
    return same("Not");
  }

  /** Returns one of two values by this truth value. */
  public Term choose(Term yes, Term no) {
    return graph.op(yes.type(), "Where", Map.of(), this, yes, no);
  }

  /** Returns a number where this is true, else a value. */
  public Term choose(double yes, Term no) {
    return choose(graph.number(yes), no);
  }

  /** Returns the same as another type. */
  public Term as(OnnxType to) {
    return to == type ? this : of(to, "Cast", Map.of("to", Attribute.of(to.code())));
  }

  /** Returns the same as double precision; truth values as 1 and 0. */
  public Term asDouble() {
    return as(OnnxType.DOUBLE);
  }

  /** Returns the elements in another shape, -1 for what is left. */
  public Term reshape(long... shape) {
    return same("Reshape", graph.longs(shape));
  }

  /** Adds axes of length 1. */
  public Term unsqueeze(long... axes) {
    return same("Unsqueeze", graph.longs(axes));
  }

  /** Takes away axes of length 1. */
  public Term squeeze(long... axes) {
    return same("Squeeze", graph.longs(axes));
  }

  /** Returns the axes in another order. */
  public Term transpose(long... order) {
    return of(type, "Transpose", Map.of("perm", Attribute.ints(order)));
  }

  /** Sums along an axis, which goes. */
  public Term sum(long axis) {
    return reduce("ReduceSum", axis, false);
  }

  /** Reduces an axis, by {@code ReduceSum}, {@code ReduceMax} and the like. */
  public Term reduce(String op, long axis, boolean keep) {
    return of(type, op, Map.of("keepdims", Attribute.of(keep ? 1 : 0)), graph.longs(axis));
  }

  /** Returns a part of an axis. */
  public Term slice(long axis, long from, long to) {
    return same("Slice", graph.longs(from), graph.longs(to), graph.longs(axis));
  }

  /** Returns one place of an axis, which goes. */
  public Term at(long axis, long index) {
    return slice(axis, index, index + 1).squeeze(axis);
  }

  /** Returns elements of an axis by their indices. */
  public Term gather(long axis, Term indices) {
    return of(type, "Gather", Map.of("axis", Attribute.of(axis)), indices);
  }

  /** Returns the elements of the last axis at these indices, of as many axes. */
  public Term gatherLast(Term indices) {
    return of(type, "GatherElements", Map.of("axis", Attribute.of(-1)), indices);
  }

  /** Returns the sums of the last axis up to each element. */
  public Term runningSum() {
    return same("CumSum", graph.op(OnnxType.INT64, "Squeeze", Map.of(), graph.longs(-1)));
  }

  /** Returns the last axis in ascending order, and where each element stood. */
  public List<Term> sorted(long count) {
    Map<String, Attribute> how =
        Map.of("axis", Attribute.of(-1), "largest", Attribute.of(0), "sorted", Attribute.of(1));
    return graph.ops(List.of(type, OnnxType.INT64), "TopK", how, this, graph.longs(count));
  }

  /** Returns the smallest values of the last axis, ascending. */
  public Term smallest(long count) {
    return sorted(count).get(0);
  }

  /**
   * Returns where the largest value of the last axis stands, the first of equals; the axis stays.
   */
  public Term largest() {
    Map<String, Attribute> how = Map.of("axis", Attribute.of(-1), "keepdims", Attribute.of(1));
    return of(OnnxType.INT64, "ArgMax", how);
  }

  /** Returns a list of one: the length of an axis. */
  public Term length(long axis) {
    return of(
        OnnxType.INT64,
        "Shape",
        Map.of("start", Attribute.of(axis), "end", Attribute.of(axis + 1)));
  }

  /** Repeats along axes of length 1 to these lengths, a list; 1 leaves an axis as it is. */
  public Term expand(Term... lengths) {
    return same("Expand", graph.concat(0, List.of(lengths)));
  }
}
