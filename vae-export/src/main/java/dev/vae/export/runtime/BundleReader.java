package dev.vae.export.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads files of a bundle; what cannot be read is said in words, which exceptions of files lack.
 */
final class BundleReader {
  /** Most of it are words of columns that have many. */
  private static final long MOST_TEXT = 1L << 28;

  private BundleReader() {}

  /** Returns a text in UTF-8. */
  static String text(Path file) {
    try {
      regular(file);
      if (Files.size(file) > MOST_TEXT) {
        throw new OnnxRuntimeException(file + " is too large to be what 'vae export' writes");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Returns the SHA-256 of a file, in hexadecimal digits. */
  static String sha256(Path file) {
    try {
      regular(file);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  /** Returns what another file of the same name would differ in; empty where that is not known. */
  static Object stamp(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "";
    }
  }

  /** What is where a bundle should be, and what reads that; empty where nothing is known of it. */
  private static Optional<String> instead(Path folder, String named) {
    if (Files.exists(folder.resolve("table.json"))) {
      return Optional.of(
          named
              + " holds a table's model, not ONNX files of it: load it by TableModel.load, or write"
              + " such files by vae export or TableExporter");
    }
    if (Files.exists(folder.resolve("model.json"))) {
      return Optional.of(
          named
              + " holds a model, not ONNX files of it: load it by Vae.load, or write such files by"
              + " vae export or VaeExporter");
    }
    if (Files.exists(folder.resolve("checkpoint.safetensors"))) {
      return Optional.of(
          named
              + " holds a training run that has saved no model yet: when it has, vae export or"
              + " VaeExporter writes ONNX files of it");
    }
    return Files.isRegularFile(folder)
        ? Optional.of(named + " is a file, and what vae export wrote is a folder: name that")
        : Optional.empty();
  }

  /** Devices and pipes may never end. */
  private static void regular(Path file) {
    if (Files.exists(file) && !Files.isDirectory(file) && !Files.isRegularFile(file)) {
      throw new OnnxRuntimeException(
          file + " is a pipe or a device, not a file: export again, or copy the whole folder");
    }
  }

  private static OnnxRuntimeException unreadable(Path file, IOException e) {
    return new OnnxRuntimeException(reason(file, e), e);
  }

  private static String reason(Path file, IOException e) {
    Path folder = file.toAbsolutePath().getParent();
    Optional<String> instead =
        folder == null || Files.exists(file) || !file.endsWith(Bundle.NAME)
            ? Optional.empty()
            : instead(folder, String.valueOf(file.getParent()));
    if (instead.isPresent()) {
      return instead.get();
    }
    if (Files.notExists(file)) {
      return "there is no "
          + file
          + ": a bundle is a folder that 'vae export' wrote; copy all of it, or export again";
    }
    if (Files.isDirectory(file)) {
      return file + " is a folder, not a file: export again";
    }
    if (e instanceof CharacterCodingException) {
      return file + " is not text in UTF-8: export again, or copy the whole folder";
    }
    if (!Files.isReadable(file)) {
      return "cannot read " + file + ": permission denied";
    }
    return "cannot read " + file + ": " + e.getMessage();
  }
}
