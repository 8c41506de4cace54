package dev.vae.cli;

import dev.vae.cli.command.BenchCommand;
import dev.vae.cli.command.DescribeCommand;
import dev.vae.cli.command.EncodeCommand;
import dev.vae.cli.command.EvalCommand;
import dev.vae.cli.command.ExportCommand;
import dev.vae.cli.command.FitSamplerCommand;
import dev.vae.cli.command.ImputeCommand;
import dev.vae.cli.command.InterpolateCommand;
import dev.vae.cli.command.PluginsCommand;
import dev.vae.cli.command.QuickstartCommand;
import dev.vae.cli.command.ReconstructCommand;
import dev.vae.cli.command.ReproduceCommand;
import dev.vae.cli.command.SampleCommand;
import dev.vae.cli.command.SchemaCommand;
import dev.vae.cli.command.ScoreCommand;
import dev.vae.cli.command.SynthesizeCommand;
import dev.vae.cli.command.TrainCommand;
import dev.vae.cli.command.TraverseCommand;
import dev.vae.cli.command.TuneCommand;
import dev.vae.cli.server.ExploreCommand;
import dev.vae.cli.server.ServeCommand;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands, by what they are for. Building one reads all its options by reflection, so only
 * those that the arguments name are built; of the others, name and description are enough.
 */
final class Commands {
  private Commands() {}

  /** Commands for one purpose, under a title of the help. */
  record Group(String title, List<Class<? extends Callable<Integer>>> commands) {}

  static final List<Group> GROUPS =
      List.of(
          new Group("Begin:", List.of(QuickstartCommand.class)),
          new Group("Train:", List.of(TrainCommand.class, FitSamplerCommand.class)),
          new Group(
              "Judge:", List.of(EvalCommand.class, DescribeCommand.class, ReproduceCommand.class)),
          new Group(
              "Use:",
              List.of(
                  EncodeCommand.class,
                  ReconstructCommand.class,
                  SampleCommand.class,
                  InterpolateCommand.class,
                  TraverseCommand.class)),
          new Group(
              "Tables:",
              List.of(
                  SchemaCommand.class,
                  TuneCommand.class,
                  ScoreCommand.class,
                  ImputeCommand.class,
                  SynthesizeCommand.class)),
          new Group(
              "Ship:", List.of(ExportCommand.class, ServeCommand.class, ExploreCommand.class)),
          new Group("This installation:", List.of(PluginsCommand.class, BenchCommand.class)));

  /** The command line for some arguments. */
  static CommandLine of(String... arguments) {
    List<String> words = List.of(arguments);
    boolean file = words.stream().anyMatch(word -> word.startsWith("@")); // which may name any
    CommandLine line = new CommandLine(new VaeCommand());
    for (Group group : GROUPS) {
      for (Class<? extends Callable<Integer>> type : group.commands()) {
        Command command = type.getAnnotation(Command.class);
        boolean whole = file || words.contains(command.name());
        line.addSubcommand(command.name(), whole ? new CommandLine(type) : sketch(command));
      }
    }
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Commands::listed);
    return line;
  }

  /** The command line with all options of all commands. */
  static CommandLine all() {
    return of(
        GROUPS.stream()
            .flatMap(group -> group.commands().stream())
            .map(type -> type.getAnnotation(Command.class).name())
            .toArray(String[]::new));
  }

  private static CommandLine sketch(Command command) {
    CommandSpec spec = CommandSpec.create().name(command.name());
    spec.usageMessage().description(command.description());
    return new CommandLine(spec);
  }

  /** The list of commands in the help: group by group, the first sentence of each. */
  private static String listed(Help help) {
    int longest = help.subcommands().keySet().stream().mapToInt(String::length).max().orElse(0);
    int width = help.commandSpec().usageMessage().width();
    StringBuilder text = new StringBuilder();
    for (Group group : GROUPS) {
      text.append(String.format("%n%s%n", group.title()));
      Help.TextTable table =
          Help.TextTable.forColumns(
              help.colorScheme(),
              new Help.Column(longest + 4, 2, Help.Column.Overflow.SPAN),
              new Help.Column(width - longest - 4, 1, Help.Column.Overflow.WRAP));
      for (Class<?> type : group.commands()) {
        Command command = type.getAnnotation(Command.class);
        table.addRowValues(
            command.name(), String.join(" ", command.description()).split("(?<=\\.) ", 2)[0]);
      }
      text.append(table);
    }
    return text.toString();
  }
}
