package dev.vae.cli.command;

import dev.vae.cli.option.EngineOptions;
import dev.vae.cli.option.OutFolder;
import dev.vae.cli.reproduce.Report;
import dev.vae.cli.reproduce.Reproduction;
import dev.vae.cli.reproduce.Setting;
import dev.vae.cli.show.Console;
import dev.vae.core.internal.io.AtomicFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a published table again. */
@Command(
    name = "reproduce",
    description = {
      "Run a published table again with a declared schedule, and write ours beside the published"
          + " figures as Markdown. Exit code 1 if they are not reached."
    },
    mixinStandardHelpOptions = true)
public final class ReproduceCommand implements Callable<Integer> {

  /** Those that tell of medians. */
  private static final List<String> MEDIANS = List.of("anomaly", "imputation");

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = {
        "Which table: ${COMPLETION-CANDIDATES}. Without it, they are listed with what each shows"
            + " and needs."
      })
  private String name;

  @Mixin private EngineOptions engine;
  @Mixin private Console console;

  @Option(names = "--quick", description = "A shorter run that is over in 5 minutes.")
  private boolean quick;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = {
        "How many seeds or splits anomaly and imputation take their medians from; 5 if not given,",
        "1 in a quick run."
      })
  private Integer repeats;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder of data sets; the environment variable VAE_DATA if not given.")
  private Path data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where NAME.md goes; the current folder if not given.")
  private Path out = Path.of("");

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (name == null) {
      Map<String, Object> all = new LinkedHashMap<>();
      Reproduction.all().forEach(r -> all.put(r.name(), r.about()));
      all.forEach((name, about) -> console.say(String.format("%-16s %s", name, about)));
      console.result(all);
      return CommandLine.ExitCode.OK;
    }
    Reproduction reproduction = find();
    OutFolder.prepare(out.toAbsolutePath());
    String folder = System.getenv("VAE_DATA");
    Path rows = data != null || folder == null ? data : Path.of(folder);
    Report report =
        reproduction.run(new Setting(rows, quick, repeats(), engine.engine(), console::note));
    Path file = out.resolve(name + ".md");
    AtomicFiles.write(file, report.markdown());
    console.say(report.markdown());
    console.say("written to " + file);
    console.result(report.map());
    return report.reached() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private int repeats() {
    if (repeats == null) {
      return 0;
    }
    if (!MEDIANS.contains(name)) {
      throw new ParameterException(
          command.commandLine(),
          "--repeats is for " + String.join(", ", MEDIANS) + "; " + name + " has its own seeds");
    }
    if (repeats < 1) {
      throw new ParameterException(
          command.commandLine(), "--repeats must be at least 1, not " + repeats);
    }
    return repeats;
  }

  /** The names there are. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Names() {
      super(Reproduction.all().stream().map(Reproduction::name).toList());
    }
  }

  private Reproduction find() {
    List<Reproduction> all = Reproduction.all();
    return all.stream()
        .filter(r -> r.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "there is no table '"
                        + name
                        + "', only "
                        + String.join(", ", all.stream().map(Reproduction::name).toList())));
  }
}
