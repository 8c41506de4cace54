/** Where a bundle's files lie while they take the place of another's; for writers and readers. */
package dev.vae.export.internal.staged;
