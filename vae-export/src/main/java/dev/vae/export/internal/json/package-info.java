/**
 * JSON for metadata and reports.
 *
 * <p>Only writing: what is not finite becomes null, text is escaped, and all of it stands on one
 * line.
 */
package dev.vae.export.internal.json;
