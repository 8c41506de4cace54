package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.graph.Shape;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.core.model.Vae;
import dev.vae.core.spec.Schema;
import dev.vae.export.OnnxPrecision;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxRuntimeException;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.runtime.OnnxSettings;
import dev.vae.export.runtime.OnnxVae;
import dev.vae.layers.Presets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports over a former bundle: wherever they end, the folder is that or the new one. */
class BundleOverBundleTest {
  private static final float[][] ROWS = {{1, 2, 3, 4}, {0.5f, -1, 0, 9}};

  /** Of rows with holes, so that it has one file more, and weights beside all of its files. */
  private final VaeExporter larger =
      VaeExporter.of(
              Vae.builder(Presets.mlp(Shape.of(4)))
                  .schema(Schema.of(Shape.of(4)).withMissing(true))
                  .seed(1)
                  .build())
          .draws(2)
          .largestFile(1000);

  private final VaeExporter smaller =
      VaeExporter.of(Vae.create(Presets.linear(Shape.of(4)), 2)).draws(2);

  @TempDir private Path folder;
  private Path old;
  private Path newer;
  private List<String> answers;

  @BeforeEach
  void export() throws IOException {
    old = folder.resolve("old");
    newer = folder.resolve("newer");
    List<Path> files = larger.write(old);
    assertEquals(6, files.stream().filter(f -> f.toString().endsWith(".data")).count());
    smaller.write(newer);
    answers = List.of(said(old), said(newer));
  }

  private static String said(Path bundle) {
    // for two rows, at every change of a file: more threads would only spin
    OnnxSettings one = OnnxSettings.on(OnnxSession.Device.CPU).threads(1);
    try (OnnxVae vae = OnnxVae.open(bundle, one)) {
      vae.load();
      return said(vae);
    }
  }

