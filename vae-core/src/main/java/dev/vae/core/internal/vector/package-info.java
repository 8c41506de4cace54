/**
 * The kernels on the Vector API, bit for bit equal to the portable ones: class by class the same
 * steps as there, ScalarExp beside ExpLoops and so on.
 *
 * <p>One rule keeps them fast: no method here takes or returns a vector. The JIT may decline to
 * inline a method of ours (the Vector API's own are always inlined), and every vector that crosses
 * such a call becomes an object, which makes a loop ten times slower. So each loop is written out
 * in one method, with its constants in locals before it, and what functions have in common is a
 * loop too: one pass writes a tile of numbers that stays in the L1 cache, the next reads it.
 *
 * <p>Another rule keeps them fast on JDK 17: one length of vector for each element type in the
 * whole JVM. There the type of a vector just loaded is guessed from what has been seen, so where
 * vectors of two lengths meet (a half vector for a conversion, say), every loop slows down.
 *
 * <p>And what is seldom run, because there is one number of it in a step, is not run on vectors at
 * all, since code that stays interpreted makes an object of each. Mind the JIT of Java 17, too:
 * where it does not know a vector's exact class, as after {@code reinterpretAsInts} or an operation
 * of integers with a single number, it may keep objects in compiled code. Whether it does may hang
 * on what has run before in the same JVM: a vector of integers handed from one turn of a loop to
 * the next became an object after other models had been trained, and only then. Nor does it take
 * much at once: after some thirty operations on vectors in one piece of code, those of the methods
 * it inlines included, it no longer knows the class of what comes out, and stores objects ({@code
 * failed to inline} of a store, says {@code PrintInlining}). So which loop of a kind runs is chosen
 * by a call that it cannot see through ({@code UnaryLoops}), and of loops that follow one another
 * each long one has more than 325 bytes of code, which are not inlined ({@code ThreefryLoop},
 * {@code GammaLoops}). And a vector from the turn before is an argument, not what a method is
 * called of: {@code loaded.add(sum)}, not {@code sum.add(loaded)}.
 *
 * <p>Products are made of tiles: 12 rows by 2 vectors of the result, whose sums stay in registers
 * ({@code product.Tiles}; 8 rows by 3 vectors and less at the edges). A tile reads numbers of the
 * left operand at constant steps: side by side for each k, which is how a transposed matrix lies,
 * or row behind row. What lies otherwise, the rows of a matrix and the windows of an image, is
 * packed first ({@code PackedLeft}), which costs next to nothing, while tables of offsets in the
 * tiles themselves would cost an addition and a check for each row and k. {@code IndexedProduct}
 * has the order of the tiles. What else is copied is what vectors cannot read: a right operand
 * stored transposed or with rows at unequal steps, an edge that is no whole vector and has nothing
 * behind it ({@code PackedRight}), images that need padding, a few at a time ({@code
 * convolution.Window}). Lanes are columns and threads have tiles, so neither reorders a sum; the
 * one long sum, of a convolution's weights, is shared out by the blocks of k that its order is
 * defined by.
 *
 * <p>A single row has nothing that a tile could use twice: it takes as long as its matrix takes to
 * come from the cache, some of whose rows are read side by side ({@code SingleRowProduct}).
 *
 * <p>Convolutions whose kernel is two or three times their stride take fewer multiplications
 * ({@link dev.vae.core.kernel.Winograd}; {@code WinogradConvolution}, {@code WinogradWeights}):
 * some images go to their points, tile by tile ({@code TileTransform}, {@code WinogradTransform}),
 * the points of each pair of nodes are the rows of a matrix product, and what comes out goes back.
 * Points and products of a task stay in the second-level cache.
 */
package dev.vae.core.internal.vector;
