/**
 * What a plan runs: works made of tasks, stages of works, and the team of threads. Knows kernels
 * and arrays, nothing of graphs.
 */
package dev.vae.core.internal.compile.run;
