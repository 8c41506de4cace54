/** Models behind HTTP: the Open Inference Protocol, and plain JSON for people. */
@SuppressWarnings("module") // the tests are built later
module dev.vae.serve {
  requires transitive dev.vae.core;
  requires transitive dev.vae.data;
  requires static dev.vae.export; // for bundles alone
  requires com.google.gson;
  requires io.prometheus.metrics.core;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires org.eclipse.jetty.server;
  requires static org.jspecify;

  exports dev.vae.serve;
  exports dev.vae.serve.explore;
  exports dev.vae.serve.page to
      dev.vae.tests;
}
