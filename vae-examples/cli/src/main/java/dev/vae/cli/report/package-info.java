/**
 * What commands leave behind as text and tables: JSON, CSV and NPY, each file whole or not at all.
 */
package dev.vae.cli.report;
