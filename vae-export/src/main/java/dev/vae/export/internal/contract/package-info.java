/**
 * Runs contract checks in onnxruntime: {@code ExportedRuntime} is found by the contract kit of
 * {@code dev.vae.core} where this module is there, and gives what a part's exported graph computes,
 * to be compared with the engine's.
 */
package dev.vae.export.internal.contract;
