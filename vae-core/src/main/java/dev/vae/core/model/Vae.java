package dev.vae.core.model;

import dev.vae.core.engine.Engine;
import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Shape;
import dev.vae.core.internal.adapt.Units;
import dev.vae.core.internal.io.ModelFiles;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Support;
import dev.vae.core.rows.Rows;
import dev.vae.core.spec.Schema;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.trace.ModelGraphs;
import dev.vae.core.trace.ModelParts;
import dev.vae.core.trace.ParameterInitializer;
import dev.vae.core.trace.TracedModel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A variational autoencoder: parts put together by a {@link VaeSpec}, and the values of their
 * parameters. Rows go in and come out raw and flat, {@code D} values each; how they are scaled is
 * part of the model and computed in double precision, which the methods {@code ...AsDouble} keep.
 *
 * <p>Any number of threads may use a model at once, and get the bits that one alone would. A call
 * sees the weights of one moment: while one thread trains the model, the calls of others wait for
 * the step that is being done, and the next step waits for them.
 *
 * <pre>{@code
 * Vae vae = Vae.create(spec, 1);
 * Trainer.of(vae).train(rows).epochs(10).run();
 * float[][] dreams = vae.sample(16, 42);
 * vae.save(Path.of("model"));
 * }</pre>
 *
 * <p>{@code Vae.builder(spec).data(dataset)} takes shape, columns and scaling from a data set of
 * {@code dev.vae.data}; for rows of arrays the spec says the shape, {@code event(784)}.
 */
public final class Vae {
  private final VaeSpec spec;
  private final Schema schema;
  private final Plugins plugins;
  private final ModelParts parts;
  private final ModelInputs inputs;
  private final ModelGraphs graphs;
  private final ModelAnswers answers;
  private final Engine engine;
  private final long seed;
  private final Variables variables = new Variables();
  private final Map<String, Object> provenance = new LinkedHashMap<>();
  private final Map<String, Shape> shapes;
  private final ValueCheck values;
  private final Optional<DrawnValues> drawn;

  Vae(VaeBuilder builder, VaeSpec spec, Schema schema) {
    this.spec = spec;
    this.schema = schema;
    this.plugins = Objects.requireNonNull(builder.plugins());
    this.engine = builder.engine() == null ? Engine.defaults() : builder.engine();
    this.seed = builder.seed();
    this.parts = ModelParts.of(spec, plugins);
    ModelChecks.checkWidth(spec);
    this.values =
        new ValueCheck(supports(), schema, Objects.requireNonNull(spec.likelihood()).name());
    this.inputs = new ModelInputs(spec, schema, supports());
    VariablePlan plan = new VariablePlan(spec::partAt);
    this.graphs = new ModelGraphs(spec, parts, plan, inputs.units(), schema.missing(), supports());
    this.answers = new ModelAnswers(spec, graphs, inputs, variables, engine);
    TracedModel training = graphs.training(false);
    ModelChecks.checkTraining(spec, training);
    this.shapes = Collections.unmodifiableMap(training.shapes());
    plan.close();
    graphs.inference(false).everyAnswer();
    if (builder.stored() == null) {
      plan.draw(variables, new ParameterInitializer(seed));
    } else {
      plan.reserve(variables, builder.stored(), Objects.requireNonNull(builder.origin()));
    }
    variables.close();
    this.drawn =
        builder.stored() == null ? Optional.of(new DrawnValues(variables)) : Optional.empty();
  }

  /**
   * Makes a new model whose initial values are drawn by seed.
   *
   * @throws IllegalArgumentException if the spec names a part that is not there, or its shapes do
   *     not fit; the message names the place
   */
  public static Vae create(VaeSpec spec, long seed) {
    return builder(spec).seed(seed).build();
  }

  /** Returns a builder for a new model. */
  public static VaeBuilder builder(VaeSpec spec) {
    Objects.requireNonNull(spec, "spec");
    return new VaeBuilder(spec);
  }

