package dev.vae.export.runtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether {@code bundle.json} says what its files are: names, types and lengths of what goes in and
 * comes out, and that nothing is left out that a program asks for. What does not fit is another
 * export's, or was changed by hand; it would fail in the middle of an answer.
 */
final class BundleFit {
  /** What a file of rows of numbers takes beside noise. */
  private static final Set<String> ROWS = Set.of("x", "mask", "condition", "z");

  private static final Map<String, List<String>> OUTPUTS =
      Map.of(
          "encoder", List.of("mean"),
          "decoder", List.of("mean"),
          "reconstruct", List.of("mean"),
          "sample", List.of("mean"),
          "score", List.of("negLogLikelihood", "standardError"),
          "impute", List.of("mean", "standardDeviation", "draws"));

  /** Of a table's files: inputs and outputs that are none of a column. */
  private static final Map<String, List<String>> TABLE_INPUTS =
      Map.of("score", List.of("reasons"), "impute", List.of("level", "choice"));

  private static final Map<String, List<String>> TABLE_OUTPUTS =
      Map.of(
          "score", List.of("score", "standardError", "percentile", "pValue"),
          "impute", List.of("effectiveSamples"),
          "encoder", List.of("mean"),
          "sample", List.of("kept"));

  /** And those that each column has. */
  private static final Map<String, List<String>> COLUMN_OUTPUTS =
      Map.of(
          "score", List.of("surprise/", "expected/"),
          "impute", List.of("imputed/", "spread/", "draws/"));

  private final Bundle bundle;

  private BundleFit(Bundle bundle) {
    this.bundle = bundle;
  }

  /**
   * Checks what is said, before any file is loaded.
   *
   * @throws OnnxRuntimeException naming what does not fit
   */
  static void check(Bundle bundle) {
    BundleFit fit = new BundleFit(bundle);
    if (bundle.kind().equals(Bundle.COLUMNS)) {
      fit.table();
    } else {
      fit.rows();
    }
  }

  private OnnxRuntimeException wrong(String what) {
    return new OnnxRuntimeException(
        bundle.folder().resolve(Bundle.NAME)
            + " does not fit its files: "
            + what
            + "; export again, or copy the whole folder");
  }

  private void rows() {
    bundle
        .files()
        .forEach(
            (name, file) -> {
              for (Bundle.Port port : file.inputs()) {
                if (port.noise().isEmpty()) {
                  if (!ROWS.contains(port.name())) {
                    throw wrong("'" + name + "' takes '" + port.name() + "', which no row has");
                  }
                  width(name, port);
                }
              }
              require(name, file.outputs(), OUTPUTS.getOrDefault(name, List.of()));
            });
  }

  /** The values of a row, a mask, a latent or a condition. */
  private void width(String file, Bundle.Port port) {
    int wanted =
        switch (port.name()) {
          case "z" -> bundle.latent();
          case "condition" -> bundle.condition();
          default -> bundle.width();
        };
    long width = 1;
    for (String length :
        port.shape().subList(Math.min(1, port.shape().size()), port.shape().size())) {
      width = length.matches("\\d{1,9}") ? width * Long.parseLong(length) : -1;
    }
    if (width != wanted) {
      throw wrong(
          "'"
              + file
              + "' takes '"
              + port.name()
              + "' of shape "
              + port.shape()
              + ", not "
              + wanted
              + " values a row");
    }
  }

  private void table() {
    String prefix = bundle.prefix();
    Map<String, List<String>> levels = bundle.levels();
    Map<String, List<String>> buckets = bundle.bucketWords();
    bundle
        .files()
        .forEach(
            (name, file) -> {
              List<String> takes = new ArrayList<>();
              if (!name.equals("sample")) {
                bundle.columns().forEach(column -> takes.add(bundle.port(column)));
              }
              TABLE_INPUTS.getOrDefault(name, List.of()).forEach(n -> takes.add(prefix + n));
              require(name, file.inputs(), takes);
              for (Bundle.Port port : file.inputs()) {
                boolean holes = name.equals("sample") && port.name().equals(prefix + "holes");
                if (port.noise().isEmpty() && !takes.contains(port.name()) && !holes) {
                  throw wrong("'" + name + "' takes '" + port.name() + "', which is not a column");
                }
              }
              List<String> gives = new ArrayList<>();
              TABLE_OUTPUTS.getOrDefault(name, List.of()).forEach(n -> gives.add(prefix + n));
              for (String column : bundle.columns()) {
                COLUMN_OUTPUTS
                    .getOrDefault(name, List.of())
                    .forEach(each -> gives.add(prefix + each + bundle.port(column)));
              }
              if (name.equals("sample")) {
                bundle.columns().forEach(column -> gives.add(bundle.port(column)));
              }
              require(name, file.outputs(), gives);
              for (String column : bundle.columns()) {
                List<String> words =
                    buckets.getOrDefault(column, levels.getOrDefault(column, List.of()));
                sets(file, prefix + "set/" + bundle.port(column), words.size());
                sets(file, prefix + "probability/" + bundle.port(column), words.size());
              }
            });
  }

  /** As many levels as are named. */
  private void sets(Bundle.File file, String output, int levels) {
    for (Bundle.Port port : file.outputs()) {
      boolean wide = port.shape().size() == 2 && port.shape().get(1).equals("" + levels);
      if (port.name().equals(output) && !wide) {
        throw wrong("'" + output + "' has shape " + port.shape() + ", and " + levels + " levels");
      }
    }
  }

  private void require(String file, List<Bundle.Port> ports, List<String> names) {
    Set<String> known = new LinkedHashSet<>();
    ports.forEach(port -> known.add(port.name()));
    for (String name : names) {
      if (!known.contains(name)) {
        throw wrong("'" + file + "' has no '" + name + "'");
      }
    }
  }

  /**
   * Compares a file that was loaded with what is said of it. Noise may have values in the file.
   *
   * @throws OnnxRuntimeException naming what does not fit
   */
  static void check(Bundle bundle, Bundle.File file, OnnxSession session) {
    BundleFit fit = new BundleFit(bundle);
    fit.same(file, file.inputs(), session.ports(true), "input");
    fit.same(file, file.outputs(), session.ports(false), "output");
  }

  private void same(Bundle.File file, List<Bundle.Port> said, List<OnnxPort> found, String what) {
    Set<String> left = OnnxPort.names(found);
    for (Bundle.Port port : said) {
      OnnxPort own = null;
      for (OnnxPort each : found) {
        own = each.name().equals(port.name()) ? each : own;
      }
      boolean held = what.equals("input") && !port.noise().isEmpty();
      if (own == null && !held) {
        throw wrong(file.path().getFileName() + " has no " + what + " '" + port.name() + "'");
      }
      if (own != null && !(own.type().equals(port.type()) && own.lengths().equals(port.shape()))) {
        throw wrong(
            file.path().getFileName()
                + " has another type or shape of "
                + what
                + " '"
                + port.name()
                + "' than "
                + port.type()
                + " "
                + port.shape());
      }
      left.remove(port.name());
    }
    if (!left.isEmpty()) {
      throw wrong(file.path().getFileName() + " has " + what + " '" + left.iterator().next() + "'");
    }
  }
}
