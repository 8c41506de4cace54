package dev.vae.export.internal.onnx;

import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.text.FileProblems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
    Path parent = file.getParent();
    Path folder = parent == null ? Path.of(".") : parent;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "cannot write into " + folder + ": " + FileProblems.reason(folder, e), e);
    }
    try {
      AtomicFiles.write(file, model::writeTo);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
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
}
