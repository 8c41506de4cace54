package dev.vae.data.table.column;

/**
 * A choice that might have gone another way.
 *
 * @param why what was seen
 * @param override the text that would change it, such as {@code zip=categorical}; may be empty
 */
public record Doubt(String why, String override) {}
