package dev.vae.cli.command;

import dev.vae.cli.option.PluginOptions;
import dev.vae.cli.show.Console;
import dev.vae.core.plugin.NamedProvider;
import dev.vae.core.plugin.Plugins;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what can be named in descriptions and options, and where each comes from. */
@Command(
    name = "plugins",
    description = {
      "List all parts by name, built in and of plugins: layers, likelihoods, posteriors, priors,"
          + " objectives, data sources, optimizers, learning-rate schedules. With the module or jar"
          + " each comes from; and of those that were found but cannot be used, why."
    },
    mixinStandardHelpOptions = true)
public final class PluginsCommand implements Callable<Integer> {

  @Mixin private Console console;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws IOException {
    Plugins plugins = PluginOptions.find(command);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Class<? extends NamedProvider> kind : Plugins.kinds()) {
      console.say(Plugins.describe(kind));
      for (NamedProvider plugin : plugins.all(kind).values()) {
        console.say(String.format("  %-20s %s", plugin.name(), Plugins.origin(plugin)));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("kind", Plugins.describe(kind));
        row.put("name", plugin.name());
        row.put("origin", Plugins.origin(plugin));
        row.put("class", plugin.getClass().getName());
        rows.add(row);
      }
    }
    plugins.problems().forEach(problem -> console.note("plugin: " + problem));
    console.result(Map.of("plugins", rows, "problems", plugins.problems()));
    return 0;
  }
}
