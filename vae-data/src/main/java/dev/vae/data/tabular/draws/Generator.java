package dev.vae.data.tabular.draws;

import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of a table's model that fills cells and makes rows: a VAE trained for it, how far its
 * draws were off for hidden cells of rows it was not trained on, and what is needed to draw rows as
 * the table has them. All in the model's units.
 *
 * @param vae whose rows are the table's in the model's units
 * @param predictor tells cells from the others of their row, without draws; none where values are
 *     missing by their own size
 * @param cells what intervals of cells are widened by
 * @param latents the density of its rows' latents
 * @param marginals for each column of numbers, how draws come to the column's distribution; of
 *     nothing for categories
 * @param patterns which cells are missing together
 * @param dependencies columns that follow from others
 */
public record Generator(
    Vae vae,
    Optional<Vae> predictor,
    CellCalibration cells,
    LatentMixture latents,
    List<QuantileMap> marginals,
    MissingPatterns patterns,
    Dependencies dependencies) {

  /**
   * Returns for each column whether its values are missing by their own size, as the likelihood
   * says: then a hole says something of its value.
   */
  public boolean[] selfMasked() {
    boolean[] masked = new boolean[vae.spec().width()];
    parts("selfMasked").forEach(part -> part.columns().forEach(c -> masked[c] = true));
    return masked;
  }

  /**
   * A part of the likelihood.
   *
   * @param name by which its parameters are called
   */
  record Part(String name, List<Integer> columns) {}

  /** The parts whose likelihood has this name, in their order. */
  List<Part> parts(String likelihood) {
    List<Part> parts = new ArrayList<>();
    for (Object part :
        (List<?>) vae.spec().likelihood().options().getOrDefault("parts", List.of())) {
      if (part instanceof Spec spec && spec.name().equals(likelihood)) {
        List<Integer> columns = new ArrayList<>();
        for (Object column : (List<?>) spec.options().get("columns")) {
          columns.add(((Number) column).intValue());
        }
        String name = parts.isEmpty() ? likelihood : likelihood + (parts.size() + 1);
        parts.add(new Part(name, columns));
      }
    }
    return parts;
  }

  /** Returns the same with a predictor. */
  public Generator withPredictor(Vae other) {
    return new Generator(
        vae, Optional.of(other), cells, latents, marginals, patterns, dependencies);
  }

  /** Copies the list. */
  public Generator {
    marginals = List.copyOf(marginals);
  }
}
