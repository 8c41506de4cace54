package dev.vae.data.tabular;

import dev.vae.core.internal.io.Json;
import dev.vae.data.internal.file.JsonNode;
import dev.vae.data.rows.DataException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sizes of the VAEs of a table's model, and how long they are trained. What is not set follows from
 * the table.
 *
 * @param members how many models are trained for scores, each without a part of the rows of its
 *     own, by which it is stopped and calibrated; at least 2
 * @param steps how many steps each is trained at most
 * @param score the VAEs that score
 * @param generator the VAE that fills cells and makes rows
 * @param selfMasked columns of numbers whose values are missing not at random, by their own size
 */
public record TableSettings(
    int members, int steps, Sizing score, Sizing generator, Map<String, SelfMasking> selfMasked) {
  private static final String FORMAT = "vae-table-settings-1";
  private static final int MOST_MEMBERS = 100;
  private static final int MOST_STEPS = 10_000_000;

  /**
   * The size of a VAE; 0 stands for what follows from the table.
   *
   * @param latent how many latents it has, at most 512
   * @param width how many units each hidden layer has, at most 4,096
   * @param learningRate Adam's, at the start; at most 1
   */
  public record Sizing(int latent, int width, double learningRate) {
    /** All as it follows from the table. */
    public static final Sizing OF_TABLE = new Sizing(0, 0, 0);

    private static final int MOST_LATENT = 512;
    private static final int WIDEST = 4096;

    /** Checks the numbers. */
    public Sizing {
      within("latent", latent, 0, MOST_LATENT);
      within("width", width, 0, WIDEST);
      if (!(learningRate >= 0 && learningRate <= 1)) {
        throw new IllegalArgumentException(
            "the learning rate must be at most 1, and not below 0, not " + learningRate);
      }
    }

    /** The latents, or others where none are set. */
    int latentOr(int other) {
      return latent > 0 ? latent : other;
    }

    int widthOr(int other) {
      return width > 0 ? width : other;
    }

    double learningRateOr(double other) {
      return learningRate > 0 ? learningRate : other;
    }

    /** Returns it in words, such as {@code latent 4, width 32, learning rate 0.002}. */
    public String describe() {
      return "latent " + latent + ", width " + width + ", learning rate " + learningRate;
    }

    Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("latent", (long) latent);
      json.put("width", (long) width);
      json.put("learningRate", learningRate);
      return json;
    }

    static Sizing fromJson(JsonNode json) {
      return new Sizing(
          json.integer("latent", 0, MOST_LATENT),
          json.integer("width", 0, WIDEST),
          json.number("learningRate"));
    }
  }

  private static Map<String, SelfMasking> selfMasked(JsonNode json) {
    Map<String, SelfMasking> masked = new TreeMap<>();
    for (Object name : json.values().keySet()) {
      String word = json.text(name.toString());
      masked.put(
          name.toString(),
          Arrays.stream(SelfMasking.values())
              .filter(how -> how.word().equals(word))
              .findFirst()
              .orElseThrow(() -> json.problem(name.toString(), "high, low or either")));
    }
    return masked;
  }

  /** Checks the numbers. */
  public TableSettings {
    Objects.requireNonNull(score, "score");
    Objects.requireNonNull(generator, "generator");
    selfMasked = Collections.unmodifiableMap(new TreeMap<>(selfMasked));
    within("members", members, 2, MOST_MEMBERS);
    within("steps", steps, 1, MOST_STEPS);
  }

  private static void within(String what, int value, int least, int most) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
    }
    if (value > most) {
      throw new IllegalArgumentException(what + " must be at most " + most + ", not " + value);
    }
  }

  /** Returns five members of at most 2,000 steps, sized by the table. */
  public static TableSettings defaults() {
    return new TableSettings(5, 2000, Sizing.OF_TABLE, Sizing.OF_TABLE, Map.of());
  }

  /** Returns these with another number of members. */
  public TableSettings withMembers(int number) {
    return new TableSettings(number, steps, score, generator, selfMasked);
  }

  /** Returns these with other steps. */
  public TableSettings withSteps(int number) {
    return new TableSettings(members, number, score, generator, selfMasked);
  }

  /** Returns these with another size of the VAEs that score. */
  public TableSettings withScore(Sizing other) {
    return new TableSettings(members, steps, other, generator, selfMasked);
  }

  /** Returns these with another size of the VAE that fills cells and makes rows. */
  public TableSettings withGenerator(Sizing other) {
    return new TableSettings(members, steps, score, other, selfMasked);
  }

  /** Returns these with other columns whose values are missing by their own size. */
  public TableSettings withSelfMasked(Map<String, SelfMasking> columns) {
    return new TableSettings(members, steps, score, generator, columns);
  }

  /** Returns these as JSON, which {@link #fromJson} reads. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("members", (long) members);
    json.put("steps", (long) steps);
    json.put("score", score.toJson());
    json.put("generator", generator.toJson());
    Map<String, Object> masked = new LinkedHashMap<>();
    selfMasked.forEach((name, how) -> masked.put(name, how.word()));
    json.put("selfMasked", masked);
    return Json.write(json);
  }

  /**
   * Reads settings.
   *
   * @throws DataException if the text is something else; the message says where
   */
  public static TableSettings fromJson(String text) {
    try {
      JsonNode json = JsonNode.of("", Json.read(text));
      if (!FORMAT.equals(json.get("format"))) {
        throw json.problem("format", "'" + FORMAT + "'; 'vae tune' writes such files");
      }
      Set<String> known = Set.of("format", "members", "steps", "score", "generator", "selfMasked");
      List<?> others = json.values().keySet().stream().filter(k -> !known.contains(k)).toList();
      if (!others.isEmpty()) {
        throw new IllegalArgumentException("there is no setting '" + others.get(0) + "'");
      }
      return new TableSettings(
          json.integer("members", 2, MOST_MEMBERS),
          json.integer("steps", 1, MOST_STEPS),
          Sizing.fromJson(json.object("score")),
          Sizing.fromJson(json.object("generator")),
          selfMasked(json.object("selfMasked")));
    } catch (IllegalArgumentException e) {
      throw new DataException("it does not hold settings of a table's model: " + e.getMessage(), e);
    }
  }
}
