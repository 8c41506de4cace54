package dev.vae.data.internal.trial;

import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.io.RegularFiles;
import dev.vae.data.rows.DataException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A folder with a file for each trial that is done: it is there as a whole or not at all.
 *
 * @param folder where files are
 * @param work what all trials are of, as a digest: those of other work are refused
 */
public record TrialFolder(Path folder, String work) {
  private static final String FORMAT = "vae-trial-1";

  /**
   * Reads the result of a trial, if it is done.
   *
   * @param name of the trial, letters that a file's name may have
   * @throws DataException if the file is of other work, or no such file; the message names it
   */
  public Optional<Map<?, ?>> read(String name) {
    Path file = file(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<?, ?> json;
    try {
      json = Json.read(RegularFiles.text(file, "a trial")) instanceof Map<?, ?> m ? m : Map.of();
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
    if (!FORMAT.equals(json.get("format")) || !(json.get("result") instanceof Map<?, ?> result)) {
      throw new DataException(file + " is not a trial that was finished here: delete it");
    }
    if (!work.equals(json.get("work"))) {
      throw new DataException(
          "the trials in "
              + folder
              + " are of other rows, types, seed or steps: name another folder for trials, or"
              + " delete it");
    }
    return Optional.of(result);
  }

  /** Keeps the result of a trial. */
  public void write(String name, Map<String, Object> result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("work", work);
    json.put("result", result);
    AtomicFiles.write(file(name), Json.write(json));
  }

  private Path file(String name) {
    return folder.resolve(name + ".json");
  }
}
