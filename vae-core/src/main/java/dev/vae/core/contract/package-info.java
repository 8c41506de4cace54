/**
 * The contract kit: proves that a plugin keeps the promises its interface makes. Plain Java, for
 * use from any test framework:
 *
 * <pre>{@code
 * @Test
 * void keepsItsContract() {
 *   LayerContract.of(Spec.of("scale").with("factor", 3)).input(Shape.of(5)).check();
 * }
 * }</pre>
 *
 * <p>There is one contract for each kind of plugin. {@code check()} throws a {@link
 * dev.vae.core.contract.ContractError} that lists every broken {@link dev.vae.core.contract.Rule}
 * with its id, what was found, and a hint. All random numbers in the kit are seeded: what passes
 * once always passes.
 */
package dev.vae.core.contract;
