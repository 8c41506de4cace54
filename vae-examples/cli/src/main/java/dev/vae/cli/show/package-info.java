/** What commands show: progress, reports, and rows written as PNG, CSV or NPY. */
package dev.vae.cli.show;
