package dev.vae.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vae.tests.Modules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image without a JDK, of core, layers and a program that trains. */
class JlinkIT {
  private static final Pattern SAID =
      Pattern.compile("\\w+ kernels: (\\S+) nats a point before training, (\\S+) after; .*\\s*");

  @TempDir private Path folder;

  private String run(String... command) throws Exception {
    var done =
        Command.run(folder, Map.of("JAVA_HOME", System.getProperty("java.home")), List.of(command));
    assertEquals(0, done.code(), done.toString());
    return done.out();
  }

  @Test
  void linksAndTrains() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "a POSIX shell");
    assumeTrue(Files.isExecutable(Path.of(Command.jdk("jlink"))), "a JDK with jlink");
    Path image = folder.resolve("image");
    run("/bin/sh", Modules.root() + "/vae-examples/jlink/image.sh", image.toString());
    String said = run(image + "/bin/hello");
    Matcher numbers = SAID.matcher(said);
    assertTrue(numbers.matches(), said);
    assertTrue(
        Double.parseDouble(numbers.group(2)) > Double.parseDouble(numbers.group(1)) + 0.5, said);
    String modules = run(image + "/bin/java", "--list-modules");
    assertTrue(modules.contains("dev.vae.layers"), modules);
    assertFalse(modules.contains("java.desktop"), modules);
  }
}
