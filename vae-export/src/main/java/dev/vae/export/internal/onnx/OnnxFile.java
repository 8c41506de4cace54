package dev.vae.export.internal.onnx;

import dev.vae.core.internal.text.FileProblems;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes a model so that a file is there whole or not at all. */
public final class OnnxFile {
  private OnnxFile() {}

  /**
   * Streams a model to a temporary file, syncs it and moves it into place.
   *
   * @throws IOException if that fails, or if the model is too large
   */
  public static void write(Payload model, Path file) throws IOException {
    if (model instanceof ProtoMessage && model.size() > Integer.MAX_VALUE) {
      throw new IOException(
          String.format(
              "%s would take %.2f GB, but protocol buffers, which ONNX files are made of, end at"
                  + " 2 GB: let the weights lie beside it",
              file, model.size() / 1e9));
    }
    Path target = file.toAbsolutePath();
    Path parent = file.getParent();
    Path folder = parent == null ? Path.of(".") : parent;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "cannot write into " + folder + ": " + FileProblems.reason(folder, e), e);
    }
    Path temporary =
        target.resolveSibling(target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      deleteAtTheEnd(temporary);
      try (FileChannel channel = open(temporary)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        model.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Writes a text in UTF-8, likewise.
   *
   * @throws IOException if that fails
   */
  public static void write(String text, Path file) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(new TensorData.Blocks(bytes.length, (i, block) -> block.put(bytes[i]), 1), file);
  }

  /** A program that a signal ends leaves no half of a file; the name is the same at every write. */
  private static void deleteAtTheEnd(Path temporary) {
    try {
      temporary.toFile().deleteOnExit();
    } catch (IllegalStateException | UnsupportedOperationException e) {
      // the program is at its very end, or the file is in an archive
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }
}
