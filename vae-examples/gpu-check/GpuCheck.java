import dev.vae.export.runtime.Bundle;
import dev.vae.export.runtime.OnnxRuntimeException;
import dev.vae.export.runtime.OnnxSession;
import dev.vae.export.runtime.OnnxSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Runs encoder, decoder and score of a bundle on a GPU, compares with the processor and prints how
 * fast both are. See README.md.
 */
public final class GpuCheck {
  private static final double TOLERANCE = 1e-4;
  private static final List<Integer> BATCHES = List.of(1, 64, 4096);
  private static final double SECONDS = 2;

  /** Latents that are decoded at once, at most; a score of K samples takes fewer rows. */
  private static final int DECODED = 1 << 17;

  private GpuCheck() {}

  public static void main(String[] arguments) {
    boolean dry = arguments.length == 2 && arguments[1].equals("--cpu");
    if (arguments.length < 1 || arguments.length > 1 && !dry) {
      System.err.println("usage: gpu-check.sh BUNDLE [--cpu]");
      System.exit(2);
    }
    System.exit(check(Path.of(arguments[0]), dry));
  }

  private static int check(Path folder, boolean dry) {
    try {
      Bundle bundle = Bundle.read(folder);
      bundle.verify();
      System.out.println("onnxruntime " + OnnxSession.runtimeVersion() + ", bundle " + folder);
      boolean same = true;
      for (String name : List.of("encoder", "decoder", "score")) {
        if (bundle.files().containsKey(name)) {
          same &= check(bundle, name, dry ? OnnxSession.Device.CPU : OnnxSession.Device.CUDA);
        }
      }
      System.out.println(
          dry
              ? "a dry run: the processor against itself, no GPU was tried"
              : same ? "the GPU agrees with the processor" : "the GPU does NOT agree");
      return same ? 0 : 1;
    } catch (OnnxRuntimeException e) {
      System.out.println("not checked: " + e.getMessage());
      return 3;
    }
  }

  private static boolean check(Bundle bundle, String name, OnnxSession.Device device) {
    Bundle.File file = bundle.files().get(name);
    boolean same = true;
    try (OnnxSession cpu = OnnxSession.open(file.path(), OnnxSession.Device.CPU);
        OnnxSession gpu = OnnxSession.open(file.path(), OnnxSettings.on(device));
        OnnxSession sample =
            OnnxSession.open(bundle.files().get("sample").path(), OnnxSession.Device.CPU)) {
      for (int batch : BATCHES) {
        int rows = name.equals("score") ? Math.min(batch, DECODED / bundle.draws()) : batch;
        Map<String, float[]> inputs = inputs(bundle, file, sample, rows);
        Map<String, float[]> right = cpu.run(inputs, rows);
        Map<String, float[]> given = gpu.run(inputs, rows);
        double largest = 0;
        for (String output : right.keySet()) {
          largest = Math.max(largest, difference(right.get(output), given.get(output)));
        }
        same &= largest <= TOLERANCE;
        System.out.printf(
            Locale.ROOT,
            "%-8s batch %4d: %s %,.0f rows/s, CPU %,.0f rows/s; largest difference %.1e%s%n",
            name,
            rows,
            gpu.provider(),
            speed(gpu, inputs, rows),
            speed(cpu, inputs, rows),
            largest,
            largest <= TOLERANCE ? "" : ", more than 1e-4");
      }
    }
    return same;
  }

  /** Rows are means that the model itself gives, so that its likelihood allows them. */
  private static Map<String, float[]> inputs(
      Bundle bundle, Bundle.File file, OnnxSession sample, int rows) {
    Random random = new Random(1);
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (Bundle.Port port : file.inputs()) {
      float[] values = new float[size(port, rows)];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            port.name().equals("mask")
                ? 1
                : port.noise().equals("uniform")
                    ? Math.max(1e-6f, random.nextFloat())
                    : (float) random.nextGaussian();
      }
      inputs.put(port.name(), values);
    }
    if (inputs.containsKey("x")) {
      Map<String, float[]> noise = new LinkedHashMap<>();
      for (Bundle.Port port : bundle.files().get("sample").inputs()) {
        float[] values = new float[size(port, rows)];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              port.noise().equals("uniform")
                  ? Math.max(1e-6f, random.nextFloat())
                  : (float) random.nextGaussian();
        }
        noise.put(port.name(), values);
      }
      inputs.put("x", sample.run(noise, rows).get("mean"));
    }
    return inputs;
  }

  private static int size(Bundle.Port port, int rows) {
    long size = 1;
    for (String dim : port.shape()) {
      size *= dim.equals("N") ? rows : Long.parseLong(dim);
    }
    return Math.toIntExact(size);
  }

  private static double difference(float[] right, float[] given) {
    double largest = 0;
    for (int i = 0; i < right.length; i++) {
      double apart = Math.abs(right[i] - given[i]) / Math.max(1, Math.abs(right[i]));
      largest = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(largest, apart);
    }
    return largest;
  }

  private static double speed(OnnxSession session, Map<String, float[]> inputs, int rows) {
    for (int i = 0; i < 5; i++) {
      session.run(inputs, rows);
    }
    long start = System.nanoTime();
    long calls = 0;
    while (System.nanoTime() - start < SECONDS * 1e9) {
      session.run(inputs, rows);
      calls++;
    }
    return calls * rows / ((System.nanoTime() - start) / 1e9);
  }
}
