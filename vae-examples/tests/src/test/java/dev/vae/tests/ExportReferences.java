package dev.vae.tests;

import com.google.gson.Gson;
import dev.vae.core.engine.Program;
import dev.vae.core.graph.Computation;
import dev.vae.core.graph.Noise;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.tests.serve.Browser;
import dev.vae.tests.serve.FileHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** What our engine gives beside exported files, for runtimes of other languages to compare with. */
public final class ExportReferences {
  private static final int ROWS = 7;

  private ExportReferences() {}

  /** Writes {@code NAME.reference.json} for every file: inputs, our outputs, the columns' units. */
  public static void write(Path folder, Vae vae, int draws) throws Exception {
    Map<String, Computation> computations = new LinkedHashMap<>();
    computations.put("encoder", vae.graphs().encoder());
    computations.put("decoder", vae.graphs().decoder());
    computations.put("reconstruct", vae.graphs().reconstruct());
    computations.put("sample", vae.graphs().sample());
    if (vae.scored()) {
      computations.put("score", vae.graphs().score(draws));
      if (vae.schema().missing()) {
        computations.put("impute", vae.graphs().impute(draws, 5));
      }
    }
    for (var entry : computations.entrySet()) {
      Map<String, Object> json = new LinkedHashMap<>();
      Map<String, float[]> inputs = inputs(vae, entry.getValue());
      Map<String, float[]> outputs = new LinkedHashMap<>();
      try (Program program = Program.compile(entry.getValue(), vae.variables(), vae.engine())) {
        inputs.forEach(program::bind);
        program.run(ROWS);
        entry.getValue().outputs().keySet().forEach(o -> outputs.put(o, program.output(o)));
      }
      json.put("rows", ROWS);
      json.put("inputs", inputs);
      json.put("outputs", outputs);
      boolean raw = !entry.getKey().equals("encoder");
      Map<String, double[]> units = new LinkedHashMap<>();
      for (String output : new String[] {"mean", "standardDeviation", "draws"}) {
        units.put(output, raw ? vae.unitsOfColumns() : new double[] {1});
      }
      if (outputs.containsKey("standardError")) {
        // a difference of log-weights as large as the score, in whose units its rounding is
        units.put("standardError", sizes(outputs.get("negLogLikelihood")));
      }
      json.put("units", units);
      Path file = folder.resolve(entry.getKey() + ".reference.json");
      Gson gson = new com.google.gson.GsonBuilder().serializeSpecialFloatingPointValues().create();
      Files.writeString(file, gson.toJson(json));
    }
  }

  private static double[] sizes(float[] scores) {
    double[] sizes = new double[scores.length];
    Arrays.setAll(sizes, r -> Math.max(1, Math.abs(scores[r])));
    return sizes;
  }

  private static Map<String, float[]> inputs(Vae vae, Computation computation) {
    Random random = new Random(1);
    int width = vae.spec().condition();
    float[][] conditions = new float[ROWS][width];
    for (float[] condition : conditions) {
      for (int i = 0; i < width; i++) {
        condition[i] = (float) random.nextGaussian();
      }
    }
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (Op op : new Op[] {Op.INPUT, Op.NOISE}) {
      for (Tensor leaf : computation.leaves(op)) {
        float[] values = new float[Math.toIntExact(leaf.shape().elements(ROWS))];
        boolean uniform =
            op == Op.NOISE
                && leaf.attributes(Noise.class).distribution() == Noise.Distribution.UNIFORM;
        for (int i = 0; i < values.length; i++) {
          values[i] =
              uniform
                  ? (random.nextInt(1 << 20) + 0.5f) / (1 << 20)
                  : (float) random.nextGaussian();
        }
        switch (leaf.name()) {
          case "x" -> values = flat(vae.sample(ROWS, 3, width == 0 ? null : conditions));
          case "condition" -> values = flat(conditions);
          case "mask" -> {
            for (int i = 0; i < values.length; i++) {
              values[i] = random.nextInt(3) == 0 ? 0 : 1;
            }
          }
          default -> {
            // as drawn
          }
        }
        inputs.put(leaf.name(), values);
      }
    }
    return inputs;
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * rows[0].length];
    for (int r = 0; r < rows.length; r++) {
      System.arraycopy(rows[r], 0, flat, r * rows[r].length, rows[r].length);
    }
    return flat;
  }

  static String inPython(Python python, Path folder) throws Exception {
    Python.Result result = python.run(folder, script("parity.py"), folder.toString());
    return result.code() == 0 ? result.printed() : "failed: " + result.printed();
  }

  static String inNode(String modules, Path folder) throws Exception {
    return run(
        folder, Map.of("NODE_PATH", modules), "node", script("parity.js"), folder.toString());
  }

  /** Runs them in Chromium by onnxruntime-web, from a host of files. */
  static String inChromium(Path runtime, Path folder) throws Exception {
    Path site = Files.createDirectories(folder.resolve("ort")).getParent();
    for (String file :
        List.of("ort.wasm.min.mjs", "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm")) {
      Files.copy(runtime.resolve("dist").resolve(file), site.resolve("ort").resolve(file));
    }
    Files.copy(Path.of(script("parity-web.js")), site.resolve("parity-web.js"));
    Files.writeString(
        site.resolve("index.html"),
        "<!doctype html><body><script type=module src=parity-web.js></script>");
    try (Stream<Path> files = Files.walk(folder)) {
      List<String> references =
          files
              .map(file -> site.relativize(file).toString().replace('\\', '/'))
              .filter(file -> file.endsWith(".reference.json"))
              .toList();
      Files.writeString(site.resolve("references.json"), new Gson().toJson(references));
    }
    try (FileHost host = new FileHost(site);
        Browser browser = Browser.start(folder)) {
      browser.open(host.uri());
      return browser.text("document.body.innerText");
    }
  }

  private static String script(String name) {
    return Modules.root()
        .resolve("vae-examples/tests/src/test/resources/parity")
        .resolve(name)
        .toString();
  }

  private static String run(Path folder, Map<String, String> environment, String... command)
      throws Exception {
    Path log = folder.resolve("parity.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return code == 0 ? Files.readString(log) : "failed: " + Files.readString(log);
  }
}