  /**
   * Reads a model from its folder.
   *
   * @throws dev.vae.core.ModelFileException if the files are not valid or cannot be read, or the
   *     folder holds something else, such as a table's model; the message names file and place, or
   *     what to call instead
   */
  public static Vae load(Path folder) {
    return load(folder, Plugins.load(), Engine.defaults());
  }

  /** Returns the same, with these plugins and this engine. */
  public static Vae load(Path folder, Plugins plugins, Engine engine) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(plugins, "plugins");
    Objects.requireNonNull(engine, "engine");
    return ModelFiles.use(() -> ModelFile.load(folder, plugins, engine));
  }

  /**
   * Writes {@code model.json} and {@code weights.safetensors} into a folder. Whatever happens
   * meanwhile, the folder holds the model that was there or this one, whole.
   *
   * @throws IllegalArgumentException if a number is NaN or infinite; the message names its variable
   * @throws dev.vae.core.ModelFileException if another process or thread is writing into the
   *     folder, a table's model is there, or writing fails; the message names folder or file
   */
  public void save(Path folder) {
    Objects.requireNonNull(folder, "folder");
    variables.reading(
        () -> {
          ModelFile.save(this, folder);
          return null;
        });
  }

  /**
   * Returns what this is, without its numbers, as JSON: spec, schema, seed and provenance, as in
   * {@code model.json}.
   */
  public String toJson() {
    return ModelFile.text(this);
  }

  /**
   * Returns a model of a description, with its initial values.
   *
   * @param json what {@link #toJson} gave
   * @param origin the file it stands in, for errors
   * @throws IllegalArgumentException if it is not valid; the message names file and place
   */
  public static Vae fromJson(String json, Path origin, Plugins plugins, Engine engine) {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(plugins, "plugins");
    Objects.requireNonNull(engine, "engine");
    return ModelFile.read(json, origin, plugins, engine);
  }

  /** Returns this model once more: with weights of its own, as they are now, on another engine. */
  public Vae copy(Engine other) {
    Objects.requireNonNull(other, "other");
    return ModelCopy.of(this, other);
  }

  /** Returns what this is made of. */
  public VaeSpec spec() {
    return spec;
  }

  /** Returns what its rows are. */
  public Schema schema() {
    return schema;
  }

  /** Returns what its parts were made by. */
  public Plugins plugins() {
    return plugins;
  }

  /** Returns what it runs with. */
  public Engine engine() {
    return engine;
  }

  /** Returns the seed that its initial values were drawn by. */
  public long seed() {
    return seed;
  }

  /**
   * Returns its numbers. Programs share them: what training writes, the next reconstruction reads.
   */
  public Variables variables() {
    return variables;
  }

  /** Returns the values that every column of a row may hold. */
  public List<Support> supports() {
    return parts.likelihood().supports(Shape.of(spec.width()));
  }

  /** Whether its numbers are still those that were drawn: nothing was trained, loaded or set. */
  public boolean untrained() {
    return drawn.map(DrawnValues::areStillThere).orElse(false);
  }

  /**
   * Lets what the likelihood has of its own begin where the columns of these rows lie, by their
   * marginals; values that were not observed do not count. Training does so by itself where nothing
   * was trained yet.
   *
   * @param seed what random transforms of the rows draw by
   */
  public void startFrom(Rows rows, long seed) {
    StartingValues.set(this, rows, seed, parts.likelihood());
  }

  /**
   * Refuses a batch of rows that the likelihood cannot judge: observed values must be finite and
   * have a density.
   *
   * @throws IllegalArgumentException if a value does not fit; the message names row and column
   */
  public void check(Rows.Batch batch) {
    Objects.requireNonNull(batch, "batch");
    values.check(batch);
  }

  /**
   * Returns, for every column, how much of the raw value is 1 as the model sees it: the divisor
   * times the deviation, or 1 where it is not scaled.
   */
  public double[] unitsOfColumns() {
    return inputs.units().ofColumns();
  }

  /** Whether its likelihood gives probabilities of single values, rather than densities. */
  public boolean discrete() {
    return parts.likelihood().discrete();
  }

  /** Returns where this model came from, kept in {@code model.json}. */
  public Map<String, Object> provenance() {
    synchronized (provenance) {
      return Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    }
  }

  /** Puts a fact on where this model came from: a text, number, flag, list or map. */
  public void putProvenance(String key, @Nullable Object value) {
    Objects.requireNonNull(key, "key");
    synchronized (provenance) {
      provenance.put(key, value);
    }
  }

  /** Returns the posteriors of rows {@code [rows][D]}. */
  public Encoding encode(float[][] rows) {
    return encode(rows, null);
  }

  /**
   * Returns the same in a conditioned model.
   *
   * @param conditions what each row is conditioned on, {@code [rows][C]}, raw; a single one is for
   *     all
   */
  public Encoding encode(float[][] rows, float @Nullable [][] conditions) {
    return answers.encode(rows, conditions);
  }

  /**
   * Returns the posteriors of rows in their own order; values that were not observed count as 0
   * after scaling, as in training.
   *
   * @throws IllegalArgumentException if the rows do not fit the model
   */
  public Encoding encode(Rows rows) {
    return encode(rows, seed);
  }

  /**
   * Returns the same with another seed.
   *
   * @param seed what values that are made binary at random depend on
   */
  public Encoding encode(Rows rows, long seed) {
    return answers.encode(rows, seed);
  }

  /**
   * Returns rows as the model sees them: columns matched by name where both have names, values and
   * conditions divided and standardised in double precision before they become float. Rows that are
   * so already stay as they are.
   *
   * @throws IllegalArgumentException if the rows do not fit the model; the message names columns
   *     that are missing
   */
  public Rows prepared(Rows rows) {
    return inputs.prepared(rows);
  }

  /**
   * Returns what is worth knowing of rows before a model is trained on them, a sentence each: names
   * that stand twice, values that single precision cannot tell apart, columns far from 0 beside
   * their spread. Reads all rows of a table.
   */
  public List<String> advice(Rows rows) {
    return inputs.advice(rows);
  }

  /**
   * Returns one draw from the posterior of every row, {@code [rows][latent]}: draws from the
   * aggregate posterior. A row's draw depends on the seed and on its place among the rows.
   *
   * @throws IllegalArgumentException if the rows do not fit the model
   */
  public float[][] drawLatents(Rows rows, long seed) {
    return answers.drawLatents(rows, seed);
  }

  /**
   * Draws from the prior, {@code [rows][latent]}: row n of a seed is the same however many are
   * drawn.
   *
   * @param conditions as for {@link #encode(float[][], float[][])}
   */
  public float[][] drawPrior(int rows, long seed, float @Nullable [][] conditions) {
    return answers.drawPrior(rows, seed, conditions);
  }

  /**
   * Returns a draw from the likelihood for each of latents {@code [rows][latent]}, in raw units:
   * categories and counts are whole. A row's draw depends on its latents, the seed, and its place.
   */
  public float[][] drawRows(float[][] latents, long seed) {
    return drawRows(latents, seed, null);
  }

  /** Returns the same in a conditioned model; see {@link #encode(float[][], float[][])}. */
  public float[][] drawRows(float[][] latents, long seed, float @Nullable [][] conditions) {
    return Units.floats(drawRowsAsDouble(latents, seed, conditions));
  }

  /** Returns the same with all digits: scaling is undone in double precision. */
  public double[][] drawRowsAsDouble(
      float[][] latents, long seed, float @Nullable [][] conditions) {
    return answers.drawRows(latents, seed, conditions);
  }

  /** Returns the likelihood's means for latents {@code [rows][latent]}, in raw units. */
  public float[][] decode(float[][] latents) {
    return decode(latents, null);
  }

  /** Returns the same in a conditioned model; see {@link #encode(float[][], float[][])}. */
  public float[][] decode(float[][] latents, float @Nullable [][] conditions) {
    return answers.decodeAsFloat(latents, conditions);
  }

  /** Returns the same with all digits: scaling is undone in double precision. */
  public double[][] decodeAsDouble(float[][] latents, float @Nullable [][] conditions) {
    return answers.decode(latents, conditions);
  }

  /**
   * Returns everything the decoder says of latents {@code [rows][latent]}, by name, {@code mean}
   * first.
   */
  public Map<String, float[][]> decodeAll(float[][] latents) {
    return decodeAll(latents, null);
  }

  /** Returns the same in a conditioned model; see {@link #encode(float[][], float[][])}. */
  public Map<String, float[][]> decodeAll(float[][] latents, float @Nullable [][] conditions) {
    return answers.decodeAll(latents, conditions);
  }

  /** Returns rows decoded from their posterior means: the likelihood's means, in raw units. */
  public float[][] reconstruct(float[][] rows) {
    return reconstruct(rows, null);
  }

  /** Returns the same in a conditioned model; see {@link #encode(float[][], float[][])}. */
  public float[][] reconstruct(float[][] rows, float @Nullable [][] conditions) {
    return answers.reconstruct(rows, conditions);
  }

  /**
   * Returns the same for rows in their own order, of which some values may not have been observed.
   *
   * @throws IllegalArgumentException if the rows do not fit the model
   */
  public float[][] reconstruct(Rows rows) {
    return Units.floats(reconstructAsDouble(rows, seed));
  }

  /**
   * Returns the same with all digits: scaling is undone in double precision.
   *
   * @param seed what values that are made binary at random depend on
   */
  public double[][] reconstructAsDouble(Rows rows, long seed) {
    return answers.reconstruct(rows, seed);
  }

  /**
   * Returns new rows {@code [rows][D]} in raw units: latents drawn from the prior, and for each a
   * row drawn from the likelihood, so that they vary as data does; categories and counts are whole.
   * Row n of a seed is the same however many are drawn.
   *
   * @see #sampleMeans for what a picture is better looked at by
   */
  public float[][] sample(int rows, long seed) {
    return sample(rows, seed, null);
  }

  /**
   * Returns the same in a conditioned model.
   *
   * @param conditions as for {@link #encode(float[][], float[][])}
   */
  public float[][] sample(int rows, long seed, float @Nullable [][] conditions) {
    return Units.floats(sampleAsDouble(rows, seed, conditions));
  }

  /** Returns the same with all digits: scaling is undone in double precision. */
  public double[][] sampleAsDouble(int rows, long seed, float @Nullable [][] conditions) {
    return answers.sample(rows, seed, conditions);
  }

  /**
   * Returns the likelihood's means for draws from the prior, {@code [rows][D]} in raw units:
   * smoother than {@link #sample}, and of the same latents. Row n of a seed is the same however
   * many are drawn.
   */
  public float[][] sampleMeans(int rows, long seed) {
    return sampleMeans(rows, seed, null);
  }

  /** Returns the same in a conditioned model; see {@link #encode(float[][], float[][])}. */
  public float[][] sampleMeans(int rows, long seed, float @Nullable [][] conditions) {
    return Units.floats(sampleMeansAsDouble(rows, seed, conditions));
  }

  /** Returns the same with all digits: scaling is undone in double precision. */
  public double[][] sampleMeansAsDouble(int rows, long seed, float @Nullable [][] conditions) {
    return answers.sampleMeans(rows, seed, conditions);
  }

  /**
   * Returns a condition for any number of rows, as a text such as {@code sex=f,age=30}, or {@code
   * 7} where there is but one factor.
   *
   * @throws IllegalArgumentException if the text does not say just what the model takes
   */
  public float[][] condition(String text) {
    return inputs.condition(text);
  }

  /** Refuses rows that have other conditions than the model takes. */
  public void checkCondition(Rows rows) {
    inputs.checkCondition(rows);
  }

  /** Whether rows have a score: the posterior draws, so that its draws have weights. */
  public boolean scored() {
    return graphs.scored();
  }

  /** Returns its graphs, for the library's own modules. */
  public ModelGraphs graphs() {
    return graphs;
  }

  /** Returns how many numbers training changes. */
  public long parameterCount() {
    return variables.all().values().stream()
        .filter(Variables.Variable::trained)
        .mapToLong(Variables.Variable::size)
        .sum();
  }

  /** Layers, their output shapes and numbers of parameters, one a line, and the total. */
  public String describe() {
    return Description.of(this, shapes);
  }
}
