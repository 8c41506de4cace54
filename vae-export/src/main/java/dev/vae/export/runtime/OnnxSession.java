package dev.vae.export.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One of our ONNX files, loaded in onnxruntime. For any number of threads at once: closing waits
 * for the calls that are under way. Buffers are direct and kept for the next call, so that nothing
 * is copied on the way in or out but once.
 */
public final class OnnxSession implements AutoCloseable {
  /** More sets of buffers than this are not kept. */
  private static final int MOST_KEPT = 16;

  private final String label;
  private final OrtSession session;
  private final String provider;
  private final Optional<String> fallback;
  private final List<OnnxPort> inputs;
  private final List<OnnxPort> outputs;

  /** Calls read; closing writes: onnxruntime itself crashes if a session is closed in a call. */
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

  private final Deque<OnnxBuffers> idle = new ArrayDeque<>();
  private boolean closed;

  private OnnxSession(String label, OrtSession session, String provider, Optional<String> fallback)
      throws OrtException {
    this.label = label;
    this.session = session;
    this.provider = provider;
    this.fallback = fallback;
    this.inputs = OnnxPort.of(label, session.getInputInfo().values());
    this.outputs = OnnxPort.of(label, session.getOutputInfo().values());
  }

  /** Where a session is to run. */
  public enum Device {
    /** The processor. */
    CPU,
    /** A GPU by CUDA; an error where that does not work. */
    CUDA,
    /** CUDA where that works, else the processor; {@link OnnxSession#fallback} says why. */
    AUTO
  }

  /**
   * Loads a file.
   *
   * @throws OnnxRuntimeException if onnxruntime refuses it
   */
  public static OnnxSession open(Path file, Device device) {
    return open(file, OnnxSettings.on(device));
  }

  /**
   * Loads a file.
   *
   * @throws OnnxRuntimeException if onnxruntime refuses it, or the device does not work
   */
  public static OnnxSession open(Path file, OnnxSettings settings) {
    String path = file.toString();
    return open(path, settings, (env, options) -> env.createSession(path, options));
  }

  /**
   * Loads a file's bytes.
   *
   * @throws OnnxRuntimeException if onnxruntime refuses them
   */
  public static OnnxSession open(byte[] model, Device device) {
    return open(
        "model", OnnxSettings.on(device), (env, options) -> env.createSession(model, options));
  }

  private interface Opener {
    OrtSession open(OrtEnvironment environment, SessionOptions options) throws OrtException;
  }

  private static OnnxSession open(String label, OnnxSettings settings, Opener opener) {
    Optional<String> fallback = Optional.empty();
    if (settings.device() != Device.CPU) {
      try {
        return open(label, settings, opener, true, fallback);
      } catch (OrtException noCuda) {
        // the jar without CUDA, or a machine without
        String reason = firstLine(noCuda.getMessage());
        if (settings.device() == Device.CUDA) {
          throw new OnnxRuntimeException(
              "CUDA does not run " + label + ": " + reason + "; take AUTO to fall back", noCuda);
        }
        fallback = Optional.of("CUDA does not work here, the processor runs instead: " + reason);
      }
    }
    try {
      return open(label, settings, opener, false, fallback);
    } catch (OrtException e) {
      throw new OnnxRuntimeException(
          "onnxruntime does not load " + label + ": " + e.getMessage(), e);
    }
  }

