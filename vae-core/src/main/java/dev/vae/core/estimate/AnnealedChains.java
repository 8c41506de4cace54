package dev.vae.core.estimate;

import dev.vae.core.engine.Program;
import dev.vae.core.grad.Gradients;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.Tensor;
import dev.vae.core.internal.pool.ProgramPool;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Inference;
import dev.vae.core.plugin.Objective;
import dev.vae.core.rows.Rows;
import dev.vae.core.trace.TracedModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/**
 * C chains for each row of a batch that go from a start to the posterior side by side. A transition
 * of Hamiltonian Monte Carlo (Neal 2011, section 5.3.2), leapfrog steps, acceptance and all, is one
 * program.
 */
@NullUnmarked // no null leaves it
final class AnnealedChains {
  private static final String BETA = "beta";
  private static final String STEP = "step";
  private static final String NEXT = "next";
  private static final String RATIO = "ratio";
  private static final String ACCEPTANCE = "acceptance";

  private final int chains;
  private final int latent;
  private final boolean fromPrior;
  private final Program starts;
  private final Program ratios;
  private final Program moves;
  private float[] z = new float[0];
  private float[] acceptance = new float[0];
  private int rows;
  private long seed;
  private long group;
  private long[] keys;

  private AnnealedChains(Compiled compiled, Program starts, Program ratios, Program moves) {
    this.chains = compiled.chains;
    this.latent = compiled.latent;
    this.fromPrior = compiled.fromPrior;
    this.starts = starts;
    this.ratios = ratios;
    this.moves = moves;
  }

  /** The programs of so many chains, for any number of threads. */
  record Compiled(
      int chains,
      int latent,
      boolean fromPrior,
      ProgramPool starts,
      ProgramPool ratios,
      ProgramPool moves) {

    /** Does something with chains for the rows of a batch, which must have a mask. */
    void use(Rows.Batch batch, Consumer<AnnealedChains> what) {
      starts.use(s -> ratios.use(r -> moves.use(m -> use(batch, what, s, r, m))));
    }

    private Void use(
        Rows.Batch batch, Consumer<AnnealedChains> what, Program s, Program r, Program m) {
      List.of(s, r, m).forEach(program -> TracedModel.give(program, batch));
      what.accept(new AnnealedChains(this, s, r, m));
      return null;
    }
  }

  /** Traces and compiles a start, a ratio and a transition of chains. */
  static Compiled compile(Vae vae, Annealing annealing, int chains) {
    int latent = vae.spec().latent();
    boolean fromPrior = startsFromPrior(vae, annealing.start());
    TracedModel start = vae.graphs().inference(true);
    Tensor first = fromPrior ? start.samplePrior() : start.draw(chains).z();
    TracedModel ratio = vae.graphs().inference(true);
    Tensor change = new Path(ratio, fromPrior).ratio(latents(ratio, chains, latent));
    TracedModel move = vae.graphs().inference(true);
    return new Compiled(
        chains,
        latent,
        fromPrior,
        pool(vae, Map.of(NEXT, first)),
        pool(vae, Map.of(RATIO, change)),
        pool(
            vae, moves(move, new Path(move, fromPrior), latents(move, chains, latent), annealing)));
  }

  private static ProgramPool pool(Vae vae, Map<String, Tensor> outputs) {
    return ProgramPool.compile(Computation.of(outputs), vae.variables(), vae.engine());
  }

  /**
   * Whether chains start from the prior.
   *
   * @throws IllegalArgumentException if they should start from a posterior of unknown density
   */
  static boolean startsFromPrior(Vae vae, Annealing.Start start) {
    Inference q = vae.graphs().inference(false).posterior();
    boolean known = q.logProb(q.mean()).isPresent();
    if (start == Annealing.Start.POSTERIOR && !known) {
      throw new IllegalArgumentException(
          "annealing cannot start from posterior '"
              + vae.spec().posterior().name()
              + "': its density is known for its own draws only; start from the prior");
    }
    return start == Annealing.Start.PRIOR || !known;
  }

  /**
   * Draws where the chains start.
   *
   * @param number sets the noise of these chains apart from others
   */
  void start(int batchRows, long noise, long number, long[] rowKeys) {
    rows = batchRows;
    seed = noise;
    group = number;
    keys = rowKeys;
    if (z.length != chains * rows * latent) {
      z = new float[chains * rows * latent];
      acceptance = new float[rows];
      ratios.bind(TracedModel.Z, z);
      moves.bind(TracedModel.Z, z);
    }
    if (fromPrior) {
      float[] one = new float[rows * latent];
      for (int c = 0; c < chains; c++) {
        starts.run(rows, seed, group << 32 | c, keys);
        starts.output(NEXT, one);
        System.arraycopy(one, 0, z, c * one.length, one.length);
      }
    } else {
      starts.run(rows, seed, group << 32, keys);
      starts.output(NEXT, z);
    }
  }

