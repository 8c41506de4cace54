package dev.vae.data.table.column;

/**
 * A level of a categorical or ordinal column: one of its few values.
 *
 * @param text as it stands in the file, without blanks around it
 * @param count in how many rows it was seen
 */
public record Level(String text, long count) {}
