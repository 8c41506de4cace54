package dev.vae.export.internal.lower;

import java.util.Set;

/** A value of the ONNX graph, with the operations that formulas are written in. */
record Value(Emitter out, String name) {

  /** Nodes that give truth values. */
  static final Set<String> TRUTHS = Set.of("Equal", "Less", "LessOrEqual");

  private Value unary(String type) {
    return new Value(out, out.emit(type, name));
  }

  private Value binary(String type, Value other) {
    return new Value(out, out.emit(type, name, other.name));
  }

  private Value number(double value) {
    return new Value(out, out.number(value));
  }

  Value plus(Value other) {
    return binary("Add", other);
  }

  Value plus(double other) {
    return other == 0 ? this : plus(number(other));
  }

  Value minus(Value other) {
    return binary("Sub", other);
  }

  Value minus(double other) {
    return minus(number(other));
  }

  /** other − this. */
  Value from(double other) {
    return number(other).minus(this);
  }

  Value times(Value other) {
    return binary("Mul", other);
  }

  Value times(double other) {
    return times(number(other));
  }

  Value over(Value other) {
    return binary("Div", other);
  }

  /** other / this. */
  Value under(double other) {
    return number(other).over(this);
  }

  Value max(double other) {
    return binary("Max", number(other));
  }

  Value abs() {
    return unary("Abs");
  }

  Value neg() {
    return unary("Neg");
  }

  Value exp() {
    return unary("Exp");
  }

  Value log() {
    return unary("Log");
  }

  Value tanh() {
    return unary("Tanh");
  }

  Value sin() {
    return unary("Sin");
  }

  Value cos() {
    return unary("Cos");
  }

  Value round() {
    return unary("Round");
  }

  /** A truth value. */
  Value equalTo(double other) {
    return binary("Equal", number(other));
  }

  /** A truth value. */
  Value less(double other) {
    return binary("Less", number(other));
  }

  /** One of two, by this truth value. */
  Value choose(Value yes, Value no) {
    return new Value(out, out.emit("Where", name, yes.name, no.name));
  }

  /** One of two, by this truth value. */
  Value choose(double yes, Value no) {
    return choose(number(yes), no);
  }
}
