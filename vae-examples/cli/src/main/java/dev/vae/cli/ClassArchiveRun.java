package dev.vae.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs small commands of the usual kinds in one JVM, for an archive of the classes that it loads
 * ({@code -XX:ArchiveClassesAtExit}, {@code -XX:AOTCacheOutput}).
 */
public final class ClassArchiveRun {
  private static final int ROWS = 60;

  private ClassArchiveRun() {}

  /**
   * Runs them.
   *
   * @param arguments an empty folder to write into
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String table = folder.resolve("table.csv").toString();
    Files.writeString(Path.of(table), table());
    run("plugins");
    run("train", "--data", "digits#16", "--epochs", "1", "--out", folder + "/digits");
    run(
        "train",
        "--data",
        "csv:" + table,
        "--missing",
        "--epochs",
        "1",
        "--out",
        folder + "/table");
  }

  private static void run(String... arguments) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int code = Main.run(nowhere, nowhere, arguments);
    if (code != 0) {
      throw new IllegalStateException("vae " + String.join(" ", arguments) + " ended with " + code);
    }
  }

  private static String table() {
    StringBuilder text = new StringBuilder("height,weight,kind,born\n");
    for (int i = 0; i < ROWS; i++) {
      text.append(160 + i * 7 % 31).append(',').append(i % 9 == 0 ? "" : 50.5 + i * 11 % 37);
      text.append(i % 3 == 0 ? ",tall" : ",small").append(",2024-01-").append(10 + i % 20);
      text.append('\n');
    }
    return text.toString();
  }
}
