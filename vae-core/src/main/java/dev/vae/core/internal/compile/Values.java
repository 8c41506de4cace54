package dev.vae.core.internal.compile;

/**
 * Numbers in an array: {@code size} of them from {@code at}.
 *
 * @param array may be longer
 */
public record Values(float[] array, int at, int size) {}
