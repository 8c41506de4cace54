package dev.vae.core.kernel;

/**
 * Says which random numbers are meant, but for row and position.
 *
 * @param seed the user's seed
 * @param step the training step, or another count of uses
 * @param stream a number that sets this use of randomness apart, such as a hash of its name
 */
public record RandomKey(long seed, long step, int stream) {}
