package dev.vae.data.read;

import static dev.vae.data.read.Samples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.data.rows.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are rows, which are classes, and what is said of the others. */
class ImageListingTest {
  @TempDir Path folder;

  private void images(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, Pictures.png(1, 8, 0, new byte[][] {{7}}));
    }
  }

  private ImageFolder open(long rows, String... classes) {
    ImageFolder images = ImageFolder.open(folder);
    assertEquals(rows, images.size());
    List<String> names = images.labels().map(l -> l.classNames(0)).orElse(List.of());
    assertEquals(List.of(classes), names);
    images.labels().ifPresent(l -> assertEquals(labels(images), numbers(l)));
    return images;
  }

  /** The class of each file by its folder. */
  private List<Integer> labels(ImageFolder images) {
    List<String> names = images.labels().orElseThrow().classNames(0);
    return images.files().stream()
        .map(f -> folder.relativize(f.getParent()).toString())
        .map(names::indexOf)
        .toList();
  }

  private static List<Integer> numbers(Labels labels) {
    return IntStream.range(0, (int) labels.size()).mapToObj(r -> labels.get(r, 0)).toList();
  }

  private static void said(ImageFolder images, String... words) {
    String notes = String.join("\n", images.notes());
    for (String word : words) {
      assertTrue(notes.contains(word), "'" + word + "' in: " + notes);
    }
  }

  @Test
  void aStrayImageBesideClasses() throws IOException {
    images("preview.png", "cats/0.png", "cats/1.png", "dogs/0.png", "dogs/1.png");
    said(open(4, "cats", "dogs"), "1 image was left out (preview.png)");
  }

  @Test
  void aFolderBesideImages() throws IOException {
    images("0.png", "1.png", "unused/2.png", "unused/3.png", "unused/4.png", "unused/5.png");
    said(open(2), "4 images were left out (unused/2.png", ", ...)", "name their folder");
  }

  @Test
  void twoDeep() throws IOException {
    images("Greek/a/1.png", "Greek/b/1.png", "Latin/a/1.png", "sample.png", "Latin/a/2.png");
    said(open(4, "Greek/a", "Greek/b", "Latin/a"), "sample.png");
  }

  @Test
  void foldersInsideClasses() throws IOException {
    images("a/1.png", "a/2.png", "b/1.png", "b/old/1.png", "a/old/1.png");
    said(open(3, "a", "b"), "2 images were left out");
  }

  @Test
  void tooDeep() throws IOException {
    images("x/y/z/w/1.png");
    refused(() -> ImageFolder.open(folder), "no image", "such as " + folder.resolve("x/y/z"));
  }

  @Test
  void otherFilesAreSaid() throws IOException {
    images("1.png", ".hidden.png");
    Files.writeString(folder.resolve("notes.txt"), "x");
    Files.writeString(folder.resolve("2.webp"), "x");
    said(open(1), "2 files were left out (2.webp, notes.txt)", "tiff");
  }

  @Test
  void animationsAndPagesAreSaid() throws IOException {
    Files.write(folder.resolve("a.gif"), Animation.gif(2));
    said(open(1), "a.gif", "only the first is read");
    Files.write(folder.resolve("a.gif"), Animation.gif(1));
    assertEquals(List.of(), open(1).notes());
  }
}
