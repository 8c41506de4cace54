package dev.vae.data.tabular.synthesize;

import java.util.List;

/**
 * The outcome of a synthesis: how many rows were drawn, and kept.
 *
 * @param rows how many
 * @param drawn how many were drawn for them; more than {@code rows} where constraints turned some
 *     away
 * @param effectiveSamples with a condition, how many equally weighted latents its weighted ones are
 *     worth: far below {@code rows}, rows repeat each other's latents; NaN without
 * @param notes what else is to be known, a sentence each
 */
public record SynthesisSummary(long rows, long drawn, double effectiveSamples, List<String> notes) {

  /** Copies the list. */
  public SynthesisSummary {
    notes = List.copyOf(notes);
  }
}
