package dev.vae.cli.option;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What every command understands. */
public final class RootOptions {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean verbose;

  @Mixin private PluginOptions plugins;

  /** Returns those of the command line that a command belongs to. */
  public static RootOptions of(CommandSpec command) {
    return (RootOptions) command.root().mixins().get("root").userObject();
  }

  /** Whether failures come with their stack traces. */
  public boolean verbose() {
    return verbose;
  }

  /** Returns where plugins lie. */
  public PluginOptions plugins() {
    return plugins;
  }
}
