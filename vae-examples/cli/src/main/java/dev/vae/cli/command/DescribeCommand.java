package dev.vae.cli.command;

import dev.vae.cli.option.ModelOptions;
import dev.vae.cli.option.PositiveIntConverter;
import dev.vae.cli.show.Console;
import dev.vae.core.model.Vae;
import dev.vae.core.train.MemoryFootprint;
import dev.vae.core.train.Trainer;
import dev.vae.data.tabular.TableModel;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a model is. */
@Command(
    name = "describe",
    description =
        "Show a model's layers, shapes and numbers of parameters, and where it came from.",
    mixinStandardHelpOptions = true)
public final class DescribeCommand implements Callable<Integer> {

  @Mixin private ModelOptions model;
  @Mixin private Console console;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "128",
      converter = PositiveIntConverter.class,
      description =
          "Rows in the training step whose memory is printed; ${DEFAULT-VALUE} if not given.")
  private int batch;

  @Override
  public Integer call() throws IOException {
    Vae vae = model.table() ? table(model.loadTable()) : model.load();
    MemoryFootprint memory = Trainer.of(vae).batch(batch).footprint();
    console.say(vae.describe());
    console.say(
        String.format(
            Locale.ROOT,
            "%s; this JVM has %d MiB",
            memory,
            Runtime.getRuntime().maxMemory() >> 20));
    Map<String, Object> variables = new LinkedHashMap<>();
    vae.variables().all().forEach((name, v) -> variables.put(name, v.shape().toString()));
    vae.provenance().forEach((key, value) -> console.say(key + ": " + words(value)));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("event", vae.spec().event().toString());
    result.put("latent", vae.spec().latent());
    result.put("likelihood", vae.spec().likelihood().name());
    result.put("parameters", vae.parameterCount());
    result.put("batch", batch);
    result.put("stepMemory", memory.step());
    result.put("trainingMemory", memory.total());
    result.put("seed", vae.seed());
    result.put("variables", variables);
    result.put("provenance", vae.provenance());
    console.result(result);
    return 0;
  }

  /** Says what a table's columns are, and returns the first model that scores its rows. */
  private Vae table(TableModel table) {
    List<Vae> members = table.members();
    console.say(
        "a table's model: its columns, and one of the "
            + members.size()
            + " models that score rows");
    console.say(table.schema().describe());
    return members.get(0);
  }

  /** What a model notes, as words and not as a map. */
  private static String words(Object value) {
    return value instanceof Map<?, ?> facts
        ? facts.entrySet().stream()
            .filter(fact -> !"".equals(fact.getValue()))
            .map(
                fact ->
                    fact.getValue() instanceof Map<?, ?>
                        ? fact.getKey() + " (" + words(fact.getValue()) + ")"
                        : fact.getKey() + " " + fact.getValue())
            .collect(Collectors.joining("; "))
        : String.valueOf(value);
  }
}
