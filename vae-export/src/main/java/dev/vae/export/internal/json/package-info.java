/** JSON for metadata and reports. */
package dev.vae.export.internal.json;
