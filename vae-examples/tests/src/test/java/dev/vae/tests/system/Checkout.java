package dev.vae.tests.system;

import dev.vae.tests.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * As much of a checkout as the launcher looks at, already built.
 *
 * @param root its folder
 */
record Checkout(Path root) {

  /** Copies the jars of this build. */
  static Checkout copy(Path root) throws IOException {
    Path pom = Modules.root().resolve("pom.xml");
    Path examples = root.resolve("vae-examples");
    Files.createDirectories(examples.resolve("cli/src/main"));
    Files.copy(pom, examples.resolve("cli/pom.xml"));
    Path app = Files.createDirectories(examples.resolve("target/app"));
    Files.createDirectories(root.resolve("vae-core/src/main"));
    Files.copy(pom, root.resolve("pom.xml"));
    Files.copy(pom, root.resolve("vae-core/pom.xml"));
    try (Stream<Path> jars = Files.list(Modules.root().resolve("vae-examples/cli/target/lib"))) {
      for (Path jar : jars.toList()) {
        Files.copy(jar, app.resolve(jar.getFileName()));
      }
    }
    Path own = Modules.jar("vae-cli");
    Files.copy(own, app.resolve(own.getFileName()));
    Checkout checkout = new Checkout(root);
    Files.copy(
        Modules.root().resolve("vae-examples/vae"),
        checkout.launcher(),
        StandardCopyOption.COPY_ATTRIBUTES);
    Files.createFile(app.resolve("stamp"));
    return checkout;
  }

  Path launcher() {
    return root.resolve("vae-examples/vae");
  }

  /** The jars that the launcher runs. */
  Path app() {
    return root.resolve("vae-examples/target/app");
  }

  /** Runs the launcher, or a link to it, in a folder by the JDK that runs this. */
  static Command.Result run(
      Path folder, Map<String, String> environment, Path launcher, String... more)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(launcher.toString()));
    line.addAll(List.of(more));
    Map<String, String> variables =
        new HashMap<>(Map.of("JAVA_HOME", System.getProperty("java.home")));
    variables.putAll(environment);
    return Command.run(folder, variables, line);
  }
}
