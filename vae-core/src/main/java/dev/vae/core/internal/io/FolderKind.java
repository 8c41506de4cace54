package dev.vae.core.internal.io;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What is at a path that was named for a model's, told by its files, and what in Java reads it. */
public enum FolderKind {
  /** A model of rows of numbers. */
  ROWS,

  /** A table's model. */
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

  private static final String CHECKPOINT_FILE = "checkpoint.safetensors";

  /** Returns what is at a path. */
  public static FolderKind of(Path path) {
    if (!Files.isDirectory(path)) {
      return Files.exists(path) ? FILE : ABSENT;
    }
    return has(path, "table.json")
        ? TABLE
        : has(path, "model.json")
            ? ROWS
            : has(path, "bundle.json")
                ? BUNDLE
                : has(path, CHECKPOINT_FILE) ? CHECKPOINT : NO_MODEL;
  }

  /** Also as a link that leads nowhere, which who reads it says. */
  private static boolean has(Path folder, String file) {
    return Files.exists(folder.resolve(file), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Refuses what holds no model of this kind.
   *
   * @throws IllegalArgumentException which says what is there, and what reads that
   */
  public void require(Path path) {
    FolderKind found = of(path);
    if (found != this) {
      throw new IllegalArgumentException(found.instead(this, path));
    }
  }

  private String instead(FolderKind wanted, Path path) {
    return switch (this) {
      case ROWS -> path + " holds a model of rows of numbers, not a table's: load it by Vae.load";
      case TABLE -> path + " holds a table's model: load it by TableModel.load";
      case BUNDLE ->
          path
              + " holds ONNX files that vae export made, not the model: open them by OnnxVae.open,"
              + " or a table's by OnnxTable.open";
      case CHECKPOINT ->
          path
              + " holds a training run that has saved no model yet: Trainer.modelOf reads that of"
              + " its "
              + CHECKPOINT_FILE;
      case NO_MODEL ->
          path
              + " holds no model, as there is no "
              + (wanted == TABLE ? "table.json" : "model.json")
              + " in it";
      case FILE -> path + " is a file, and a model is a folder: name that";
      case ABSENT -> "there is no folder " + path;
    };
  }

  /**
   * Refuses to save a model of this kind where one of the other kind is.
   *
   * @throws IllegalArgumentException which says so
   */
  public void requireNoOther(Path folder) {
    FolderKind found = of(folder);
    if (found != this && (found == ROWS || found == TABLE)) {
      throw new IllegalArgumentException(
          folder
              + (found == TABLE ? " holds a table's model" : " holds a model of rows of numbers")
              + ": save "
              + (this == TABLE ? "a table's model" : "one of rows of numbers")
              + " into another folder, or delete that one first");
    }
  }
}
