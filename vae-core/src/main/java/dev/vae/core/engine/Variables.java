package dev.vae.core.engine;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.compile.Sizes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * The values of a graph's variables, which are a model's parameters and states, by name, in the
 * order they were added. Programs compiled with the same Variables share them: a training step
 * writes what the next validation reads.
 *
 * <p>Any number of threads may read at a time. Whoever reads more than one number that belongs
 * together does it within {@link #reading}; whoever writes, within {@link #writing}. Programs do so
 * for each run.
 */
public final class Variables {

  /**
   * One variable: {@code size} floats from {@code at} in an array that may be longer.
   *
   * @param trained whether an optimizer changes it
   */
  public record Variable(
      String name, Shape shape, boolean trained, float[] array, int at, int size) {

    /** Returns a copy of the numbers, row-major. */
    public float[] values() {
      return java.util.Arrays.copyOfRange(array, at, at + size);
    }

    /** Puts numbers in place. */
    public void set(float[] values) {
      if (values.length != size) {
        throw new IllegalArgumentException(
            "variable '"
                + name
                + "' of shape "
                + shape
                + " takes "
                + size
                + " numbers, not "
                + values.length);
      }
      System.arraycopy(values, 0, array, at, size);
    }
  }

  /**
   * G1 puts large arrays at a 64-byte boundary less 48 bytes: from here on, vectors are aligned.
   */
  private static final int ALIGN = 12;

  /**
   * Floats behind: the last vectors of a matrix may reach beyond it, so that products need no copy.
   */
  private static final int BEHIND = 32;

  private final Map<String, Variable> variables = new LinkedHashMap<>();
  private final ReentrantReadWriteLock lock;
  private boolean closed;
  private volatile boolean frozen;

  /** No variables yet. */
  public Variables() {
    // fair, or a training that writes step after step would let nobody read
    this(new ReentrantReadWriteLock(true));
  }

  private Variables(ReentrantReadWriteLock lock) {
    this.lock = lock;
  }

  /**
   * Makes a set of the same variables, to which more can be added: a program over either sees what
   * one over the other writes, never half of it.
   */
  public static Variables sharing(Variables others) {
    Variables shared = new Variables(others.lock);
    shared.variables.putAll(others.variables);
    shared.frozen = others.frozen;
    return shared;
  }

  /**
   * Reads while nobody writes; waits for a training step that is just being done. Within, the
   * values are those of one moment. Readings may be nested.
   */
  public <T> T reading(Supplier<T> what) {
    lock.readLock().lock();
    try {
      return what.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Writes while nobody reads; waits for those who do.
   *
   * @throws IllegalStateException if this thread is itself reading, or the values are final
   */
  public void writing(Runnable what) {
    if (lock.getReadHoldCount() > 0) {
      throw new IllegalStateException(
          "a model cannot be trained from within its own use: let the estimate or call that this"
              + " thread is in end first");
    }
    lock.writeLock().lock();
    try {
      if (frozen) {
        throw new IllegalStateException(
            "these values are final: the model is in use by a predictor; train the model that the"
                + " predictor was made of");
      }
      what.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * Adds a variable of zeros.
   *
   * @throws IllegalArgumentException if the name is taken, or there is not enough memory
   * @throws IllegalStateException if there can be no more
   */
  public Variable add(String name, Shape shape, boolean trained) {
    checkOpen(name);
    Variable v = new Variable(name, shape, trained, zeros(name, shape), ALIGN, shape.elements());
    if (variables.putIfAbsent(name, v) != null) {
      throw new IllegalArgumentException("there is already a variable '" + name + "'");
    }
    return v;
  }

  /**
   * Checks that there can be memory for variables, before any of it is taken.
   *
   * @throws IllegalArgumentException if there is not; the message names the largest
   */
  public static void checkMemory(Map<String, Shape> shapes) {
    long bytes = 0;
    String largest = "";
    long elements = -1;
    for (var entry : shapes.entrySet()) {
      long here = entry.getValue().elements(1);
      bytes += here * Float.BYTES;
      if (here > elements) {
        largest = entry.getKey();
        elements = here;
      }
    }
    long most = Runtime.getRuntime().maxMemory();
    if (bytes > most) {
      throw new IllegalArgumentException(
          "variables, the largest '"
              + largest
              + "' of shape "
              + shapes.get(largest)
              + ", need "
              + Sizes.text(bytes)
              + " of memory, this JVM has "
              + Sizes.text(most)
              + " for everything; make the model smaller or raise -Xmx");
    }
  }

  private static float[] zeros(String name, Shape shape) {
    String what = "variable '" + name + "' of shape " + shape;
    long floats = shape.elements(1);
    if (floats > Integer.MAX_VALUE - 64L) {
      throw new IllegalArgumentException(
          what
              + " has "
              + floats
              + " numbers, more than an array can hold; make the model smaller");
    }
    return Sizes.allocate(
        (int) (ALIGN + floats + BEHIND),
        what + " needs " + Sizes.text(floats * Float.BYTES) + " of memory",
        "make the model smaller");
  }

  /** Makes these all there are: from now on none can be added. */
  public void close() {
    closed = true;
  }

  /**
   * Makes the values final, so that programs compiled from now on may keep what they make of them,
   * such as weights laid out for their loops. {@link #writing} is refused from now on.
   */
  public void freeze() {
    lock.writeLock().lock();
    try {
      frozen = true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Whether the values are final. */
  boolean frozen() {
    return frozen;
  }

  private void checkOpen(String name) {
    if (closed) {
      throw new IllegalStateException(
          "variable '" + name + "' cannot be added: the model that these belong to is built");
    }
  }

  /** Whether there is a variable of this name. */
  public boolean has(String name) {
    return variables.containsKey(name);
  }

  /**
   * Returns the variable of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Variable get(String name) {
    Variable v = variables.get(name);
    if (v == null) {
      throw new IllegalArgumentException("there is no variable '" + name + "'");
    }
    return v;
  }

  /** Returns all, in the order they were added. */
  public Map<String, Variable> all() {
    return Collections.unmodifiableMap(variables);
  }
}
