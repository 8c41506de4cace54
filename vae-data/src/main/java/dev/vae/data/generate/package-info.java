/**
 * Data sets made by formulae, for trying things out without any file: {@link
 * dev.vae.data.generate.Digits} and {@link dev.vae.data.generate.Shapes}. A row follows from its
 * number and the seed alone, bit for bit on every machine.
 */
package dev.vae.data.generate;
