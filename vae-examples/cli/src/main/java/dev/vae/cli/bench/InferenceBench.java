package dev.vae.cli.bench;

import dev.vae.core.engine.Engine;
import dev.vae.core.model.Vae;
import dev.vae.core.predict.Predictor;
import dev.vae.core.spec.VaeSpec;
import dev.vae.export.VaeExporter;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.runtime.OnnxSettings;
import dev.vae.export.runtime.OnnxVae;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * How long a model's answers take, beside the same model in onnxruntime, in one JVM: {@link
 * Predictor} and {@link OnnxVae} take and give the same arrays, in turn, some milliseconds each.
 * The weights are those of a model that was not trained, which does not matter to the time.
 */
public final class InferenceBench implements AutoCloseable {
  /** Draws of z for each row that is scored. */
  private static final int DRAWS = 16;

  /** How long one peer answers before it is the other's turn. */
  private static final long TURN = 100_000_000;

  /** How long nobody answers between two turns. */
  private static final long REST = 30_000_000;

  private static final String ENCODE = "encode";

  private static final double ONES = 0.13;

  private final String model;
  private final int threads;
  private final int width;
  private final int latent;
  private final Path folder;
  private final Predictor ours;
  private final OnnxVae theirs;

  /** Makes the model and its files, which are deleted at the end. */
  public InferenceBench(String model, VaeSpec spec, Engine engine) throws IOException {
    this.model = model;
    this.threads = engine.threads();
    this.width = spec.width();
    this.latent = spec.latent();
    Vae vae = Vae.builder(spec).engine(engine).seed(1).build();
    ours = Predictor.builder(vae).samples(DRAWS).build();
    folder = Files.createTempDirectory("vae-bench");
    VaeExporter.of(vae).draws(DRAWS).write(folder);
    theirs = OnnxVae.open(folder, OnnxSettings.on(OnnxSession.Device.CPU).threads(threads));
  }

  private record Peer(String name, Runnable call, Latencies latencies) {}

  /** Measures encoding, decoding and scoring so many rows at a time, and hands on the lines. */
  public void run(int rows, double seconds, Consumer<String> line) {
    calls(rows)
        .forEach(
            (what, peers) -> {
              turns(peers, seconds); // for the compiler
              List<Peer> measured = fresh(peers);
              turns(measured, seconds);
              measured.forEach(peer -> line.accept(line(what, rows, 1, peer)));
            });
  }

  /** Measures encoding single rows from so many threads at once. */
  public void callers(int callers, double seconds, Consumer<String> line) {
    List<Peer> peers = calls(1).get(ENCODE);
    for (Peer peer : peers) {
      together(peer, callers, seconds);
    }
    for (Peer peer : fresh(peers)) {
      together(peer, callers, seconds);
      line.accept(line(ENCODE, 1, callers, peer));
    }
  }

  private Map<String, List<Peer>> calls(int rows) {
    Random random = new Random(1);
    float[][] x = new float[rows][width];
    float[][] z = new float[rows][latent];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < width; i++) {
        x[r][i] = random.nextDouble() < ONES ? 1 : 0;
      }
      for (int i = 0; i < latent; i++) {
        z[r][i] = (float) random.nextGaussian();
      }
    }
    Map<String, List<Peer>> calls = new LinkedHashMap<>();
    calls.put(ENCODE, peers(() -> ours.encode(x), () -> theirs.encode(x)));
    calls.put("decode", peers(() -> ours.decodeAsFloat(z), () -> theirs.decode(z)));
    calls.put("score", peers(() -> ours.logLikelihood(x), () -> theirs.score(x)));
    return calls;
  }

  private static List<Peer> peers(Runnable ours, Runnable theirs) {
    return fresh(List.of(new Peer("vae", ours, null), new Peer("onnxruntime", theirs, null)));
  }

  private static List<Peer> fresh(List<Peer> peers) {
    return peers.stream().map(p -> new Peer(p.name(), p.call(), new Latencies())).toList();
  }

  private static void turns(List<Peer> peers, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    do {
      for (Peer peer : peers) {
        end += rest();
        long until = System.nanoTime() + TURN;
        long now;
        do {
          now = timed(peer);
        } while (now < until);
      }
    } while (System.nanoTime() < end);
  }

  /**
   * Lets the other peer's threads, which look for more work for a while, come to rest; returns how
   * long.
   */
  private static long rest() {
    long start = System.nanoTime();
    LockSupport.parkNanos(REST);
    return System.nanoTime() - start;
  }

  private static long timed(Peer peer) {
    long start = System.nanoTime();
    peer.call().run();
    long now = System.nanoTime();
    peer.latencies().add(now - start);
    return now;
  }

  private static void together(Peer peer, int callers, double seconds) {
    long end = System.nanoTime() + (long) (seconds * 1e9);
    AtomicReference<RuntimeException> failure = new AtomicReference<>();
    List<Peer> each = new ArrayList<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      Peer own = fresh(List.of(peer)).get(0);
      Thread caller =
          new Thread(
              () -> {
                try {
                  long now;
                  do { // once at least, however late the thread starts
                    now = timed(own);
                  } while (now < end);
                } catch (RuntimeException e) {
                  failure.set(e);
                }
              },
              "caller-" + i);
      each.add(own);
      running.add(caller);
      caller.start();
    }
    for (Thread caller : running) {
      try {
        caller.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    if (failure.get() != null) {
      throw failure.get();
    }
    each.forEach(own -> peer.latencies().addAll(own.latencies()));
  }

  private String line(String what, int rows, int callers, Peer peer) {
    Latencies l = peer.latencies();
    return String.format(
        Locale.ROOT,
        "peer=%s model=%s call=%s rows=%d threads=%d callers=%d us_min=%.1f us_p50=%.1f us_p99=%.1f"
            + " calls=%d",
        peer.name(),
        model,
        what,
        rows,
        threads,
        callers,
        l.quantile(0),
        l.quantile(0.5),
        l.quantile(0.99),
        l.count());
  }

  @Override
  public void close() {
    ours.close();
    theirs.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(InferenceBench::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
