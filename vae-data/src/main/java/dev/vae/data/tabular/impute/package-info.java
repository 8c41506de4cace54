/** Fills the holes of tables: values, completed tables, intervals. */
package dev.vae.data.tabular.impute;
