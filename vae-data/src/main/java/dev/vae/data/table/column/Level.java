package dev.vae.data.table.column;

/**
 * One of the values of a column that holds few.
 *
 * @param text as it stands in the file, without blanks around it
 * @param count in how many rows it was seen
 */
public record Level(String text, long count) {}
