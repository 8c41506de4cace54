package dev.vae.tests.onnx;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.tests.Modules;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The programs that a bundle's README shows, as a user copies them. */
public final class BundleProgram {
  private BundleProgram() {}

  /** The first program in a language. */
  public static String of(Path bundle, String language) throws IOException {
    String readme = Files.readString(bundle.resolve("README.md"));
    Matcher found =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
    assertTrue(found.find(), readme);
    return found.group(1);
  }

  /** The command that runs the Java program with the three jars it names. */
  public static String[] java(Path bundle) throws IOException {
    Path source = bundle.resolve("Example.java");
    Files.writeString(source, of(bundle, "java"));
    List<String> all =
        Arrays.asList(
            (System.getProperty("jdk.module.path")
                    + File.pathSeparator
                    + System.getProperty("java.class.path"))
                .split(File.pathSeparator));
    String jars =
        all.stream()
            .filter(place -> place.matches(".*(onnxruntime|gson)-[0-9][^/]*\\.jar"))
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    String classPath = Modules.classes("vae-export") + File.pathSeparator + jars;
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new String[] {java, "-cp", classPath, source.toString()};
  }
}
