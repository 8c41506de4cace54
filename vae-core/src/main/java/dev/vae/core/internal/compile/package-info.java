/**
 * From a graph to what runs it: passes, then steps, then a plan for a number of rows, then runs.
 *
 * <p><b>1. Rewriting</b> ({@code rewrite}): the computation is written anew, operands first, each
 * node as a list of small rules likes it best: numbers folded, neutral elements and double
 * movements dropped, stretching put off until after arithmetic, transposes made flags of products,
 * reductions brought to two forms. Equal nodes become one, unneeded ones none. A rule sees the
 * graph alone.
 *
 * <p><b>2. Fusing</b>: {@link dev.vae.core.internal.compile.Reads} looks through movements to the
 * nodes whose numbers exist; what remains of reshape, permute, slice and expand is a {@link
 * dev.vae.core.internal.compile.View}, strides for reading. {@link
 * dev.vae.core.internal.compile.Fusion} joins element-wise nodes and reductions over one number of
 * elements into clusters, unless a cluster would have to wait for itself, which {@link
 * dev.vae.core.internal.compile.Levels} keep from being a search through everything. {@link
 * dev.vae.core.internal.compile.AdamPattern} takes Adam's updates out, there is one loop for them.
 *
 * <p><b>3. Steps</b>: {@link dev.vae.core.internal.compile.Lowering} turns a cluster into lines on
 * slots, {@link dev.vae.core.internal.compile.HeavySteps} makes the steps of all else: products,
 * noise, tables, padding. {@link dev.vae.core.internal.compile.Updates} has variables written when
 * all readers of the old values are done, in place where that can be. {@link
 * dev.vae.core.internal.compile.Schedule} puts steps into stages; those of one stage run side by
 * side. All this is symbolic in the number of rows N.
 *
 * <p><b>4. A plan</b> ({@link dev.vae.core.internal.compile.Plan}) for each N that is met: sizes,
 * and {@link dev.vae.core.internal.compile.MemoryPlan} with a place in one arena for everything
 * that lives from stage to stage, so that a run allocates nothing. A plan is cheap and allocates
 * nothing large, which is how the memory of a run is known before it.
 *
 * <p><b>5. A run</b> ({@code run}): a {@code Team} of threads goes through the laps of all stages
 * together, with a barrier between them; each takes a fixed share of every lap's tasks. A lap too
 * short to share is done by the caller while the others wait. A group sweeps tiles of about 1,000
 * floats: each line runs over the tile while it is in the first-level cache, then the next line.
 *
 * <p>Not done, because it did not pay where measured: element-wise work behind a product, on each
 * stretch of its result while that is in the cache ({@code Product.Done}). Bias and relu after a
 * product take a tenth of a nanosecond an element as a step of their own, no more than inside; Adam
 * on stretches of a weight gradient cost an eighth of the product.
 *
 * <p><b>Why the bits are the same</b> with any kernels and any number of threads: kernels promise
 * bits; rewriting and fusing look at the graph alone; the cut into tiles and tasks follows from
 * sizes alone; threads share tasks that do not touch one another; sums go tile by tile and partial
 * sums are added in ascending order, whoever made them; noise is addressed by row and position.
 * Another number of rows may be cut otherwise, and so may round otherwise.
 *
 * <p><b>To add an operation</b>: give it a place in {@code rewrite.Copies}; if it is element-wise,
 * a kernel function of the same name is all it takes; a movement that strides can say goes to
 * {@code View}; anything else gets a step in {@code HeavySteps} and a {@code run.Work}. The random
 * graphs in the tests should then make use of it.
 *
 * <p><b>To profile</b>: {@code Program.report(rows)} lists stages and steps, {@code
 * Program.profile(runs)} adds the fastest time of each; {@code StepBenchmark} in the tests does so
 * for two training steps.
 */
package dev.vae.core.internal.compile;
