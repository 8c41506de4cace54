/**
 * Files: strict JSON, safetensors, and writing that leaves either the whole or nothing.
 *
 * <p>{@code AtomicFiles} writes beside the target, forces the bytes to disk and renames; {@code
 * RegularFiles} reads only regular files of bounded length; {@code Safetensors} checks every size
 * that a header states before it takes memory. Errors name the file and say what was expected.
 */
package dev.vae.core.internal.io;
