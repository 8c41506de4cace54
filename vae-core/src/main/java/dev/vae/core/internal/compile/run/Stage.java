package dev.vae.core.internal.compile.run;

import java.util.List;

/**
 * Works that need nothing of one another and run side by side.
 *
 * @param works what is done
 * @param scratch where the scratch of each begins in the arena
 */
public record Stage(List<Work> works, List<Integer> scratch) {}
