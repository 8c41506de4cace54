package dev.vae.data.tabular;

import dev.vae.core.ModelFileException;
import dev.vae.core.engine.Engine;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.FolderKind;
import dev.vae.core.internal.io.FolderLock;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.io.RegularFiles;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Plugins;
import dev.vae.data.internal.file.JsonNode;
import dev.vae.data.internal.folder.VaeFolders;
import dev.vae.data.internal.outlier.Pool;
import dev.vae.data.internal.outlier.ReferenceRows;
import dev.vae.data.rows.DataException;
import dev.vae.data.tabular.draws.CellJudge;
import dev.vae.data.tabular.draws.Generator;
import dev.vae.data.tabular.draws.GeneratorJson;
import dev.vae.data.tabular.parts.RowParts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model's folder: its VAEs in {@code members}, {@code generator} and, where it has one, {@code
 * predictor}, and {@code table.json} with all the rest. There is no {@code model.json} beside that,
 * so that nobody takes a part for the whole.
 */
final class TableFile {
  static final String NAME = VaeFolders.DESCRIPTION;

  private static final String FORMAT = "vae-table-8";

  /** The version before, whose models have no predictor. */
  private static final String WITHOUT_PREDICTOR = "vae-table-7";

  private static final List<String> EARLIER =
      List.of("vae-table-2", "vae-table-3", "vae-table-4", "vae-table-5", "vae-table-6");

  private static final String PREDICTOR = "predictor";
  private static final int MOST_MEMBERS = 100;
  private static final int ATTEMPTS = 3;

  /** Where earlier versions had the first VAE. */
  private static final List<String> FORMER_FILES = List.of("model.json", "weights.safetensors");

  private TableFile() {}

  /** What a folder holds besides the schema. */
  record Parts(Ensemble ensemble, TableScorer scorer, Generator generator, int draws) {}

  static void save(Path folder, Parts parts, Object schema) {
    FolderKind.TABLE.requireNoOther(folder);
    try (FolderLock lock = FolderLock.of(folder)) { // two that save do not mix their parts
      write(folder, parts, schema);
    }
  }

  private static void write(Path folder, Parts parts, Object schema) {
    List<Vae> vaes = new ArrayList<>();
    parts.ensemble.members().forEach(member -> vaes.add(member.vae()));
    int members = vaes.size();
    vaes.add(parts.generator.vae());
    parts.generator.predictor().ifPresent(vaes::add);
    VaeFolders.save(folder, vaes, members, hashes -> description(parts, schema, hashes));
    FORMER_FILES.forEach(name -> AtomicFiles.deleteQuietly(folder.resolve(name)));
  }

