/**
 * JSON for metadata and reports.
 *
 * <p>Only writing: what is not finite becomes null, text is escaped, and all of it stands on one
 * line, but for files that people read.
 */
package dev.vae.export.internal.json;
