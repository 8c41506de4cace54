package dev.vae.export;

import dev.vae.core.engine.Variables;
import dev.vae.core.graph.Computation;
import dev.vae.export.internal.lower.GraphBuilder;
import dev.vae.export.internal.onnx.ModelWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Turns any computation into an ONNX graph of standard operators, of operator set 17 unless another
 * is asked for.
 *
 * <p>The batch stays symbolic: its axis is called {@code N}. Noise becomes inputs. Variables become
 * initialisers of the same name; variables that the computation updates become inputs, and their
 * new values outputs called {@code NAME.next}. Nodes are called after the scope they were made in.
 */
public final class OnnxExporter {
  /** The operator set that files are written for, if not said. */
  public static final int OPSET = ModelWriter.OPSET;

  /** The latest operator set that files are written for. */
  public static final int LATEST_OPSET = ModelWriter.LATEST_OPSET;

  private final String name;
  private final Map<String, String> inputNames = new LinkedHashMap<>();
  private final Map<String, String> docs = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private String doc = "";
  private int opset = OPSET;

  /**
   * An exporter for one graph.
   *
   * @param name the graph's name, such as {@code encoder}
   */
  public OnnxExporter(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /**
   * Sets the version of ONNX's operators.
   *
   * @param version from 17 to 22
   */
  public OnnxExporter opset(int version) {
    if (version < OPSET || version > LATEST_OPSET) {
      throw new IllegalArgumentException(
          "opset must be from " + OPSET + " to " + LATEST_OPSET + ", not " + version);
    }
    opset = version;
    return this;
  }

  /** Says what the graph does. */
  public OnnxExporter doc(String text) {
    doc = Objects.requireNonNull(text, "text");
    return this;
  }

  /** Says what an input or output holds, by its name in the file. */
  public OnnxExporter doc(String inputOrOutput, String text) {
    docs.put(
        Objects.requireNonNull(inputOrOutput, "inputOrOutput"),
        Objects.requireNonNull(text, "text"));
    return this;
  }

  /** Gives an input or a noise stream another name in the file. */
  public OnnxExporter rename(String inputOrStream, String nameInFile) {
    inputNames.put(
        Objects.requireNonNull(inputOrStream, "inputOrStream"),
        Objects.requireNonNull(nameInFile, "nameInFile"));
    return this;
  }

  /** Adds a property of the model, for whoever runs it. */
  public OnnxExporter metadata(String key, String value) {
    metadata.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    return this;
  }

  /**
   * Makes the model. The variables' numbers are read when it is written.
   *
   * @throws IllegalArgumentException if a variable has no value, if two things have one name, or if
   *     the batch size is needed and no input carries it
   */
  public OnnxModel export(Computation computation, Variables variables) {
    Objects.requireNonNull(computation, "computation");
    Objects.requireNonNull(variables, "variables");
    var graph = new GraphBuilder(computation, opset, inputNames, docs).build(name, doc, variables);
    return new OnnxModel(graph, opset, metadata);
  }
}
