/** The values of variables as named arrays of a file, and back. */
package dev.vae.core.internal.store;
