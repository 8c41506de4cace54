package dev.vae.serve.model;

import dev.vae.core.internal.io.FolderKind;
import dev.vae.core.model.Vae;
import dev.vae.data.tabular.TableModel;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Where a model comes from.
 *
 * @param folder where newer ones will be
 * @param first gives the model to begin with
 */
public record ModelSource(Path folder, Function<ServingOptions, ServedModel> first) {

  /** Returns a folder that is read when the model is wanted. */
  public static ModelSource of(Path folder) {
    return new ModelSource(folder, options -> read(folder, options));
  }

  /** Returns a folder of which the model has been read. */
  public static ModelSource of(Path folder, Vae read) {
    return new ModelSource(folder, options -> VaeOperations.of(read, options));
  }

  /** Returns the same of a table's model. */
  public static ModelSource of(Path folder, TableModel read) {
    return new ModelSource(folder, options -> TableOperations.of(read, options));
  }

  /** Reads what the folder holds now. */
  ServedModel read(ServingOptions options) {
    return read(folder, options);
  }

  private static ServedModel read(Path folder, ServingOptions options) {
    return switch (FolderKind.of(folder)) {
      case BUNDLE -> Bundles.load(folder, options);
      case TABLE -> TableOperations.load(folder, options);
      case ROWS, CHECKPOINT, NO_MODEL, FILE, ABSENT -> VaeOperations.load(folder, options);
    };
  }
}