  /** Adds (log f₁ − log f₀)·change at where the chains are: {@code [C, N]}. */
  void addRatio(double[] weights, double change) {
    ratios.run(rows, seed, 0, keys);
    float[] ratio = ratios.output(RATIO);
    for (int i = 0; i < weights.length; i++) {
      weights[i] += change * ratio[i];
    }
  }

  /**
   * One transition that leaves the distribution at β as it is.
   *
   * @param steps the leapfrog step for each row
   * @param number the number of the transition, for its noise
   */
  void move(double beta, float[] steps, int number) {
    moves.set(BETA, beta).bind(STEP, steps);
    moves.run(rows, seed, group << 32 | number, keys);
    moves.output(NEXT, z);
    moves.output(ACCEPTANCE, acceptance);
  }

  /** The mean probability of acceptance over the chains of each row in the last transition. */
  float[] acceptance() {
    return acceptance;
  }

  private static Map<String, Tensor> moves(
      TracedModel trace, Path path, Tensor from, Annealing annealing) {
    int leapfrogs = annealing.leapfrogs();
    Graph graph = trace.graph();
    Tensor step = graph.input(STEP, Shape.batch(1));
    Tensor beta = graph.input(BETA, Shape.SCALAR);
    UnaryOperator<Tensor> slope =
        at -> Gradients.of(path.logDensity(at, beta).sum(), List.of(at)).get(0);
    Tensor velocity = noise(trace, "velocity", Noise.Distribution.NORMAL, from.shape());
    Tensor half = step.mul(0.5);
    Tensor z1 = from;
    Tensor v = velocity.add(slope.apply(z1).mul(half));
    for (int i = 0; i < leapfrogs; i++) {
      z1 = z1.add(v.mul(step));
      v = v.add(slope.apply(z1).mul(i == leapfrogs - 1 ? half : step));
    }
    Tensor before = path.logDensity(from, beta).sub(kinetic(velocity));
    Tensor after = path.logDensity(z1, beta).sub(kinetic(v));
    Tensor zero = graph.constant(0);
    Tensor gain = after.sub(before).min(0).exp();
    // a proposal that became NaN or infinite is as good as impossible
    Tensor probability = gain.lessEqual(1).where(gain, zero);
    Tensor uniform = noise(trace, "acceptance", Noise.Distribution.UNIFORM, probability.shape());
    Tensor accepted =
        uniform.less(probability).reshape(Shape.of(from.shape().dim(0), Dim.N, Dim.of(1)));
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put(NEXT, accepted.where(z1, from));
    outputs.put(ACCEPTANCE, probability.mean(0));
    return outputs;
  }

  private static Tensor latents(TracedModel trace, int chains, int latent) {
    return trace.graph().input(TracedModel.Z, Shape.of(Dim.of(chains), Dim.N, Dim.of(latent)));
  }

  private static Tensor noise(
      TracedModel trace, String name, Noise.Distribution distribution, Shape shape) {
    try (Graph.Scope scope = trace.graph().rootScope("annealing/" + name)) {
      return trace.pass().noise(distribution, shape);
    }
  }

  private static Tensor kinetic(Tensor velocity) {
    return velocity.square().sum(2).mul(0.5);
  }

  /** The densities between start and posterior. */
  private record Path(TracedModel trace, Objective.Terms terms, boolean fromPrior) {
    Path(TracedModel trace, boolean fromPrior) {
      this(trace, trace.terms(1), fromPrior);
    }

    /** log f₁ − log f₀ of latents {@code [C, N, d]}: {@code [C, N]}. */
    Tensor ratio(Tensor z) {
      return fromPrior ? terms.logLikelihood(z) : joint(z).sub(posterior(z));
    }

    /** (1 − β) log f₀ + β log f₁. */
    Tensor logDensity(Tensor z, Tensor beta) {
      return fromPrior
          ? terms.logPrior(z).add(terms.logLikelihood(z).mul(beta))
          : posterior(z).mul(beta.neg().add(1)).add(joint(z).mul(beta));
    }

    private Tensor joint(Tensor z) {
      return terms.logPrior(z).add(terms.logLikelihood(z));
    }

    private Tensor posterior(Tensor z) {
      return trace.posterior().logProb(z).orElseThrow();
    }
  }
}
