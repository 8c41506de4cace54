/**
 * What contracts are checked with: parts traced by themselves, quadrature, proposals, and the level
 * of significance. Not exported.
 */
package dev.vae.core.contract.bench;
