/** The files of the page to explore models, the same for every model. */
@NullMarked
package dev.vae.serve.page;

import org.jspecify.annotations.NullMarked;
