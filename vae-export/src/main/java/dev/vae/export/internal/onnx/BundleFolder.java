package dev.vae.export.internal.onnx;

import dev.vae.core.ModelFileException;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.export.internal.staged.StagedBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a bundle so that its folder holds all of it or, until then, all of the one before: see
 * {@link StagedBundle}. One program or thread writes there at a time.
 */
public final class BundleFolder {
  /** All files that a bundle may have: those of the one before go where this one has none. */
  private static final List<String> GRAPHS =
      List.of("encoder", "decoder", "reconstruct", "sample", "score", "impute");

  /** What a check found of the files before. */
  private static final String PARITY = "parity.json";

  private BundleFolder() {}

  /**
   * What was written.
   *
   * @param files all but the description
   * @param description the text of {@code bundle.json}
   */
  public record Written(List<Path> files, String description) {
    /** Copies the list. */
    public Written {
      files = List.copyOf(files);
    }
  }

  /** Writes the files of a bundle. */
  @FunctionalInterface
  public interface Parts {
    /** Writes all but the description into a folder. */
    Written write(Path place) throws IOException;
  }

  /**
   * Writes a bundle.
   *
   * @return its files, the description last
   * @throws IOException if that fails, or somebody else writes there; the message names the folder
   *     or the file
   */
  public static List<Path> write(Path folder, Parts parts) throws IOException {
    try (FolderLock lock = FolderLock.of(folder)) {
      deleteStaged(folder, StagedBundle.place(folder));
      Path draft = folder.resolve(StagedBundle.DRAFT);
      Path staged;
      Written written;
      try {
        Files.createDirectories(draft);
        written = parts.write(draft);
        staged = StagedBundle.of(folder, written.description);
        if (!Files.exists(staged)) { // else a killed program wrote the same
          AtomicFiles.move(draft, staged);
        }
      } finally {
        delete(draft);
      }
      replace(folder, staged, written);
      deleteStaged(folder, folder);
      return files(folder, written);
    } catch (ModelFileException | UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static List<Path> files(Path folder, Written written) {
    List<Path> files = new ArrayList<>();
    written.files.forEach(file -> files.add(folder.resolve(file.getFileName())));
    files.add(folder.resolve(StagedBundle.DESCRIPTION));
    return files;
  }

  private static void replace(Path folder, Path staged, Written written) throws IOException {
    Path description = folder.resolve(StagedBundle.DESCRIPTION);
    if (!Files.exists(description, LinkOption.NOFOLLOW_LINKS)) {
      moveIn(folder, staged); // whoever waits for the description finds all files
      OnnxFile.write(written.description, description);
      return;
    }
    AtomicFiles.deleteQuietly(folder.resolve(PARITY));
    OnnxFile.write(written.description, description); // from here on it is the new bundle
    moveIn(folder, staged);
    for (String graph : GRAPHS) {
      for (String name : List.of(graph + ".onnx", graph + ".onnx.data")) {
        if (Files.notExists(staged.resolve(name))) {
          AtomicFiles.deleteQuietly(folder.resolve(name));
        }
      }
    }
  }

  /** All stay where they are as well, until all are there. */
  private static void moveIn(Path folder, Path staged) throws IOException {
    try (Stream<Path> files = Files.list(staged)) {
      files.sorted().forEach(file -> AtomicFiles.link(file, folder.resolve(file.getFileName())));
    }
  }

  /** Deletes what killed programs left. */
  private static void deleteStaged(Path folder, Path but) throws IOException {
    Path draft = folder.resolve(StagedBundle.DRAFT);
    delete(draft);
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(folder, StagedBundle.DRAFT + "-*")) {
      found.forEach(all::add);
    }
    for (Path staged : all) {
      if (!staged.equals(but)) {
        AtomicFiles.move(staged, draft); // so that whatever has the name is whole
        delete(draft);
      }
    }
  }

  private static void delete(Path place) throws IOException {
    if (Files.exists(place)) {
      try (Stream<Path> all = Files.walk(place)) {
        all.sorted(Comparator.reverseOrder()).forEach(AtomicFiles::deleteQuietly);
      }
    }
  }
}
