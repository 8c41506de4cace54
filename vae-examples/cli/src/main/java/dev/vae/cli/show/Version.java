package dev.vae.cli.show;

import picocli.CommandLine.IVersionProvider;

/** The version in the module's descriptor, which the build puts there. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Module module = Version.class.getModule();
    String version =
        module.isNamed() ? module.getDescriptor().rawVersion().orElse("") : "(class path)";
    return new String[] {
      "vae " + version,
      "Java "
          + Runtime.version()
          + " on "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
