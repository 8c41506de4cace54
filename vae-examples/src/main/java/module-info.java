/** The vae command line, worked examples, benchmarks and whole-system tests. */
module dev.vae.examples {
  requires com.google.gson;
  requires transitive dev.vae.core;
  requires dev.vae.data;
  requires dev.vae.export;
  requires dev.vae.layers;
  requires info.picocli;
  requires java.desktop;
  requires jdk.management;
  requires me.tongfei.progressbar;
  requires xchart;

  opens dev.vae.examples.cli to
      info.picocli;
}
