/** From a graph to what runs it. */
package dev.vae.core.internal.compile;
