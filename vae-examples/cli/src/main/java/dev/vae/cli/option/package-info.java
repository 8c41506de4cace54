/**
 * Options that several commands share, as picocli mixins, and the converters that turn words into
 * values, so that a misspelt one is misuse and nothing is begun.
 */
package dev.vae.cli.option;
