/** The vae command line. */
module dev.vae.cli {
  requires com.google.common;
  requires transitive dev.vae.core;
  requires dev.vae.data;
  requires dev.vae.draw;
  requires dev.vae.export;
  requires dev.vae.layers;
  requires dev.vae.serve;
  requires info.picocli;
  requires java.logging;
  requires jdk.management;
  requires me.tongfei.progressbar;
  requires static org.jspecify;

  exports dev.vae.cli;

  opens dev.vae.cli to
      info.picocli;
  opens dev.vae.cli.command to
      info.picocli;
  opens dev.vae.cli.option to
      info.picocli;
  opens dev.vae.cli.server to
      info.picocli;
  opens dev.vae.cli.show to
      info.picocli;
}
