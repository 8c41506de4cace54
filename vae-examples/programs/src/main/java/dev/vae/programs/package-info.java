/**
 * Worked examples: small programs to read, run and copy, one thought each. Every one takes the
 * folder to write into as its argument, makes its own data, and ends within a minute.
 *
 * <ul>
 *   <li>{@link dev.vae.programs.PeopleTable}: a table's scores, filled cells and synthetic rows
 *   <li>{@link dev.vae.programs.DrawDigits}: train on pictures, sample, save
 *   <li>{@link dev.vae.programs.TableWithHoles}: a CSV table with text and missing cells
 *   <li>{@link dev.vae.programs.Conditional}: rows of a kind that is asked for
 *   <li>{@link dev.vae.programs.AnomalyScores}: which rows are unlikely
 *   <li>{@link dev.vae.programs.OwnLikelihood}: a likelihood of one's own, found by name
 *   <li>{@link dev.vae.programs.OnnxFromJava}: export, and run the files in onnxruntime
 *   <li>{@link dev.vae.programs.Serving}: a saved model answers many threads
 * </ul>
 *
 * <p>They run on the class path: {@code java --add-modules jdk.incubator.vector -cp 'lib/*'
 * dev.vae.programs.DrawDigits out}.
 */
package dev.vae.programs;
