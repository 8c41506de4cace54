/** Makes rows like those of a table, and judges how like they are. */
@NullMarked
package dev.vae.data.tabular.synthesize;

import org.jspecify.annotations.NullMarked;
