package dev.vae.export;

import dev.vae.core.graph.Op;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonCheckerTest {

  @Test
  void everyOperationPassesTheOnnxChecker(@TempDir Path folder) throws Exception {
    for (Map.Entry<Op, List<Case>> entry : OperationCases.all().entrySet()) {
      for (int i = 0; i < entry.getValue().size(); i++) {
        Files.write(
            folder.resolve(entry.getKey() + "-" + i + ".onnx"), entry.getValue().get(i).export());
      }
    }
    PythonChecker.check(folder);
  }
}
