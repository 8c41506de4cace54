package app;

import dev.vae.export.runtime.OnnxSession;
import java.nio.file.Path;

/** Leaves the JVM while threads make and close sessions, and others run one. */
public final class Leave {
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0]);
    OnnxSession shared = OnnxSession.open(file, OnnxSession.Device.CPU);
    for (int t = 0; t < 3; t++) {
      Thread maker =
          new Thread(
              () -> {
                while (true) {
                  OnnxSession.open(file, OnnxSession.Device.CPU).close();
                }
              });
      maker.start();
      Thread runner =
          new Thread(
              () -> {
                while (true) {
                  shared.run(java.util.Map.of("z", new float[2]), 1);
                }
              });
      runner.start();
    }
    Thread.sleep(200);
    System.exit(0);
  }
}
