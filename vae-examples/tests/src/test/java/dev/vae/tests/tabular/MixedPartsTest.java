package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.ModelFileException;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.synthesize.Synthesizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A table's folder whose files are of two trainings, and saves that are cut short. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixedPartsTest {
  private Path folder;
  private Path old;
  private Path newer;

  @BeforeAll
  void train(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Path file = Files.writeString(folder.resolve("t.csv"), KnownTable.text(120, 0, 1));
    Table table = Table.read(file, TableSchema.infer(file));
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(3);
    old = folder.resolve("old");
    newer = folder.resolve("newer");
    TableModel.fit(table, options.withSeed(1)).save(old);
    TableModel.fit(table, options.withSeed(2)).save(newer);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Path target = to.resolve(from.relativize(one).toString());
        if (Files.isDirectory(one)) {
          Files.createDirectories(target);
        } else {
          Files.copy(one, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Test
  void anyPartOfAnotherTrainingIsRefused() throws IOException {
    for (String part : List.of("members/1", "members/2", "generator")) {
      Path mixed = folder.resolve("mixed " + part.replace('/', '-'));
      copy(old, mixed);
      copy(newer.resolve(part), mixed.resolve(part));
      String said =
          assertThrows(ModelFileException.class, () -> TableModel.load(mixed)).getMessage();
      assertTrue(said.startsWith(mixed.resolve("table.json").toString()), said);
      Path where = mixed.resolve(part);
      assertTrue(said.contains("another training than the weights in " + where + ":"), said);
      copy(newer, mixed);
      assertArrayEquals(rows(newer), rows(mixed)); // saved anew it is whole again
    }
  }

  /** Whatever byte of the description is another: it loads all the same, or the file is named. */
  @Test
  void aDamagedDescriptionIsAlwaysAProblemOfTheFile() throws IOException {
    Path damaged = folder.resolve("damaged");
    copy(old, damaged);
    Path table = damaged.resolve("table.json");
    byte[] whole = Files.readAllBytes(table);
    Random random = new Random(5);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = whole.clone();
      int at = random.nextInt(bytes.length);
      if (i % 3 == 0) {
        bytes = Arrays.copyOf(bytes, at);
      } else if (i % 3 == 1) {
        bytes[at] = (byte) random.nextInt(256);
      } else { // JSON still: a value of another kind, or a key of another name
        String text = new String(bytes, StandardCharsets.UTF_8);
        int from = text.indexOf('"', at % (text.length() - 100));
        String[] others = {"null", "\"x\"", "[]", "{}", "-1", "true"};
        String other = others[random.nextInt(others.length)];
        int end = text.indexOf('"', from + 1);
        String after = text.substring(end + 1);
        text =
            after.startsWith(":")
                ? text.substring(0, end + 2)
                    + other
                    + after.substring(1).replaceFirst("^[^,}]*", "")
                : text.substring(0, from) + other + after;
        bytes = text.getBytes(StandardCharsets.UTF_8);
      }
      Files.write(table, bytes);
      try {
        TableModel.load(damaged);
      } catch (ModelFileException e) {
        refused++;
        assertTrue(e.getMessage().startsWith(table.toString()), e.getMessage());
        assertFalse(e.getMessage().contains(": it: "), e.getMessage());
      }
    }
    assertTrue(refused > 150, refused + " of 300");
  }

  /** Wherever a save ends, the folder is the old model or the new, and the next save goes on. */
  @Test
  void aKilledSaveLeavesTheOldModelOrTheNew() throws IOException {
    TableModel second = TableModel.load(newer);
    TableModel first = TableModel.load(old);
    List<String> models = List.of(said(old), said(newer));
    List<Integer> found = new ArrayList<>();
    boolean cut = true;
    for (int change = 1; cut; change++) {
      int k = change;
      Path saved = folder.resolve("killed " + k);
      copy(old, saved);
      cut = killed(k, () -> second.save(saved));
      int between = models.indexOf(said(saved));
      found.add(between);
      killed(1 + k * 7 % 50, () -> (k % 3 == 0 ? second : first).save(saved));
      assertTrue(models.contains(said(saved)), "killed again after change " + k);
      first.save(saved);
      assertEquals(models.get(0), said(saved));
      assertEquals(files(old), files(saved));
    }
    assertEquals(found.stream().sorted().toList(), found, "once new, never old again");
    assertTrue(found.contains(0) && found.contains(1) && !found.contains(-1), found.toString());
  }

  @Test
  void aModelOfFewerMembersLeavesNoneOfTheOneBefore() throws IOException {
    Path saved = folder.resolve("fewer");
    copy(old, saved);
    Path file = folder.resolve("t.csv");
    TableOptions three = TableOptions.defaults().withMembers(3).withSteps(3);
    TableModel.fit(Table.read(file, TableSchema.infer(file)), three).save(saved);
    assertTrue(Files.exists(saved.resolve("members/3")));
    TableModel.load(old).save(saved);
    assertEquals(files(old), files(saved));
    assertTrue(rows(saved).length > 0);
  }

  private static String said(Path model) {
    return Arrays.deepToString(rows(model));
  }

  private static List<String> files(Path model) throws IOException {
    try (Stream<Path> all = Files.walk(model)) {
      return all.map(one -> model.relativize(one).toString()).sorted().toList();
    }
  }

  /** What a dead program would throw, if it could. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Nothing changes any more after the k-th change; the lock of a dead program is free. */
  private static boolean killed(int k, Runnable work) {
    int[] changes = {0};
    AtomicFiles.watch(
        change -> {
          if (!change.contains(".vae.lock") && ++changes[0] >= k) {
            throw new Killed();
          }
        });
    try {
      work.run();
      return false;
    } catch (Killed e) {
      return true;
    } finally {
      AtomicFiles.watch(change -> {});
    }
  }

  @Test
  void oneAtATimeSaves() throws IOException {
    TableModel model = TableModel.load(old);
    Path busy = folder.resolve("busy");
    try (FolderLock lock = FolderLock.of(busy)) {
      CompletableFuture.runAsync(
              () -> assertThrows(ModelFileException.class, () -> model.save(busy)))
          .join();
      assertTrue(!Files.exists(busy.resolve("table.json")));
    }
  }

  @Test
  void whoeverChangedWeightsOnPurposeSaysSo() throws IOException {
    Path mixed = folder.resolve("on purpose");
    copy(old, mixed);
    copy(newer.resolve("generator"), mixed.resolve("generator"));
    Path table = mixed.resolve("table.json");
    String json = Files.readString(table);
    String without = json.replaceFirst(",\\s*\"weights\":\\s*\\[\"[^]]*](?=\\s*}\\s*$)", "");
    assertTrue(without.length() < json.length());
    Files.writeString(table, without);
    assertTrue(rows(mixed).length > 0);
  }

  private static Object[] rows(Path model) {
    return Synthesizer.of(TableModel.load(model)).rows(5).toArray();
  }
}
