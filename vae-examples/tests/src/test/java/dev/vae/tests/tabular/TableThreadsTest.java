package dev.vae.tests.tabular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.core.engine.Engine;
import dev.vae.core.plugin.Plugins;
import dev.vae.data.table.Table;
import dev.vae.data.table.TableRow;
import dev.vae.data.table.TableSchema;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.TableOptions;
import dev.vae.data.tabular.encode.TableEncoder;
import dev.vae.data.tabular.impute.Imputer;
import dev.vae.data.tabular.synthesize.Synthesizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One table's model for many threads. {@code -Dvae.threads.calls=10000} makes each thread call as
 * often.
 */
@Timeout(36_000)
class TableThreadsTest {
  private static final int THREADS = 8;
  private static final int CALLS = Integer.getInteger("vae.threads.calls", 15);

  @TempDir private Path folder;

  /** A call, and what it gives to one thread alone. */
  private record Call(String name, Callable<Object> what, Object alone) {
    boolean isRight() throws Exception {
      return Arrays.deepEquals(new Object[] {alone}, new Object[] {what.call()});
    }
  }

  @Test
  void mixedCallsOfManyThreadsGiveWhatOneGives() throws Exception {
    Path file = Files.writeString(folder.resolve("train.csv"), KnownTable.text(200, 0.1, 5));
    TableOptions options = TableOptions.defaults().withMembers(2).withSteps(60);
    Path saved = folder.resolve("model");
    TableModel.fit(Table.read(file, TableSchema.infer(file)), options).save(saved);
    Set<Thread> before = engineThreads();
    Set<Thread> during;
    List<String> wrong = new ArrayList<>();
    try (Engine engine = Engine.of(3, null)) {
      List<Call> calls = calls(TableModel.load(saved, Plugins.load(), engine));
      ExecutorService pool = Executors.newFixedThreadPool(THREADS);
      try {
        List<Future<List<String>>> all = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
          int number = t;
          all.add(pool.submit(() -> wrong(calls, new Random(number))));
        }
        for (Future<List<String>> one : all) {
          wrong.addAll(one.get());
        }
      } finally {
        pool.shutdownNow();
      }
      during = engineThreads();
      during.removeAll(before);
    }
    assertEquals(List.of(), wrong, "of " + THREADS * CALLS);
    assertTrue(during.size() >= 2, "threads of the engine: " + during);
    for (Thread thread : during) {
      thread.join(60_000);
      assertFalse(thread.isAlive(), thread.getName());
    }
  }

  /** Whether each part is trained by a thread alone, or those that are left share its steps. */
  @Test
  void trainingByAnyThreadsGivesTheSameFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("train.csv"), KnownTable.text(300, 0.1, 5));
    Table table = Table.read(file, TableSchema.infer(file));
    Map<String, byte[]> one = trained(table, 1);
    assertTrue(one.containsKey("generator/weights.safetensors"), one.keySet().toString());
    for (int threads : new int[] {2, 3, 8}) {
      Map<String, byte[]> own = trained(table, threads);
      assertEquals(one.keySet(), own.keySet());
      one.forEach((name, bytes) -> assertArrayEquals(bytes, own.get(name), name));
    }
  }

  private Map<String, byte[]> trained(Table table, int threads) throws IOException {
    Path saved = folder.resolve("by" + threads);
    try (Engine engine = Engine.defaults().withThreads(threads)) {
      TableOptions options = TableOptions.defaults().withMembers(2).withSteps(40);
      TableModel.fit(table, options.withEngine(engine)).save(saved);
    }
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(saved)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(saved.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static List<String> wrong(List<Call> calls, Random random) throws Exception {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      Call call = calls.get(random.nextInt(calls.size()));
      if (!call.isRight()) {
        found.add(call.name);
      }
    }
    return found;
  }

  /** Different calls on one model, of one row and of many, which the engine's threads share. */
  private List<Call> calls(TableModel model) throws Exception {
    Path file = Files.writeString(folder.resolve("new.csv"), KnownTable.text(40, 0.2, 6));
    Table table = Table.read(file, model.schema());
    List<TableRow> rows = IntStream.range(0, table.rowCount()).mapToObj(table::row).toList();
    Imputer imputer = Imputer.of(model);
    Imputer few = Imputer.of(model).draws(50);
    Synthesizer synthesizer = Synthesizer.of(model).seed(3);
    TableEncoder encoder = TableEncoder.of(model);
    Map<String, Callable<Object>> calls = new LinkedHashMap<>();
    for (int row : new int[] {0, 7, 31}) {
      calls.put("score " + row, () -> model.score(rows.get(row)));
      calls.put("impute " + row, () -> imputer.impute(rows.get(row)));
      calls.put("impute by few draws " + row, () -> few.impute(rows.get(row)));
      calls.put("encode " + row, () -> encoder.encode(rows.get(row)));
    }
    calls.put("score all", () -> model.score(rows, 0));
    calls.put("score some with reasons", () -> model.score(rows.subList(3, 9), 3));
    calls.put("impute some", () -> imputer.impute(rows.subList(0, 12)));
    calls.put("encode all", () -> encoder.encode(table));
    calls.put("synthesize", () -> synthesizer.rows(20).toArray());
    List<Call> expected = new ArrayList<>();
    for (var call : calls.entrySet()) {
      expected.add(new Call(call.getKey(), call.getValue(), call.getValue().call()));
    }
    return expected;
  }

  private static Set<Thread> engineThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("vae-engine-"))
        .collect(Collectors.toSet());
  }
}
