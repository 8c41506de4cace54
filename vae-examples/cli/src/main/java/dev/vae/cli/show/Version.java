package dev.vae.cli.show;

import dev.vae.core.internal.text.BuildVersion;
import picocli.CommandLine.IVersionProvider;

/** Our version, and the JVM's. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "vae " + BuildVersion.of(Version.class, "vae-cli").orElse("(of no build)"),
      "Java "
          + Runtime.version()
          + " on "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
