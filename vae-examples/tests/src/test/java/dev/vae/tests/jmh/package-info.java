/**
 * Microbenchmarks of the kernels with JMH. Run them, with any of JMH's options, by {@code mvn -B
 * -Pjmh -pl vae-examples/tests -am verify -DskipTests -Djmh="ProductBenchmark -p
 * size=512x512x512"}.
 */
package dev.vae.tests.jmh;
