package dev.vae.data.rows;

/**
 * Where rows come from, for a model's file.
 *
 * @param source the kind and the file, or the generator with its settings
 * @param sha256 the hash of the source's bytes or settings
 * @param rows how many rows are used
 * @param handling which rows are used and what was done to them, in words; may be empty
 */
public record Provenance(String source, String sha256, long rows, String handling) {}
