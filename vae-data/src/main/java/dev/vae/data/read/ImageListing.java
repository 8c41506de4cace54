package dev.vae.data.read;

import dev.vae.core.internal.text.FileProblems;
import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The images in a folder, in its sub-folders, or in theirs.
 *
 * @param files sorted by name
 * @param labels the sub-folders by name; null if the images lie in the folder itself
 * @param notes what was left out, a sentence each
 */
record ImageListing(List<Path> files, Labels labels, List<String> notes) {
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff");

  /** How deep folders are looked into: a folder of folders of classes, as Omniglot's. */
  private static final int DEEPEST = 2;

  private static final int NAMED = 3;

  /**
   * A folder's images, and the folders in it.
   *
   * @param name the path from the first folder, with slashes; empty for that itself
   * @param others files that are no images, by their endings
   */
  private record Folder(
      Path path, String name, List<Path> images, List<Path> others, List<Folder> folders) {

    static Folder of(Path path, String name, int depth) {
      List<Path> images = new ArrayList<>();
      List<Path> others = new ArrayList<>();
      List<Folder> folders = new ArrayList<>();
      for (Path entry : entries(path)) {
        String inside = (name.isEmpty() ? "" : name + "/") + entry.getFileName();
        if (Files.isDirectory(entry)) {
          if (depth < DEEPEST) {
            folders.add(of(entry, inside, depth + 1));
          }
        } else {
          (ENDINGS.contains(ending(entry)) ? images : others).add(entry);
        }
      }
      return new Folder(path, name, images, others, folders);
    }

    /** The folders at a depth below this one that have images. */
    List<Folder> withImages(int depth) {
      if (depth == 0) {
        return images.isEmpty() ? List.of() : List.of(this);
      }
      return folders.stream().flatMap(f -> f.withImages(depth - 1).stream()).toList();
    }

    Stream<Path> all(boolean whetherImages) {
      return Stream.concat(
          (whetherImages ? images : others).stream(),
          folders.stream().flatMap(f -> f.all(whetherImages)));
    }
  }

  static ImageListing of(Path folder) {
    if (!Files.exists(folder)) {
      FileChecks.requireFile("the folder of images", folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder + " is not a folder; images:DIR takes a folder of images");
    }
    Folder root = Folder.of(folder, "", 0);
    int depth = depth(root);
    List<Folder> chosen = root.withImages(depth);
    if (chosen.isEmpty()) {
      throw none(root);
    }
    List<Path> files = chosen.stream().flatMap(f -> f.images().stream()).toList();
    files.forEach(f -> FileChecks.requireFile("the image", f));
    Labels labels = depth == 0 ? null : labels(chosen, files.size());
    return new ImageListing(files, labels, notes(root, depth, files));
  }

  /**
   * Where the images are meant to be: in the highest folders that have any, unless these are strays
   * above two or more folders: fewer in the folder itself than in all of them, or fewer in a folder
   * of a class, which may have folders of its own, than there are such folders.
   */
  private static int depth(Folder root) {
    int highest = 0;
    while (highest < DEEPEST && root.withImages(highest).isEmpty()) {
      highest++;
    }
    int strays = count(root.withImages(highest));
    for (int below = highest + 1; below <= DEEPEST; below++) {
      List<Folder> folders = root.withImages(below);
      int most = highest == 0 ? count(folders) : folders.size();
      if (folders.size() >= 2 && strays < most) {
        return below;
      }
    }
    return highest;
  }

  private static int count(List<Folder> folders) {
    return folders.stream().mapToInt(f -> f.images().size()).sum();
  }

  private static Labels labels(List<Folder> folders, int rows) {
    int[] numbers = new int[rows];
    int row = 0;
    for (int i = 0; i < folders.size(); i++) {
      for (int k = 0; k < folders.get(i).images().size(); k++) {
        numbers[row++] = i;
      }
    }
    return Labels.of("folder", folders.stream().map(Folder::name).toList(), numbers);
  }

  private static List<String> notes(Folder root, int depth, List<Path> read) {
    List<String> notes = new ArrayList<>();
    Set<Path> taken = Set.copyOf(read);
    List<Path> images = root.all(true).filter(f -> !taken.contains(f)).toList();
    if (!images.isEmpty()) {
      notes.add(
          root.path()
              + ": "
              + leftOut(root, images, "image")
              + (depth == 0
                  ? ", in folders beside the images that are read; to read those, name their folder"
                  : ", outside the folders that are read as classes"));
    }
    List<Path> others = root.all(false).toList();
    if (!others.isEmpty()) {
      notes.add(
          root.path()
              + ": "
              + leftOut(root, others, "file")
              + ", not ending in png, jpg, jpeg, bmp, gif, tif or tiff");
    }
    return notes;
  }

  private static String leftOut(Folder root, List<Path> files, String what) {
    String names =
        files.stream()
            .limit(NAMED)
            .map(f -> root.path().relativize(f).toString())
            .collect(Collectors.joining(", "));
    boolean one = files.size() == 1;
    return files.size()
        + " "
        + what
        + (one ? " was left out (" : "s were left out (")
        + names
        + (files.size() > NAMED ? ", ..." : "")
        + ")";
  }

  private static DataException none(Folder root) {
    List<Path> others = root.all(false).toList();
    String start =
        root.path()
            + " has no image, and neither have the folders in it and in these: "
            + (others.isEmpty()
                ? "no file at all"
                : others.size()
                    + (others.size() == 1 ? " file" : " files")
                    + ", none ending in png, jpg, jpeg, bmp, gif, tif or tiff");
    return new DataException(
        start + deeper(root.path()).map(d -> "; name a folder that has, such as " + d).orElse(""));
  }

  /** A folder that could be named: two above the first image that lies deeper. */
  private static Optional<Path> deeper(Path root) {
    try (Stream<Path> all = Files.walk(root, 3 * DEEPEST)) {
      return all.limit(100_000)
          .filter(f -> ENDINGS.contains(ending(f)) && Files.isRegularFile(f))
          .findFirst()
          .map(f -> f.getParent().getParent());
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(e -> !e.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(e -> e.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new DataException("cannot list " + folder + ": " + FileProblems.reason(folder, e), e);
    }
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
