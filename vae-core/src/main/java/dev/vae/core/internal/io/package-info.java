/** Files: strict JSON, safetensors, and writing that leaves either the whole or nothing. */
package dev.vae.core.internal.io;
