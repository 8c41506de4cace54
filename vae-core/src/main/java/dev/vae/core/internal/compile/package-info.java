/**
 * From a graph to what runs it: passes, then steps, then a plan for a number of rows, then runs.
 *
 * <p><b>1. Rewriting</b> ({@code rewrite}): the computation is written anew, operands first, each
 * node as a list of small rules likes it best: numbers folded, neutral elements and double
 * movements dropped, broadcasting put off until after arithmetic, transposes made flags of
 * products, reductions brought to two forms. Equal nodes become one, unneeded ones none. A rule
 * sees the graph alone. Then narrow products of one matrix are joined, and so are their gradients.
 *
 * <p><b>2. Fusing</b>: {@link dev.vae.core.internal.compile.Reads} looks through movements to the
 * nodes whose numbers exist; what remains of reshape, permute, slice and expand is a {@link
 * dev.vae.core.internal.compile.View}, strides for reading. {@link
 * dev.vae.core.internal.compile.Fusion} joins element-wise nodes and reductions over one number of
 * elements into clusters, unless a cluster would have to wait for itself. {@link
 * dev.vae.core.internal.compile.AdamPattern} takes Adam's updates out, there is one loop for them.
 *
 * <p><b>3. Steps</b>: {@link dev.vae.core.internal.compile.GroupLowering} turns a cluster into
 * lines on slots, {@link dev.vae.core.internal.compile.FusedPairs} makes one line of two where
 * kernels can, {@link dev.vae.core.internal.compile.LibraryCalls} makes the steps of all else:
 * products, noise, tables, padding. {@link dev.vae.core.internal.compile.InPlaceUpdates} has
 * variables written when all readers of the old values are done, in place where that can be. {@link
 * dev.vae.core.internal.compile.StageSchedule} puts steps into stages; those of one stage run side
 * by side. {@link dev.vae.core.internal.compile.RowBlocking} makes one step of what lies around
 * products of each row with itself, done a few rows at a time: of a transformer all between the
 * latent code and the data, forward and back, with the gradients of its weights, which are added up
 * slice by slice. All this is symbolic in the number of rows N. Where memory is short, {@link
 * dev.vae.core.internal.compile.Recomputation} has steps of the forward part run again, segment by
 * segment, just before their gradients are computed.
 *
 * <p><b>4. A plan</b> ({@link dev.vae.core.internal.compile.ExecutionPlan}) for each N that is met:
 * sizes, and {@link dev.vae.core.internal.compile.MemoryPlan} with an offset in one arena for
 * everything that lives from stage to stage, so that a run allocates nothing. A plan is cheap and
 * allocates nothing large, which is how the memory of a run is known before it.
 *
 * <p>Where variables are final, as a predictor's are, what products make of their weights alone,
 * such as Winograd's matrices, is made once for all plans and threads ({@code run.KeptOperands});
 * the products' first phases are left out then.
 *
 * <p><b>5. A run</b> ({@code run}): a {@code Team} of threads goes through the rounds of all
 * stages. A round is cut into parts by predicted cost; the caller begins at once, a helper that is
 * there takes parts too, first of its own half, then what is left, and nobody waits for a thread
 * that the machine has no processor for. A round too short to share is done by the caller alone. A
 * group sweeps tiles of about 1,000 floats: each line runs over the tile while it is in the
 * first-level cache, then the next line.
 *
 * <p>Not done, because it did not pay where measured: element-wise work behind a product, on each
 * segment of its result while that is in the cache. Bias and relu after a product take a tenth of a
 * nanosecond an element as a step of their own, no more than inside; Adam on segments of a weight
 * gradient cost an eighth of the product. Behind convolutions, images just made, it gained nothing
 * either: loops over tiles wait for their stores, not for memory. Nor did turning the rows of a
 * left operand that is not transposed, as its tiles would read them best (copying them is as good
 * and far cheaper), nor huge pages.
 *
 * <p><b>Why the bits are the same</b> with any kernels and any number of threads: kernels promise
 * bits; rewriting and fusing look at the graph alone; the cut into tiles and tasks follows from
 * sizes alone; threads share tasks that do not touch one another; sums go tile by tile and partial
 * sums are added in ascending order, whoever made them; noise is addressed by row and position.
 * Another number of rows may be cut otherwise, and so may round otherwise.
 *
 * <p><b>To add an operation</b>: give it a case in {@code rewrite.NodeCopies}; if it is
 * element-wise, a kernel function of the same name is all it takes; a movement that strides can say
 * goes to {@code View}; anything else gets a step in {@code LibraryCalls} and a {@code run.Work}.
 * The random graphs in the tests should then make use of it.
 *
 * <p><b>To profile</b>: {@code Program.report(rows)} lists stages and steps, {@code
 * Program.profile(runs)} adds the fastest time of each; {@code StepBenchmark} in the tests does so
 * for two training steps.
 *
 * <p><b>The limit</b> of the reference step, 784-400-20 and back, 512 rows, one thread, on a core
 * of a Zen 4 that does 118 GFLOP/s in a loop of nothing but multiply-adds in the same minute:
 *
 * <table>
 * <caption>Where a step's 16.7 ms go (Java 17)</caption>
 * <tr><th>what</th><th>operations</th><th>ms</th><th>of the limit</th></tr>
 * <tr><td>x·W, first layer</td><td>0.32 G</td><td>2.90</td><td>94 %</td></tr>
 * <tr><td>h·W, last layer</td><td>0.32 G</td><td>2.86</td><td>95 %</td></tr>
 * <tr><td>its input's gradient, operand transposed first</td><td>0.32 G</td><td>3.05</td><td>89 %</td></tr>
 * <tr><td>gradient of the last weights</td><td>0.32 G</td><td>2.99</td><td>91 %</td></tr>
 * <tr><td>gradient of the first weights</td><td>0.32 G</td><td>2.98</td><td>91 %</td></tr>
 * <tr><td>cross-entropy and its gradient, 0.4 M elements</td><td></td><td>0.49</td><td></td></tr>
 * <tr><td>Adam on 0.65 M weights, 18 MB read and written</td><td></td><td>0.25</td><td></td></tr>
 * <tr><td>nine products with the latent code</td><td>0.07 G</td><td>0.96</td><td>65 %</td></tr>
 * <tr><td>biases, relu, masks, noise</td><td></td><td>0.27</td><td></td></tr>
 * </table>
 *
 * <p>So 1.7 G operations are 14.4 ms at the limit, and the step runs at 86 % of it. It moves some
 * 40 MB, nearly all within the third-level cache: arithmetic is the limit, not memory. What
 * products lose is laying a transposed operand out, edges of tiles, and operands that the step
 * before has left far away.
 *
 * <p>With 128 rows per step, of conv, the six large convolutions take 16.6 of 22.3 ms. As sums they
 * are 0.41 G operations each, 3.5 ms at the limit; with Winograd's tiles ({@link
 * dev.vae.core.kernel.Winograd}) they are 0.21 G and take 2.7 to 2.8 ms: some 2.0 for products, and
 * for those forward 0.1 to copy images with their padding, 0.3 to take them to the points, 0.15 to
 * come back, which is mostly writing to the second-level cache. Two tiles at once that skip what is
 * written between the two axes gained 1 %, six images for a task instead of four nothing.
 *
 * <p>Of the step of a transformer's block on each side (100 steps of 64, 256 hidden units, 128
 * rows), arithmetic is 9.5 G operations, 81 ms at the limit; what kept it from there was memory. A
 * product of 12,800 rows of 256 numbers and 64 columns runs at 75 to 92 GFLOP/s where these come
 * from memory, at 110 to 116 where a row of the batch, 100 rows of it, is in the second-level
 * cache. So a few rows go forward and back at a time, and what they add to the gradients of weights
 * is added up at once: writing that costs a thirtieth, and 142 MiB of values between become 66.
 */
package dev.vae.core.internal.compile;
