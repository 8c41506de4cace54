package dev.vae.serve.model;

import dev.vae.serve.call.JsonCall;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.NamedTensor;
import dev.vae.serve.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** One thing that a model does. Answers come on this thread or on another's. */
interface Operation {
  /** Returns what tensors it takes. */
  List<TensorSpec> inputs();

  /** Returns what tensors it gives. */
  List<TensorSpec> outputs();

  /** Answers in tensors: all outputs. */
  void infer(InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told);

  /** Whether it is asked by rows. */
  default boolean takesRows() {
    return true;
  }

  /** Returns the options that it takes in JSON. */
  default List<String> options() {
    return List.of();
  }

  /** Answers in JSON: maps, lists, texts and numbers. */
  void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told);
}
