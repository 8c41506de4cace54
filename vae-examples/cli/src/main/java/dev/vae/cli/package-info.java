/**
 * The command line: one class a command, options that several commands share as mixins, and one
 * place that turns failures into messages and exit codes.
 */
@NullMarked
package dev.vae.cli;

import org.jspecify.annotations.NullMarked;