  private static OnnxSession open(
      String label, OnnxSettings settings, Opener opener, boolean cuda, Optional<String> fallback)
      throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setDeterministicCompute(true);
      // it warns of noise that callers may give or leave out, which is meant
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      if (settings.threads() > 0) {
        options.setIntraOpNumThreads(settings.threads());
      }
      if (cuda) {
        options.addCUDA();
      }
      OrtSession session = opener.open(OrtLifetime.environment(), options);
      return new OnnxSession(label, session, cuda ? "CUDA" : "CPU", fallback);
    }
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "no reason given" : text.strip().lines().findFirst().orElse("");
  }

  /** Returns the version of onnxruntime. */
  public static String runtimeVersion() {
    return OrtLifetime.environment().getVersion();
  }

  /** Returns what runs it: {@code CPU} or {@code CUDA}. */
  public String provider() {
    return provider;
  }

  /** Returns why the processor runs it though a GPU was asked for first; empty if it does not. */
  public Optional<String> fallback() {
    return fallback;
  }

  /** Returns the inputs' names, in the file's order. */
  public Set<String> inputs() {
    return OnnxPort.names(inputs);
  }

  /** Returns the inputs that must be given, and the outputs. */
  List<OnnxPort> ports(boolean given) {
    return given ? inputs : outputs;
  }

  /** Returns the outputs' names, in the file's order. */
  public Set<String> outputs() {
    return OnnxPort.names(outputs);
  }

  /** Returns the properties written into the file. */
  public Map<String, String> metadata() {
    return call(() -> session.getMetadata().getCustomMetadata(), "tell the metadata of " + label);
  }

  /**
   * Runs the model.
   *
   * @param given the values of every input, row-major, their count right for the batch
   * @param rows the number of rows N
   * @return the values of every output
   * @throws IllegalArgumentException if an input is missing or has another number of elements
   * @throws IllegalStateException after {@link #close}
   * @throws OnnxRuntimeException if onnxruntime fails
   */
  public Map<String, float[]> run(Map<String, float[]> given, int rows) {
    return call(
        () -> {
          OnnxBuffers buffers = take(rows);
          boolean whole = false;
          try {
            for (int i = 0; i < inputs.size(); i++) {
              buffers.fill(i, checked(inputs.get(i), given.get(inputs.get(i).name()), rows));
            }
            session.run(buffers.inputs(), Set.of(), buffers.outputs()).close();
            Map<String, float[]> results = new LinkedHashMap<>();
            for (int i = 0; i < outputs.size(); i++) {
              results.put(outputs.get(i).name(), buffers.result(i));
            }
            whole = true;
            return results;
          } finally {
            give(buffers, whole);
          }
        },
        "run " + label + " with " + rows + (rows == 1 ? " row" : " rows"));
  }

  /**
   * Floats of any shape, row-major.
   *
   * @param shape the lengths of axes
   */
  record Floats(float[] values, long[] shape) {}

  private static OnnxTensor tensor(Object given) throws OrtException {
    return given instanceof Floats floats
        ? OnnxTensor.createTensor(
            OrtLifetime.environment(), FloatBuffer.wrap(floats.values), floats.shape)
        : OnnxTensor.createTensor(OrtLifetime.environment(), given);
  }

  /**
   * Runs the model on arrays of any types: {@code double[]} and {@code String[]} of N elements,
   * {@link Floats}. Inputs that are left out have the values that the file has for them.
   *
   * @return the values of every output, as arrays
   */
  Map<String, Object> runArrays(Map<String, Object> given) {
    return call(
        () -> {
          Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
          try {
            for (var entry : given.entrySet()) {
              tensors.put(entry.getKey(), tensor(entry.getValue()));
            }
            try (OrtSession.Result result = session.run(tensors)) {
              Map<String, Object> values = new LinkedHashMap<>();
              for (var entry : result) {
                values.put(entry.getKey(), entry.getValue().getValue());
              }
              return values;
            }
          } finally {
            tensors.values().forEach(OnnxTensor::close);
          }
        },
        "run " + label);
  }

  private float[] checked(OnnxPort input, float @Nullable [] values, int rows) {
    long size = input.elements(rows);
    if (values == null || values.length != size) {
      throw new IllegalArgumentException(
          String.format(
              "input '%s' of %s takes %d values for %d rows, but %s given",
              input.name(),
              label,
              size,
              rows,
              values == null ? "none is" : values.length + " are"));
    }
    return values;
  }

  private OnnxBuffers take(int rows) throws OrtException {
    OnnxBuffers buffers;
    synchronized (idle) {
      buffers = idle.poll();
    }
    if (buffers == null) {
      buffers = new OnnxBuffers(inputs, outputs);
    }
    boolean sized = false;
    try {
      buffers.size(rows);
      sized = true;
      return buffers;
    } finally {
      if (!sized) {
        buffers.close();
      }
    }
  }

  private void give(OnnxBuffers buffers, boolean whole) {
    synchronized (idle) {
      if (whole && idle.size() < MOST_KEPT) {
        idle.push(buffers);
        return;
      }
    }
    buffers.close();
  }

  private interface Call<T> {
    T run() throws OrtException;
  }

  private <T> T call(Call<T> what, String words) {
    open.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(label + " is closed; open it again");
      }
      return what.run();
    } catch (OrtException e) {
      throw new OnnxRuntimeException("onnxruntime fails to " + words + ": " + e.getMessage(), e);
    } finally {
      open.readLock().unlock();
    }
  }

  /** Waits for the calls that are under way, then frees what onnxruntime holds. */
  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      List<OnnxBuffers> kept = new ArrayList<>(idle);
      idle.clear();
      kept.forEach(OnnxBuffers::close);
      session.close();
    } catch (OrtException e) {
      throw new OnnxRuntimeException("onnxruntime cannot close " + label, e);
    } finally {
      open.writeLock().unlock();
    }
  }
}
