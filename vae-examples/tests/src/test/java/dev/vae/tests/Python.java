package dev.vae.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Python that {@code VAE_PYTHON} names, or the system's, with packages that a test needs. */
public final class Python {
  /**
   * Checks all ONNX files below a folder, of which there must be so many: by the checker with
   * shapes, and that these can be inferred of every node; operators of the standard domain only,
   * names that are there once and begin with a scope, nothing that no output needs.
   */
  private static final String CHECKER =
      """
      import onnx, pathlib, sys

      def walk(graph, nodes, read, held):
          held += [tensor.name for tensor in graph.initializer]
          read.update(output.name for output in graph.output)
          for node in graph.node:
              nodes.append(node)
              read.update(node.input)
              for attribute in node.attribute:
                  if attribute.type == onnx.AttributeProto.GRAPH:
                      walk(attribute.g, nodes, read, held)

      files = list(pathlib.Path(sys.argv[1]).rglob('*.onnx'))
      assert len(files) >= int(sys.argv[2]), len(files)
      for f in files:
          onnx.checker.check_model(str(f), full_check=True)
          model = onnx.load(str(f))
          onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
          assert [o.domain for o in model.opset_import] == [''], (f, model.opset_import)
          nodes, read, held = [], set(), []
          walk(model.graph, nodes, read, held)
          assert not any(node.domain for node in nodes), f
          names = [node.name for node in nodes]
          assert len(set(names)) == len(names), (f, names)
          assert all(name and not name.startswith('/') for name in names), (f, names)
          unread = [node.name for node in nodes if not read.intersection(node.output)]
          assert not unread, (f, unread)
          assert read.issuperset(held), (f, set(held) - read)
      """;

  private final String program;

  private Python(String program) {
    this.program = program;
  }

  /** What a run printed, both streams. */
  public record Result(int code, String printed) {}

  /** Returns it if it has these packages, or skips the test and says so. */
  public static Python with(String packages) throws IOException, InterruptedException {
    Python python = new Python(System.getenv().getOrDefault("VAE_PYTHON", "/usr/bin/python3"));
    assumeTrue(
        Files.isExecutable(Path.of(python.program))
            && python.run(Path.of("."), "-c", "import " + packages).code == 0,
        "not run: "
            + python.program
            + " does not import "
            + packages
            + " (VAE_PYTHON names another)");
    return python;
  }

  /** Checks all files of a folder by onnx's checker, or skips the test and says so. */
  public static void checkOnnx(Path folder, int least) throws IOException, InterruptedException {
    Result result =
        with("onnx").run(folder, "-c", CHECKER, folder.toString(), Integer.toString(least));
    assertEquals(0, result.code, result.printed);
  }

  /** Runs it in a folder to its end. */
  public Result run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, program);
    Path log = Files.createTempFile("python", ".log");
    try {
      int code =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      return new Result(code, Files.readString(log, StandardCharsets.UTF_8));
    } finally {
      Files.delete(log);
    }
  }
}
