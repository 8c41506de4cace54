package dev.vae.cli.option;

import dev.vae.core.internal.io.FolderKind;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** What is at a path that a command was given for a model, and which command takes it. */
public enum ModelFolder {
  /** A model of rows, as {@code vae train --data} makes it. */
  ROWS,

  /** A table's model, as {@code vae train FILE} makes it. */
  TABLE,

  /** What {@code vae export} wrote. */
  BUNDLE,

  /** A training run that has not saved a model yet. */
  CHECKPOINT,

  /** A folder with nothing of these. */
  NO_MODEL,

  /** A file. */
  FILE,

  /** Nothing. */
  ABSENT;

  /** For commands that take models of rows alone: what does likewise for a table's. */
  private static final Map<String, String> FOR_TABLES =
      Map.of(
          "eval", "vae score %s FILE says how odd each row is",
          "fit-sampler", "vae synthesize %s --count N --out FILE makes rows as it is",
          "interpolate", "vae explore %s FILE shows its latent space",
          "reconstruct", "vae score %s FILE says what is expected, vae impute fills missing cells",
          "sample", "vae synthesize %s --count N --out FILE makes rows",
          "traverse", "vae explore %s FILE shows its latent space");

  /** The reverse. */
  private static final Map<String, String> FOR_ROWS =
      Map.of(
          "impute", "vae reconstruct %s --data SOURCE --missing decodes rows with missing values",
          "score", "vae eval %s --data SOURCE --rows FILE judges each row",
          "synthesize", "vae sample %s --count N --out FILE makes rows");

  /** Returns what is at a path. */
  public static ModelFolder of(Path path) {
    return valueOf(FolderKind.of(path).name());
  }

  /** Whether it is a model that commands use. */
  public boolean isModel() {
    return this == ROWS || this == TABLE;
  }

  /**
   * Refuses what holds no model, or one that the command does not take.
   *
   * @param wanted the kinds it takes
   * @throws IllegalArgumentException which says what is there, and what to do
   */
  public static void require(CommandSpec command, Path path, ModelFolder... wanted) {
    ModelFolder found = of(path);
    for (ModelFolder kind : wanted) {
      if (found == kind) {
        return;
      }
    }
    throw new IllegalArgumentException(found.refusal(command.name(), path));
  }

  /**
   * Refuses a model where a table is wanted.
   *
   * @throws IllegalArgumentException which says which command tells of it
   */
  public static void refuseAsTable(Path table) {
    if (of(table).isModel()) {
      throw new IllegalArgumentException(
          table + " is a model's folder, not a table: vae describe " + table + " says what it is");
    }
  }

  private String refusal(String command, Path path) {
    return switch (this) {
      case ROWS ->
          path
              + " is a model of rows, not a table's: "
              + String.format(Locale.ROOT, FOR_ROWS.getOrDefault(command, "vae describe %s"), path);
      case TABLE ->
          path
              + " is a table's model: "
              + String.format(
                  Locale.ROOT, FOR_TABLES.getOrDefault(command, "vae describe %s"), path);
      case BUNDLE ->
          path
              + " holds what vae export made of a model: name the model's own folder; vae serve "
              + path
              + " answers questions to these files";
      case CHECKPOINT ->
          path
              + " holds a training run that has saved no model yet: the vae train command that"
              + " began it goes on with --resume";
      case NO_MODEL ->
          path
              + " holds no model, as there is no model.json in it: vae train makes one there with"
              + " --out "
              + path;
      case FILE -> path + " is a file, and a model is a folder: " + folderOf(path);
      case ABSENT ->
          "there is no model "
              + path
              + ": check the path, or vae train makes one there with --out "
              + path;
    };
  }

  private static String folderOf(Path file) {
    Path parent = file.getParent();
    return parent != null && of(parent).isModel()
        ? "name " + parent
        : "name that, as vae train says at its end";
  }
}
