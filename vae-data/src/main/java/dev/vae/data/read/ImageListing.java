package dev.vae.data.read;

import dev.vae.data.DataException;
import dev.vae.data.Labels;
import dev.vae.data.internal.file.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The images in a folder or in its sub-folders.
 *
 * @param files sorted by name
 * @param labels the sub-folders' numbers; null if the images lie in the folder itself
 */
record ImageListing(List<Path> files, Labels labels) {
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff");

  static ImageListing of(Path folder) {
    if (!Files.exists(folder)) {
      throw new DataException("the folder of images " + folder + " does not exist; check the path");
    }
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder + " is no folder; images:DIR takes a folder of images");
    }
    List<Path> entries = entries(folder);
    List<Path> here = images(entries);
    if (!here.isEmpty()) {
      return new ImageListing(here, null);
    }
    List<Path> all = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    int folders = 0;
    for (Path sub : entries.stream().filter(Files::isDirectory).toList()) {
      List<Path> images = images(entries(sub));
      int number = folders;
      images.forEach(i -> classes.add(number));
      all.addAll(images);
      folders += images.isEmpty() ? 0 : 1;
    }
    if (all.isEmpty()) {
      throw new DataException(
          folder
              + " has no image ("
              + entries.size()
              + " entries, none ending in png, jpg, jpeg, bmp or gif), and neither has a folder in"
              + " it");
    }
    int[] numbers = classes.stream().mapToInt(Integer::intValue).toArray();
    return new ImageListing(List.copyOf(all), Labels.of("folder", folders, numbers));
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(e -> !e.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(e -> e.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      throw new DataException("cannot list " + folder + ": " + Problems.words(e), e);
    }
  }

  private static List<Path> images(List<Path> entries) {
    List<Path> images = entries.stream().filter(e -> ENDINGS.contains(ending(e))).toList();
    images.forEach(i -> Problems.requireFile("the image", i));
    return images;
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
