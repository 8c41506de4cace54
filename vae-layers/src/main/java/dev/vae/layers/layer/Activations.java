package dev.vae.layers.layer;

import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Tensor;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import java.util.function.UnaryOperator;

/** Functions of every element by itself. */
public final class Activations {
  private Activations() {}

  /** An activation without options. */
  private abstract static class Plain implements LayerProvider {
    private final String name;
    private final UnaryOperator<Tensor> function;

    Plain(String name, UnaryOperator<Tensor> function) {
      this.name = name;
      this.function = function;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Layer create(Options options) {
      return (x, pass) -> function.apply(x);
    }
  }

  /** max(x, 0). */
  public static final class Relu extends Plain {
    /** Found by ServiceLoader. */
    public Relu() {
      super("relu", Tensor::relu);
    }
  }

  /** The hyperbolic tangent. */
  public static final class Tanh extends Plain {
    /** Found by ServiceLoader. */
    public Tanh() {
      super("tanh", Tensor::tanh);
    }
  }

  /** 1 / (1 + exp(−x)). */
  public static final class Sigmoid extends Plain {
    /** Found by ServiceLoader. */
    public Sigmoid() {
      super("sigmoid", Tensor::sigmoid);
    }
  }

  /** log(1 + x) above 0, else 0: brings counts and other long tails near. */
  public static final class Log1p extends Plain {
    /** Found by ServiceLoader. */
    public Log1p() {
      super("log1p", x -> x.relu().log1p());
    }
  }

  /** log(1 + exp(x)). */
  public static final class Softplus extends Plain {
    /** Found by ServiceLoader. */
    public Softplus() {
      super("softplus", Tensor::softplus);
    }
  }

  /** x · sigmoid(x) (Elfwing et al. 2017). */
  public static final class Silu extends Plain {
    /** Found by ServiceLoader. */
    public Silu() {
      super("silu", Functions::silu);
    }
  }

  /** x · Φ(x), exact (Hendrycks and Gimpel 2016). */
  public static final class Gelu extends Plain {
    /** Found by ServiceLoader. */
    public Gelu() {
      super("gelu", Functions::gelu);
    }
  }

  /** x above 0, {@code slope}·x below; slope 0.01 if not given. */
  public static final class LeakyRelu implements LayerProvider {
    /** Found by ServiceLoader. */
    public LeakyRelu() {}

    @Override
    public String name() {
      return "leakyRelu";
    }

    @Override
    public Layer create(Options options) {
      double slope = options.decimal("slope", 0.01);
      return (x, pass) -> Functions.leakyRelu(x, slope);
    }
  }

  /** x above 0, {@code alpha}·(exp(x) − 1) below (Clevert et al. 2015); alpha 1 if not given. */
  public static final class Elu implements LayerProvider {
    /** Found by ServiceLoader. */
    public Elu() {}

    @Override
    public String name() {
      return "elu";
    }

    @Override
    public Layer create(Options options) {
      double alpha = options.decimal("alpha", 1);
      return (x, pass) -> Functions.elu(x, alpha);
    }
  }
}
