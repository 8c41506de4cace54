/**
 * One class a command: its options, one call to the library, and what is said afterwards. {@code
 * TrainingJob} and the classes beside it fill a model's folder.
 */
package dev.vae.cli.command;
