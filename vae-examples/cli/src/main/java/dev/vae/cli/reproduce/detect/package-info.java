/**
 * Detectors of odd rows that a table's model is held against, each as its paper has it, and how
 * their ranking of rows is judged.
 */
package dev.vae.cli.reproduce.detect;