  private static String description(Parts parts, Object schema, List<String> hashes) {
    List<Object> members = new ArrayList<>();
    for (int m = 0; m < parts.ensemble.members().size(); m++) {
      Member member = parts.ensemble.members().get(m);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("coarse", member.baselines().toJson());
      json.put("references", JsonNode.listWithHoles(member.references().rows()));
      json.put("near", member.references().least());
      json.put("calibration", parts.scorer.calibrations().get(m).toJson());
      members.add(json);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("schema", schema);
    json.put("draws", (long) parts.draws);
    json.put("columns", ColumnEncoding.toJson(parts.ensemble.columns()));
    json.put("pool", JsonNode.list(parts.scorer.pool().weights()));
    json.put("pattern", JsonNode.list(parts.scorer.calibrations().get(0).effect().weights()));
    json.put("members", members);
    json.put("surprises", parts.scorer.surprises().stream().map(s -> (Object) s.toJson()).toList());
    json.put("generator", GeneratorJson.write(parts.generator));
    json.put(PREDICTOR, parts.generator.predictor().isPresent());
    json.put(VaeFolders.WEIGHTS, List.copyOf(hashes));
    return Json.writeCompact(json) + "\n";
  }

  /** A file's parts, and its schema as it stands there. */
  record Loaded(Parts parts, Object schema) {}

  static Loaded load(Path folder, Plugins plugins, Engine engine) {
    Path file = folder.resolve(NAME);
    FolderKind.TABLE.require(folder);
    for (int attempt = 1; ; attempt++) {
      String text = text(file);
      boolean saving = VaeFolders.areStaged(folder);
      try {
        return read(JsonNode.of("", Json.read(text)), folder, plugins, engine);
      } catch (IllegalArgumentException | DataException | ModelFileException e) {
        boolean anew = // another process saves another model meanwhile
            attempt < ATTEMPTS && (saving || !text.equals(text(file)));
        if (!anew) {
          throw e instanceof ModelFileException named ? named : problem(file, e);
        }
      }
    }
  }

  private static String text(Path file) {
    try {
      return RegularFiles.text(file, "a table's description");
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(String.valueOf(e.getMessage()), e);
    }
  }

  /** What is thrown where the description is not one. */
  static ModelFileException problem(Path file, RuntimeException e) {
    return new ModelFileException(file + ": " + e.getMessage(), e);
  }

  private static Loaded read(JsonNode json, Path folder, Plugins plugins, Engine engine) {
    if (json.get("format") instanceof String format && EARLIER.contains(format)) {
      throw new IllegalArgumentException(
          "an earlier version wrote it, whose tables this one does not read: train again, by vae"
              + " train");
    }
    boolean before = WITHOUT_PREDICTOR.equals(json.get("format"));
    if (!before && !FORMAT.equals(json.get("format"))) {
      throw json.problem("format", "'" + FORMAT + "'; a newer version may have written it");
    }
    List<ColumnEncoding> columns = new ArrayList<>();
    json.objects("columns").forEach(c -> columns.add(ColumnEncoding.fromJson(c)));
    List<JsonNode> entries = json.objects("members");
    if (entries.isEmpty() || entries.size() > MOST_MEMBERS) {
      throw json.problem("members", "a list of 1 to " + MOST_MEMBERS);
    }
    PatternEffect effect = new PatternEffect(json.numbers("pattern", columns.size() + 2));
    boolean predictor = !before && json.flag(PREDICTOR);
    List<Path> places = places(json, folder, entries.size(), predictor);
    List<Member> members = new ArrayList<>();
    List<Calibration> calibrations = new ArrayList<>();
    for (int m = 0; m < entries.size(); m++) {
      Vae vae = vae(places.get(m), columns, plugins, engine);
      BaselineDensities baselines =
          BaselineDensities.fromJson(entries.get(m).object("coarse"), columns);
      double[][] rows = entries.get(m).tableWithHoles("references", columns.size());
      int[] levels = ColumnEncoding.levels(columns);
      ReferenceRows references =
          ReferenceRows.restored(rows, levels, entries.get(m).number("near"));
      members.add(new Member(vae, baselines, references));
      calibrations.add(Calibration.fromJson(entries.get(m).object("calibration"), effect));
    }
    double[][] table = json.table("surprises");
    RowParts parts = ColumnEncoding.parts(columns);
    if (table.length != parts.cells()) {
      throw json.problem("surprises", "of as many columns as there are");
    }
    List<Surprise> surprises = new ArrayList<>();
    for (double[] numbers : table) {
      surprises.add(Surprise.fromJson(numbers, json));
    }
    int draws = json.integer("draws", 2, 1 << 16);
    Ensemble ensemble = new Ensemble(columns, members);
    Pool pool = new Pool(json.numbers("pool", Member.SHARES.length));
    Vae vae = vae(places.get(members.size()), columns, plugins, engine);
    Optional<Vae> head =
        predictor
            ? Optional.of(vae(places.get(members.size() + 1), columns, plugins, engine))
            : Optional.empty();
    Generator generator = GeneratorJson.read(json.object("generator"), vae, head, parts);
    TableScorer scorer =
        new TableScorer(ensemble, CellJudge.of(vae), draws, pool, calibrations, surprises);
    return new Loaded(new Parts(ensemble, scorer, generator, draws), json.get("schema"));
  }

  private static List<Path> places(JsonNode json, Path folder, int members, boolean predictor) {
    int all = members + (predictor ? 2 : 1);
    if (json.get(VaeFolders.WEIGHTS) == null) {
      return VaeFolders.places(folder, members, all); // changed on purpose
    }
    List<?> hashes = json.list(VaeFolders.WEIGHTS);
    if (hashes.size() != all) {
      throw json.problem(VaeFolders.WEIGHTS, "a list of " + all + " texts");
    }
    return VaeFolders.find(folder, hashes, members);
  }

  private static Vae vae(Path place, List<ColumnEncoding> columns, Plugins plugins, Engine engine) {
    Vae vae = Vae.load(place, plugins, engine);
    if (vae.spec().width() != columns.size()) {
      throw new IllegalArgumentException("it describes another model than that in " + place);
    }
    return vae;
  }
}
