package dev.vae.serve.model;

import dev.vae.serve.call.Batcher;
import dev.vae.serve.call.JsonCall;
import dev.vae.serve.tensor.InferenceRequest;
import dev.vae.serve.tensor.NamedTensor;
import dev.vae.serve.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One thing that a bundle does row by row, whatever its rows are.
 *
 * @param <K> what calls must have in common to run together
 * @param <I> a row that goes in
 * @param <O> what comes out for it
 * @param inputs what tensors it takes
 * @param outputs what tensors it gives
 * @param options what it takes in JSON beside rows
 * @param batcher runs rows of several calls together
 * @param requested rows of tensors, and what they are run by
 * @param called rows of JSON, and what they are run by
 * @param tensors what came out as tensors
 * @param json what came out for a row as JSON, with the row that went in
 */
record BundleOperation<K, I, O>(
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    List<String> options,
    Batcher<K, I, O> batcher,
    Function<InferenceRequest, Asked<K, I>> requested,
    Function<JsonCall, Asked<K, I>> called,
    Function<List<O>, List<NamedTensor>> tensors,
    BiFunction<I, O, Object> json)
    implements Operation {

  /** Rows that were asked for. */
  record Asked<K, I>(K key, List<I> rows) {}

  @Override
  public void infer(
      InferenceRequest request, BiConsumer<List<NamedTensor>, RuntimeException> told) {
    Asked<K, I> asked = requested.apply(request);
    batcher.submit(
        asked.key,
        asked.rows,
        (all, fault) -> told.accept(all == null ? null : tensors.apply(all), fault));
  }

  @Override
  public void call(JsonCall call, BiConsumer<Map<String, Object>, RuntimeException> told) {
    Asked<K, I> asked = called.apply(call);
    batcher.submit(
        asked.key,
        asked.rows,
        (all, fault) -> {
          Map<String, Object> answer = new LinkedHashMap<>();
          List<Object> written = new ArrayList<>();
          for (int r = 0; all != null && r < all.size(); r++) {
            written.add(json.apply(asked.rows.get(r), all.get(r)));
          }
          answer.put("rows", written);
          told.accept(all == null ? null : answer, fault);
        });
  }
}
