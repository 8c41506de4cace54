package dev.vae.tests.fuzz;

import dev.vae.core.VaeException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Gives targets mutated input and judges what comes of it. */
final class Fuzz {
  /** The name that every fuzzed file has, so that errors can be asked for it. */
  static final String NAME = "fuzzed";

  private static final long MOST_BYTES = 1L << 30;
  private static final long LONGEST_NANOS = 60_000_000_000L;
  private static final int LONGEST_MESSAGE = 10_000;
  private static final Charset LATIN = StandardCharsets.ISO_8859_1;
  private static final Pattern NULL = Pattern.compile("\\bnull\\b|Exception");

  private final Path kept;
  private final Map<String, String> findings = new LinkedHashMap<>();
  private final Map<String, Long> executions = new LinkedHashMap<>();

  /**
   * A run.
   *
   * @param kept where input that was taken wrongly is kept
   */
  Fuzz(Path kept) {
    this.kept = kept;
  }

  /** What went wrong, by target, exception and place. */
  Map<String, String> findings() {
    return findings;
  }

  /** How many inputs were tried and how many faults were found, by target. */
  String table() {
    StringBuilder text = new StringBuilder();
    executions.forEach(
        (name, count) -> {
          long found = findings.keySet().stream().filter(k -> k.startsWith(name + " ")).count();
          text.append(String.format("%-22s %,10d executions %4d findings%n", name, count, found));
        });
    return text.toString();
  }

  /**
   * Runs a target as often as wanted, or as long.
   *
   * @param executions how often; 0 to go by time
   */
  void run(Target target, long seed, long executions, double seconds) throws InterruptedException {
    AtomicLong begun = new AtomicLong();
    AtomicLong done = new AtomicLong();
    Thread worker =
        new Thread(
            () -> {
              Mutator mutator = new Mutator(seed);
              long end = System.nanoTime() + (long) (seconds * 1e9);
              while (executions > 0 ? done.get() < executions : System.nanoTime() < end) {
                begun.set(System.nanoTime());
                one(target, mutator, done.get());
                done.incrementAndGet();
              }
            },
            "fuzz " + target.name());
    worker.setDaemon(true);
    worker.start();
    begun.set(System.nanoTime());
    while (worker.isAlive()) {
      worker.join(200);
      if (worker.isAlive() && System.nanoTime() - begun.get() > LONGEST_NANOS) {
        found(target, "hang", Arrays.toString(worker.getStackTrace()), new byte[0]);
        break;
      }
    }
    this.executions.merge(target.name(), done.get(), Long::sum);
  }

  private void one(Target target, Mutator mutator, long number) {
    byte[] seed = target.seeds().get(mutator.below(target.seeds().size()));
    byte[] input =
        number < target.seeds().size()
            ? target.seeds().get((int) number)
            : mutator.mutate(seed, target.seeds(), target.text());
    byte[] content = input;
    long before = allocated();
    try {
      input = target.wrap().of(input);
      before = allocated();
      target.read().of(input);
    } catch (Throwable e) {
      String wrong = wrong(target, e, content);
      if (wrong != null) {
        found(target, e.getClass().getSimpleName() + place(e), wrong, input);
      }
    }
    long bytes = allocated() - before;
    if (bytes > MOST_BYTES) {
      found(target, "memory", bytes + " bytes for " + input.length, input);
    }
  }

  /** What is wrong with an answer; null if nothing is. */
  private static String wrong(Target target, Throwable e, byte[] input) {
    String message = String.valueOf(e.getMessage());
    boolean typed = e instanceof VaeException || e.getClass() == IllegalArgumentException.class;
    if (!typed) {
      return e + "\n" + Arrays.toString(Arrays.copyOf(e.getStackTrace(), 12));
    }
    if (target.names() && !message.contains(NAME)) {
      return "the file is not named: " + message;
    }
    boolean bare = NULL.matcher(message).find() && !new String(input, LATIN).contains("null");
    if (message.length() > LONGEST_MESSAGE || bare) {
      return "no message to show: " + message.substring(0, Math.min(300, message.length()));
    }
    return null;
  }

  private static String place(Throwable e) {
    return Arrays.stream(e.getStackTrace())
        .filter(f -> f.getClassName().startsWith("dev.vae."))
        .findFirst()
        .map(f -> " at " + f.getFileName() + ":" + f.getLineNumber())
        .orElse("");
  }

  private synchronized void found(Target target, String kind, String what, byte[] input) {
    String key = target.name() + " " + kind;
    if (findings.putIfAbsent(key, what) == null) {
      try {
        Files.createDirectories(kept);
        Files.write(kept.resolve(key.replaceAll("[^A-Za-z0-9.]+", "_") + ".bin"), input);
      } catch (java.io.IOException e) {
        findings.put(key, what + " (its input could not be kept: " + e + ")");
      }
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  static List<byte[]> texts(String... texts) {
    List<byte[]> bytes = new ArrayList<>();
    for (String text : texts) {
      bytes.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes;
  }
}
