/**
 * Dates taken apart: a date that has cycles is modelled as its week or year and what follows in
 * these, weekday and hour among them, of which it is put together again exactly.
 */
@NullMarked
package dev.vae.data.tabular.parts;

import org.jspecify.annotations.NullMarked;
