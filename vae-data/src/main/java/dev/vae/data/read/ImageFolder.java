package dev.vae.data.read;

import dev.vae.core.graph.Shape;
import dev.vae.data.internal.Digests;
import dev.vae.data.internal.RowCache;
import dev.vae.data.internal.file.FileHashes;
import dev.vae.data.internal.rows.ByteRowSource;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a folder of images of one size, or brought to one: PNG, JPEG, BMP, TIFF and GIF, of the
 * last two the first page or frame, sorted by name.
 *
 * <p>All headers are looked at when the folder is opened; an image is decoded when its row is read,
 * and kept as bytes up to 512 MB in all, so a folder may be larger than memory. Images are turned
 * as their Exif orientation says. If all images are grey, rows have one channel, else three (red,
 * green, blue); transparent parts become white, and CMYK is converted without a colour profile.
 *
 * <p>If the folder has no images but sub-folders have, or those in these, or if it has fewer than
 * two or more sub-folders together, these are read and are the labels by name: {@code cats}, or
 * {@code Greek/alpha}. {@link #notes} says what was left out.
 */
public final class ImageFolder implements ByteRowSource {
  private static final long KEPT = 512L << 20;

  private final Path folder;
  private final List<Path> files;
  private final Labels labels;
  private final ImageOptions options;
  private final ImageFiles.Survey survey;
  private final List<String> notes;
  private final RowCache cache;

  private ImageFolder(
      Path folder, ImageListing listing, ImageFiles.Survey survey, ImageOptions options) {
    this.folder = folder;
    this.files = listing.files();
    this.labels = listing.labels();
    this.survey = survey;
    this.options = options;
    this.notes = new ArrayList<>(listing.notes());
    if (!survey.several().isEmpty()) {
      notes.add(
          folder
              + ": of "
              + survey.several().size()
              + (survey.several().size() == 1 ? " file" : " files")
              + " with several frames or pages ("
              + folder.relativize(survey.several().get(0))
              + (survey.several().size() == 1 ? "" : ", ...")
              + ") only the first is read");
    }
    this.cache = new RowCache(files.size(), KEPT);
  }

  /** Returns a folder, grey if all its images are. */
  public static ImageFolder open(Path folder) {
    return open(folder, ImageOptions.DEFAULTS);
  }

  /**
   * Returns a folder.
   *
   * @param options how many channels rows have, and the size that images are brought to
   * @throws DataException if there is no image, or naming the file of one that is of another size
   *     or cannot be read
   */
  public static ImageFolder open(Path folder, ImageOptions options) {
    ImageListing listing = ImageListing.of(folder);
    return new ImageFolder(folder, listing, ImageFiles.survey(listing.files(), options), options);
  }

  @Override
  public long size() {
    return files.size();
  }

  @Override
  public Shape event() {
    return Shape.of(survey.size().height(), survey.size().width(), survey.size().channels());
  }

  @Override
  public void readBytes(long row, byte[] into) {
    byte[] image = cache.get(row, r -> decode((int) r));
    System.arraycopy(image, 0, into, 0, image.length);
  }

  private byte[] decode(int row) {
    return ImageFiles.decode(files.get(row), survey.size(), options);
  }

  /** Returns the files in the order of the rows. */
  public List<Path> files() {
    return files;
  }

  @Override
  public Optional<Labels> labels() {
    return Optional.ofNullable(labels);
  }

  @Override
  public String description() {
    return "images:" + folder + options.describe();
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Returns the hash of all names, as relative paths with slashes, contents, and options if any are
   * set.
   */
  @Override
  public String sha256() {
    MessageDigest digest = Digests.sha256();
    digest.update(options.describe().getBytes(StandardCharsets.UTF_8));
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/') + "\n";
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      FileHashes.update(digest, file);
    }
    return Digests.hex(digest);
  }

  @Override
  public String toString() {
    return description();
  }
}
