package dev.vae.data.read;

import dev.vae.core.graph.Shape;
import dev.vae.data.ByteRowSource;
import dev.vae.data.DataException;
import dev.vae.data.Labels;
import dev.vae.data.internal.Hashes;
import dev.vae.data.internal.RowCache;
import dev.vae.data.internal.file.FileHashes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Reads a folder of images of one size: PNG, JPEG, BMP and GIF (its first frame), sorted by name.
 *
 * <p>All headers are looked at when the folder is opened; an image is decoded when its row is read,
 * and kept as bytes up to 512 MB in all, so a folder may be larger than memory. If all images are
 * grey, rows have one channel, else three (red, green, blue); transparent parts become white. If
 * the folder has no images but sub-folders have, these are read and the sub-folders' names, sorted,
 * number the labels.
 */
public final class ImageFolder implements ByteRowSource {
  private static final long KEPT = 512L << 20;

  private final Path folder;
  private final List<Path> files;
  private final Labels labels;
  private final ImageFiles.Size size;
  private final RowCache cache;

  private ImageFolder(Path folder, ImageListing listing, ImageFiles.Size size) {
    this.folder = folder;
    this.files = listing.files();
    this.labels = listing.labels();
    this.size = size;
    this.cache = new RowCache(files.size(), KEPT);
  }

  /** A folder, grey if all its images are. */
  public static ImageFolder open(Path folder) {
    return open(folder, false);
  }

  /**
   * A folder.
   *
   * @param grey whether to make colours grey: 0.299 red + 0.587 green + 0.114 blue
   * @throws DataException if there is no image, or naming the file of one that is of another size
   *     or cannot be read
   */
  public static ImageFolder open(Path folder, boolean grey) {
    ImageListing listing = ImageListing.of(folder);
    ImageFiles.Size size = ImageFiles.commonSize(listing.files());
    return new ImageFolder(folder, listing, grey ? size.grey() : size);
  }

  @Override
  public long size() {
    return files.size();
  }

  @Override
  public Shape event() {
    return Shape.of(size.height(), size.width(), size.channels());
  }

  @Override
  public void readBytes(long row, byte[] into) {
    byte[] image = cache.get(row, r -> ImageFiles.decode(files.get((int) r), size));
    System.arraycopy(image, 0, into, 0, image.length);
  }

  /** The files in the order of the rows. */
  public List<Path> files() {
    return files;
  }

  @Override
  public Optional<Labels> labels() {
    return Optional.ofNullable(labels);
  }

  @Override
  public String description() {
    return "images:" + folder;
  }

  /** The hash of all names, as relative paths with slashes, and contents. */
  @Override
  public String sha256() {
    MessageDigest digest = Hashes.sha256();
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace('\\', '/') + "\n";
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      FileHashes.update(digest, file);
    }
    return Hashes.hex(digest);
  }

  @Override
  public String toString() {
    return description();
  }
}
