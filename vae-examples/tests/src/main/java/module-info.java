/** Tests of the whole, run as a module beside those it tests. */
module dev.vae.tests {
  requires com.google.gson;
  requires com.microsoft.onnxruntime;
  requires dev.vae.cli;
  requires dev.vae.core;
  requires dev.vae.data;
  requires dev.vae.draw;
  requires dev.vae.export;
  requires dev.vae.layers;
  requires dev.vae.serve;
  requires java.compiler;
  requires java.desktop;
  requires java.net.http;
  requires jdk.httpserver;
  requires jdk.compiler;
  requires jdk.management;
  requires org.jspecify;
}
