package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipe, device, folder, dead link or endless file in place of any file that commands read. */
class IrregularInputsTest {
  private static final Path DEVICE = Path.of("/dev/zero");
  private static final Path MAKE_PIPE = Path.of("/usr/bin/mkfifo");

  @TempDir private Path folder;
  private Path model;

  /** Puts something in place of a file. */
  private interface Kind {
    void at(Path file) throws Exception;
  }

  @BeforeEach
  void trainOnce() {
    model = folder.resolve("m");
    Cli.run(train().toArray()).done();
    Cli.run("fit-sampler", model, "--data", "digits#64", "--components", 2).done();
  }

  private List<Object> train(Object... more) {
    List<Object> all =
        new ArrayList<>(
            List.of("train", "--data", "digits#64", "--epochs", 1, "--latent", 2, "--out", model));
    all.addAll(List.of("--set", "encoder.0.units=4", "--set", "decoder.0.units=4"));
    all.addAll(List.of(more));
    return all;
  }

  private List<Object> fromConfig(Path config) {
    Path out = folder.resolve("other");
    return List.of("train", "--config", config, "--data", "digits#64", "--out", out);
  }

  private static void put(Kind kind, Path file) throws Exception {
    Files.deleteIfExists(file);
    kind.at(file);
  }

  /** Runs, but never for ever; gives the line that says what is wrong. */
  private static String refusal(List<Object> command) {
    Cli.Result result =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> Cli.run(command.toArray()), command::toString);
    assertNotEquals(0, result.code(), result.toString());
    List<String> lines = result.err().lines().filter(line -> !line.startsWith("Try ")).toList();
    assertFalse(result.err().contains("internal error"), result.toString());
    return lines.get(lines.size() - 1);
  }

  private void each(Kind kind, String expected) throws Exception {
    Path config = folder.resolve("spec.json");
    put(kind, config);
    said(fromConfig(config), config, expected);

    for (String name : List.of("sampler-gmm.safetensors", "weights.safetensors")) {
      Path file = model.resolve(name);
      put(kind, file);
      Path picture = folder.resolve("s.png");
      List<Object> sample = List.of("sample", model, "--out", picture);
      List<Object> command = new ArrayList<>(sample);
      if (name.startsWith("sampler")) {
        command.addAll(List.of("--sampler", "gmm"));
      }
      said(command, file, expected);
    }
    Path description = model.resolve("model.json");
    put(kind, description);
    said(List.of("describe", model), description, expected);

    Path checkpoint = model.resolve("checkpoint.safetensors");
    put(kind, checkpoint);
    said(train("--resume"), checkpoint, expected);
  }

  private static void said(List<Object> command, Path file, String expected) {
    String line = refusal(command);
    assertTrue(line.contains(file.toString()), line);
    assertTrue(line.contains(expected), line);
  }

  private void plugin(Kind kind, String expected) throws Exception {
    Path jar = Files.createDirectories(folder.resolve("jars")).resolve("p.jar");
    put(kind, jar);
    for (Path place : List.of(jar, jar.getParent())) {
      Cli.Result result =
          assertTimeoutPreemptively(
              Duration.ofSeconds(60), () -> Cli.run("plugins", "--plugins", place));
      assertEquals(0, result.code(), result.toString());
      assertEquals(1, result.err().lines().count(), result.toString());
      assertTrue(result.err().startsWith("vae: plugin: p.jar: "), result.toString());
      assertTrue(result.err().contains(expected), result.toString());
    }
  }

  @Test
  void pipes() throws Exception {
    assumeTrue(Files.exists(MAKE_PIPE), "a POSIX system");
    Kind pipe =
        file ->
            assertEquals(
                0, new ProcessBuilder(MAKE_PIPE.toString(), file.toString()).start().waitFor());
    each(pipe, "not a regular file but a pipe");
    plugin(pipe, "not a regular file but a pipe");
  }

  @Test
  void linksToDevices() throws Exception {
    assumeTrue(Files.exists(DEVICE), "a POSIX system");
    each(file -> Files.createSymbolicLink(file, DEVICE), "not a regular file");
    plugin(file -> Files.createSymbolicLink(file, DEVICE), "not a regular file");
  }

  @Test
  void folders() throws Exception {
    each(Files::createDirectory, "it is a folder");
  }

  @Test
  void linksThatLeadNowhere() throws Exception {
    each(file -> Files.createSymbolicLink(file, Path.of("gone")), "a link to gone, which does not");
  }

  @Test
  void filesThatAreFarTooLong() throws Exception {
    Path config = folder.resolve("spec.json");
    endless(config);
    said(fromConfig(config), config, "too large");
    endless(model.resolve("weights.safetensors"));
    said(List.of("describe", model), model.resolve("weights.safetensors"), "damaged");
    endless(model.resolve("model.json"));
    said(List.of("describe", model), model.resolve("model.json"), "too large");
    endless(model.resolve("checkpoint.safetensors"));
    said(train("--resume"), model.resolve("checkpoint.safetensors"), "first 8 bytes");
  }

  /** A file of 200 MiB that takes no space. */
  private static void endless(Path file) throws IOException {
    try (RandomAccessFile long200 = new RandomAccessFile(file.toFile(), "rw")) {
      long200.setLength(0);
      long200.setLength(200L << 20);
    }
  }
}