  private static String said(OnnxVae vae) {
    return Arrays.deepToString(vae.encode(ROWS).mean())
        + Arrays.deepToString(vae.sample(2, 1))
        + vae.bundle().files().keySet();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> all = Files.list(from)) {
      for (Path one : all.toList()) {
        Files.copy(one, to.resolve(from.relativize(one)));
      }
    }
  }

  private static Map<String, String> files(Path bundle) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(bundle)) {
      for (Path one : all.sorted().toList()) {
        String content =
            Files.isDirectory(one) ? "" : Files.readString(one, StandardCharsets.ISO_8859_1);
        files.put(bundle.relativize(one).toString(), content);
      }
    }
    return files;
  }

  /** What a dead program would throw, if it could. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static void watched(VaeExporter exporter, Path into, Consumer<String> watcher)
      throws IOException {
    AtomicFiles.watch(
        change -> {
          if (!change.contains(".vae.lock")) {
            watcher.accept(change);
          }
        });
    try {
      exporter.write(into);
    } finally {
      AtomicFiles.watch(change -> {});
    }
  }

  /** Nothing changes any more after the k-th change; the lock of a dead program is free. */
  private static boolean killed(int k, VaeExporter exporter, Path into) throws IOException {
    int[] changes = {0};
    try {
      watched(
          exporter,
          into,
          change -> {
            if (++changes[0] >= k) {
              throw new Killed();
            }
          });
      return false;
    } catch (Killed e) {
      return true;
    }
  }

  @Test
  void aKilledExportLeavesTheOldBundleOrTheNew() throws IOException {
    kill(old, newer, smaller, larger, 1);
    kill(newer, old, larger, smaller, 2);
  }

  /** Kills after every so many changes. */
  private void kill(Path from, Path to, VaeExporter second, VaeExporter first, int step)
      throws IOException {
    Map<String, String> whole = files(from);
    List<String> both = List.of(said(from), said(to));
    List<Integer> found = new ArrayList<>();
    boolean cut = true;
    for (int change = 1; cut; change += step) {
      Path into = folder.resolve(from.getFileName() + " killed " + change);
      copy(from, into);
      cut = killed(change, second, into);
      found.add(both.indexOf(said(into)));
      if (change % 5 != 0 && cut) { // what follows takes as long again
        continue;
      }
      killed(1 + change * 7 % 50, change % 3 == 0 ? second : first, into);
      assertTrue(both.contains(said(into)), "killed again after change " + change);
      first.write(into);
      assertEquals(both.get(0), said(into));
      assertEquals(whole, files(into));
    }
    assertEquals(found.stream().sorted().toList(), found, "once new, never old again");
    assertTrue(found.contains(0) && found.contains(1) && !found.contains(-1), found.toString());
  }

  @Test
  void whoOpensMeanwhileFindsOneOfThem() throws IOException {
    Path into = folder.resolve("meanwhile");
    copy(old, into);
    List<OnnxVae> opened = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    watched(
        smaller,
        into,
        change -> {
          found.add(answers.indexOf(said(into)));
          opened.add(OnnxVae.open(into)); // and loads its files at the end
        });
    assertEquals(found.stream().sorted().toList(), found, "once new, never old again");
    assertTrue(found.contains(0) && found.contains(1) && !found.contains(-1), found.toString());
    for (int i = 0; i < opened.size(); i++) {
      try (OnnxVae vae = opened.get(i)) {
        if (found.get(i) == 1) {
          assertEquals(answers.get(1), said(vae));
        } else { // of its files none are left, of whatever name
          String problem = assertThrows(OnnxRuntimeException.class, () -> said(vae)).getMessage();
          assertEquals(into + " was exported anew since it was opened: open it again", problem);
        }
      }
    }
  }

  /** Nobody reads a first one before it is described. */
  @Test
  void aKilledFirstExportLeavesNothingToOpen() throws IOException {
    boolean cut = true;
    for (int change = 1; cut; change++) {
      Path into = folder.resolve("first " + change);
      cut = killed(change, larger, into);
      if (Files.exists(into.resolve("bundle.json"))) {
        assertEquals(answers.get(0), said(into));
        for (String file : files(old).keySet()) {
          assertTrue(Files.exists(into.resolve(file)), file); // for who reads plain names
        }
      } else {
        assertThrows(OnnxRuntimeException.class, () -> OnnxVae.open(into));
      }
      if (change % 5 == 0) {
        smaller.write(into);
        larger.write(into);
        assertEquals(files(old), files(into));
      }
    }
  }

  @Test
  void filesThatAreNotOfABundleStay() throws IOException {
    Path into = folder.resolve("theirs");
    copy(old, into);
    Files.writeString(into.resolve("notes.txt"), "mine");
    Files.writeString(into.resolve("parity.json"), "{\"passed\": true}");
    smaller.write(into);
    assertEquals("mine", Files.readString(into.resolve("notes.txt")));
    assertFalse(Files.exists(into.resolve("parity.json")), "a check of the former files");
    Files.delete(into.resolve("notes.txt"));
    assertEquals(files(newer), files(into));
  }

  @Test
  void aDamagedBundleIsReplaced() throws IOException {
    for (byte[] bytes : List.of(new byte[] {'{', (byte) 0xff}, new byte[0])) {
      Path into = folder.resolve("damaged " + bytes.length);
      copy(old, into);
      Files.write(into.resolve("bundle.json"), bytes);
      smaller.write(into);
      assertEquals(files(newer), files(into));
    }
  }

  /** How far their files are from the engine is measured before they are in place. */
  @Test
  void reducedPrecisionIsMeasuredOnItsOwnFiles() throws IOException {
    Path into = folder.resolve("half");
    copy(old, into);
    VaeExporter half = smaller.precision(OnnxPrecision.FLOAT16);
    half.write(into);
    Path fresh = folder.resolve("fresh");
    half.write(fresh);
    assertEquals(files(fresh), files(into));
    assertFalse(smaller.check(into, OnnxSession.Device.CPU).comparisons().isEmpty());
  }

  @Test
  void oneAtATimeExports() throws IOException {
    Path busy = folder.resolve("busy");
    try (FolderLock lock = FolderLock.of(busy)) {
      CompletableFuture.runAsync(
              () -> {
                String said =
                    assertThrows(IOException.class, () -> smaller.write(busy)).getMessage();
                assertTrue(said.contains("is writing into the folder " + busy), said);
              })
          .join();
    }
    smaller.write(busy);
    assertEquals(files(newer), files(busy));
  }
}
