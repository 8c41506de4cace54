package dev.vae.serve.model;

import dev.vae.serve.call.JsonCall;
import dev.vae.serve.call.RequestException;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.NamedTensor;
import dev.vae.serve.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** A model in use, with what it does by name. For any number of threads. */
public final class ServedModel implements AutoCloseable {
  private final String kind;
  private final Map<String, Operation> operations;
  private final List<String> names;
  private final Runnable close;

  /**
   * Makes one.
   *
   * @param kind {@code table} or {@code vae}
   * @param operations the first is what the model does if it is not said
   */
  ServedModel(String kind, Map<String, Operation> operations, Runnable close) {
    this.kind = kind;
    this.operations = new LinkedHashMap<>(operations);
    this.close = close;
    names = List.copyOf(operations.keySet());
  }

  /** Returns what it is a model of: {@code table} or {@code vae}. */
  public String kind() {
    return kind;
  }

  /** Returns the names of what it does; the first is what it does if it is not said. */
  public List<String> operations() {
    return names;
  }

  private Operation operation(String name) {
    Operation found = operations.get(name);
    if (found == null) {
      throw RequestException.notFound(
          "the model does not " + name + "; it does " + String.join(", ", operations.keySet()));
    }
    return found;
  }

  /** Returns what tensors an operation takes. */
  public List<TensorSpec> inputs(String operation) {
    return operation(operation).inputs();
  }

  /** Returns what tensors an operation gives. */
  public List<TensorSpec> outputs(String operation) {
    return operation(operation).outputs();
  }

  /**
   * Answers in tensors: those asked for, in that order.
   *
   * @throws RequestException if the model does not do this, or not with such inputs
   */
  public void infer(
      String operation,
      InferenceRequest request,
      BiConsumer<List<NamedTensor>, RuntimeException> told) {
    Operation found = operation(operation);
    List<String> known = found.inputs().stream().map(TensorSpec::name).toList();
    for (String input : request.inputs().keySet()) {
      if (!known.contains(input)) {
        throw RequestException.badRequest("there is no input '" + input + "'; there are " + known);
      }
    }
    List<String> given = found.outputs().stream().map(TensorSpec::name).toList();
    for (InferenceRequest.Output output : request.outputs()) {
      if (!given.contains(output.name())) {
        throw RequestException.badRequest(
            "there is no output '" + output.name() + "'; there are " + given);
      }
    }
    found.infer(
        request, (all, fault) -> told.accept(all == null ? null : asked(all, request), fault));
  }

  private static List<NamedTensor> asked(List<NamedTensor> all, InferenceRequest request) {
    if (request.outputs().isEmpty()) {
      return all;
    }
    List<NamedTensor> asked = new ArrayList<>();
    for (InferenceRequest.Output output : request.outputs()) {
      all.stream().filter(t -> t.name().equals(output.name())).forEach(asked::add);
    }
    return asked;
  }

  /**
   * Answers in JSON.
   *
   * @param body as {@link dev.vae.serve.call.JsonBody} reads it
   * @throws RequestException if the model does not do this, or not with such rows or options
   */
  public void call(
      String operation,
      Optional<Object> body,
      BiConsumer<Map<String, Object>, RuntimeException> told) {
    Operation found = operation(operation);
    List<String> inputs = found.inputs().stream().map(TensorSpec::name).toList();
    found.call(JsonCall.of(body, found.takesRows(), found.options(), inputs), told);
  }

  @Override
  public void close() {
    close.run();
  }
}
