package dev.vae.tests.tabular;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.trace.ModelComputations;
import dev.vae.data.table.column.Column;
import dev.vae.data.tabular.TableModel;
import dev.vae.data.tabular.draws.RowNoise;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What {@code vae synthesize} draws rows of, as a table's file takes it. */
final class SampleNoise {
  private SampleNoise() {}

  /**
   * The noise of the first rows.
   *
   * @param prefix what names of inputs that are no columns begin with
   */
  static Map<String, OnnxTensor> of(TableModel model, long seed, String prefix)
      throws OrtException {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    Vae vae = model.generator().vae();
    SplittableRandom random = RowNoise.source(seed, 0);
    RowNoise.Latents latents = RowNoise.Latents.of(random, vae.spec().latent());
    List<Column> columns =
        model.columns().stream().map(c -> model.schema().column(c.name())).toList();
    boolean[] rare = new boolean[columns.size()];
    for (int c = 0; c < rare.length; c++) {
      rare[c] = !columns.get(c).pooled().isEmpty();
    }
    RowNoise.Cells cells =
        RowNoise.Cells.of(random, !model.generator().patterns().complete(), rare);
    Map<String, OnnxTensor> given = new HashMap<>();
    given.put(prefix + "holes", OnnxTensor.createTensor(env, true));
    given.put(prefix + "component", OnnxTensor.createTensor(env, floats(latents.component())));
    if (!model.generator().patterns().complete()) {
      given.put(prefix + "pattern", OnnxTensor.createTensor(env, floats(cells.pattern())));
    }
    float[][] normal = new float[RowNoise.ROWS][];
    for (int r = 0; r < normal.length; r++) {
      normal[r] = floats(latents.normal()[r]);
    }
    given.put(prefix + "noise", OnnxTensor.createTensor(env, normal));
    for (int c = 0; c < rare.length; c++) {
      if (rare[c]) {
        float[] own = new float[RowNoise.ROWS];
        for (int r = 0; r < own.length; r++) {
          own[r] = (float) cells.pooled()[r][c];
        }
        given.put(prefix + "pooled/" + columns.get(c).name(), OnnxTensor.createTensor(env, own));
      }
    }
    values(vae, cells.values(), prefix, given, env);
    return given;
  }

  private static void values(
      Vae vae, long seed, String prefix, Map<String, OnnxTensor> given, OrtEnvironment env)
      throws OrtException {
    Computation rows =
        ModelComputations.drawRows(vae.graphs().inference(false), vae.spec().latent());
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    rows.leaves(Op.NOISE).forEach(leaf -> outputs.put(leaf.name(), leaf.add(0)));
    try (Program program =
        Program.compile(Computation.of(outputs), vae.variables(), vae.engine())) {
      program.run(RowNoise.ROWS, seed, 0, 0L);
      for (var leaf : outputs.entrySet()) {
        long[] shape =
            leaf.getValue().shape().dims().stream()
                .mapToLong(d -> d.batch() ? RowNoise.ROWS : d.factor())
                .toArray();
        given.put(
            prefix + "valueNoise/" + leaf.getKey(),
            OnnxTensor.createTensor(env, FloatBuffer.wrap(program.output(leaf.getKey())), shape));
      }
    }
  }

  private static float[] floats(double[] doubles) {
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }
}
