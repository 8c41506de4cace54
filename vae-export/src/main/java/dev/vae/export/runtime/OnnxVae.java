package dev.vae.export.runtime;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A bundle in use: what {@code vae export} wrote, run by onnxruntime. Rows go in and come out raw
 * and flat, {@code D} values each, NaN where a value is missing.
 *
 * <pre>{@code
 * try (OnnxVae vae = OnnxVae.open(Path.of("onnx"))) {
 *   OnnxVae.Scores scores = vae.score(rows);
 *   float[][] codes = vae.encode(rows).mean();
 * }
 * }</pre>
 *
 * <p>For any number of threads; closing waits for the calls that are under way. Many rows are run
 * in batches, so that memory does not grow with them but for the results. A file is loaded when it
 * is first needed. A row's answer does not depend on the rows beside it, but for the last digits.
 *
 * <p>Calls throw {@link IllegalArgumentException} where rows do not fit the model, naming row and
 * column, {@link OnnxRuntimeException} where onnxruntime fails, and {@link IllegalStateException}
 * after {@link #close}.
 */
@SuppressWarnings("NullAway") // a bundle's files have the outputs that their ports name
public final class OnnxVae implements AutoCloseable {
  /** About so many latents are decoded at once. */
  private static final int DECODED = 4096;

  private static final int BATCH = 1024;
  private static final String MEAN = "mean";
  private static final String SCORE = "score";

  private final Bundle bundle;
  private final Sessions sessions;

  private OnnxVae(Sessions sessions) {
    this.sessions = sessions;
    this.bundle = sessions.bundle();
  }

  /**
   * Opens a bundle on the processor.
   *
   * @throws OnnxRuntimeException if the folder holds none, or not the files it names
   */
  public static OnnxVae open(Path folder) {
    return open(folder, OnnxSettings.on(OnnxSession.Device.CPU));
  }

  /**
   * Opens a bundle.
   *
   * @throws OnnxRuntimeException if the folder holds none, or the files' checksums differ
   */
  public static OnnxVae open(Path folder, OnnxSettings settings) {
    return new OnnxVae(Sessions.open(folder, settings, false));
  }

  /**
   * The posteriors of rows.
   *
   * @param mean {@code [rows][latent]}
   * @param logVariance of every dimension, {@code [rows][latent]}, where the posterior is a
   *     diagonal Gaussian
   */
  public record Encodings(float[][] mean, Optional<float[][]> logVariance) {}

  /**
   * How unlikely rows are.
   *
   * @param negLogLikelihood −log p(x) of every row, in nats, of values after scaling
   * @param standardError what each would spread by if it were drawn again; NaN for one draw
   */
  public record Scores(double[] negLogLikelihood, double[] standardError) {}

  /**
   * Rows filled in.
   *
   * @param mean {@code [rows][D]}: observed values as they were, missing ones by their conditional
   *     means, for categories the likeliest
   * @param standardDeviation {@code [rows][D]} of missing values, 0 where observed
   * @param draws {@code [draws][rows][D]}: whole rows drawn given what was observed
   */
  public record Fillings(float[][] mean, float[][] standardDeviation, float[][][] draws) {}

  /** Returns what the bundle's files are, take and give. */
  public Bundle bundle() {
    return bundle;
  }

  /** Loads all files now; else each is loaded when it is first needed. */
  public void load() {
    sessions.load();
  }

  /** Returns what runs it: {@code CPU} or {@code CUDA}; loads a file to see. */
  public String provider() {
    return sessions.provider();
  }

  /** Returns why the processor runs it though a GPU was asked for first; empty if it does not. */
  public Optional<String> fallback() {
    return sessions.fallback();
  }

  /** Returns the posteriors of rows {@code [rows][D]}. */
  public Encodings encode(float[][] rows) {
    return encode(rows, null);
  }

  /**
   * Returns the same of a conditional model.
   *
   * @param conditions {@code [rows][C]}, raw; a single one is for all; null for none
   */
  public Encodings encode(float[][] rows, float @Nullable [][] conditions) {
    return sessions.with(
        "encoder",
        session -> {
          BatchedCall run = new BatchedCall(bundle, "encoder", session);
          Map<String, float[][]> out = run.rows(rows, conditions, BATCH, 0);
          return new Encodings(out.get(MEAN), Optional.ofNullable(out.get("logVariance")));
        });
  }

  /** Returns the likelihood's means of latents {@code [rows][latent]}, raw. */
  public float[][] decode(float[][] latents) {
    return decode(latents, null);
  }

  /** Returns the same of a conditional model; see {@link #encode(float[][], float[][])}. */
  public float[][] decode(float[][] latents, float @Nullable [][] conditions) {
    return sessions.with(
        "decoder",
        session ->
            new BatchedCall(bundle, "decoder", session)
                .latents(latents, conditions, BATCH)
                .get(MEAN));
  }

  /** Returns rows decoded from draws of their posteriors: the likelihood's means, raw. */
  public float[][] reconstruct(float[][] rows, long seed) {
    return reconstruct(rows, null, seed);
  }

  /** Returns the same of a conditional model; see {@link #encode(float[][], float[][])}. */
  public float[][] reconstruct(float[][] rows, float @Nullable [][] conditions, long seed) {
    return sessions.with(
        "reconstruct",
        session ->
            new BatchedCall(bundle, "reconstruct", session)
                .rows(rows, conditions, BATCH, seed)
                .get(MEAN));
  }

  /** Returns rows decoded from draws of the prior: the likelihood's means, raw. */
  public float[][] sample(int rows, long seed) {
    return sample(rows, null, seed);
  }

  /** Returns the same of a conditional model; see {@link #encode(float[][], float[][])}. */
  public float[][] sample(int rows, float @Nullable [][] conditions, long seed) {
    return sessions.with(
        "sample",
        session ->
            new BatchedCall(bundle, "sample", session)
                .none(rows, conditions, BATCH, seed)
                .get(MEAN));
  }

  /** Returns scores of rows by as many draws as the file takes, with seed 1. */
  public Scores score(float[][] rows) {
    return score(rows, null, bundle.draws(), 1);
  }

  /**
   * Returns scores of rows. All rows have the same noise, by the seed: a row's score is the same
   * alone and in any batch.
   *
   * @param conditions see {@link #encode(float[][], float[][])}
   * @param draws of z for each row; rounded up to a multiple of what the file takes in one run
   */
  public Scores score(float[][] rows, float @Nullable [][] conditions, int draws, long seed) {
    if (draws < 1) {
      throw new IllegalArgumentException("draws must be at least 1, not " + draws);
    }
    return sessions.with(
        SCORE,
        session -> {
          BatchedCall run = new BatchedCall(bundle, SCORE, session);
          int each = bundle.draws();
          int runs = (draws + each - 1) / each;
          ScoreSum[] sums = new ScoreSum[rows.length];
          Arrays.setAll(sums, r -> new ScoreSum(each));
          for (int i = 0; i < runs; i++) {
            Map<String, float[][]> out =
                run.rows(rows, conditions, Math.max(1, DECODED / each), seed + i * 0x9E3779B9L);
            for (int r = 0; r < sums.length; r++) {
              sums[r].add(out.get("negLogLikelihood")[r][0], out.get("standardError")[r][0]);
            }
          }
          return new Scores(
              Arrays.stream(sums).mapToDouble(ScoreSum::score).toArray(),
              Arrays.stream(sums).mapToDouble(ScoreSum::error).toArray());
        });
  }

  /** Returns rows filled in, NaN marking what is missing. */
  public Fillings impute(float[][] rows, long seed) {
    return impute(rows, null, seed);
  }

  /** Returns the same of a conditional model; see {@link #encode(float[][], float[][])}. */
  public Fillings impute(float[][] rows, float @Nullable [][] conditions, long seed) {
    return sessions.with(
        "impute",
        session -> {
          BatchedCall run = new BatchedCall(bundle, "impute", session);
          Map<String, float[][]> out =
              run.rows(rows, conditions, Math.max(1, DECODED / bundle.draws()), seed);
          return new Fillings(
              out.get(MEAN), out.get("standardDeviation"), run.outer("draws", out, rows.length));
        });
  }

  /** Waits for the calls that are under way, then frees what onnxruntime holds. */
  @Override
  public void close() {
    sessions.close();
  }
}
