package dev.vae.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.vae.tests.Modules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The field's language: what CONTRIBUTING.md says of words and of documentation. */
class LintTest {
  /** Names of classes that said less than the field's; each with what took its place. */
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("Anew", "SerialProduct"),
          Map.entry("BentGaussian", "FlowPosterior"),
          Map.entry("CoarseParts", "BaselineParts"),
          Map.entry("CutPart", "IsolationForestPart"),
          Map.entry("CutTree", "IsolationTree"),
          Map.entry("Door", "RequestRouter"),
          Map.entry("EvenNormals", "QuasiNormals"),
          Map.entry("EvenRows", "SpacedRows"),
          Map.entry("FirstValues", "ParameterInitializer"),
          Map.entry("FlatTrees", "FlatForest"),
          Map.entry("FourPoints", "FourPointTransforms"),
          Map.entry("GoodState", "LastFiniteState"),
          Map.entry("GradientWatch", "GradientMonitor"),
          Map.entry("HeavySteps", "LibraryCalls"),
          Map.entry("HolePatterns", "MissingPatterns"),
          Map.entry("HoledRows", "MaskedRows"),
          Map.entry("JsonPlace", "JsonNode"),
          Map.entry("KernelsProvider", "KernelProvider"),
          Map.entry("KernelsSelection", "KernelSelector"),
          Map.entry("LateExpand", "LateBroadcast"),
          Map.entry("LatentWatch", "LatentMonitor"),
          Map.entry("LimitWatch", "LimitMonitor"),
          Map.entry("LinearMember", "BaselineDensities"),
          Map.entry("LonePass", "StandaloneContext"),
          Map.entry("NearPart", "NeighbourPart"),
          Map.entry("NearRows", "NeighbourDensity"),
          Map.entry("OtherRuntime", "ExternalRuntime"),
          Map.entry("PlacePart", "RankPart"),
          Map.entry("RandomCuts", "IsolationForest"),
          Map.entry("Refusal", "RequestException"),
          Map.entry("RowSlices", "RowBlocking"),
          Map.entry("Shelf", "ModelRepository"),
          Map.entry("SliceWork", "RowBlockWork"),
          Map.entry("Strips", "RowKernel"),
          Map.entry("TilePass", "AxisTransform"),
          Map.entry("ToldDistribution", "SimpleDistribution"),
          Map.entry("TracePass", "TraceContext"),
          Map.entry("TurnedWeights", "TransposedWeightGradient"),
          Map.entry("UprightWeights", "PretransposedWeights"),
          Map.entry("UsualRows", "InlierFilter"));

  /** Phrases, and the words to use instead; of all texts, the glossary's own table aside. */
  private static final Map<String, String> PHRASES =
      Map.ofEntries(
          Map.entry("(training makes|(is|to be) made) small(?!er)", "the loss, minimised"),
          Map.entry("first numbers", "initial values"),
          Map.entry("left the finite numbers", "became NaN or infinite"),
          Map.entry("(bring|brought|bringing) together", "packed"),
          Map.entry("nobody told", "say what is missing and what to give"),
          Map.entry("whole number from 1 up", "a positive integer"),
          Map.entry("columns of words", "text columns"),
          Map.entry("source or share|share of the rows", "fraction"),
          Map.entry("firstValues", "initialValues"),
          Map.entry("timesLog", "xlogy"));

  /** Said of graphs, where images may be stretched and strokes of a pen turned. */
  private static final Map<String, String> OF_GRAPHS =
      Map.of(
          "(un)?stretch(es|ed|ing)?", "broadcast",
          "turned (operand|weights|matrix|result)", "transposed",
          "laps?", "round",
          "\\w+At", "offset: xOffset");

  private static final Pattern NOT_A = Pattern.compile("(\\w+ )?\\b(is|are) no (\\w+)");
  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");
  private static final Pattern COMMENTS = Pattern.compile("\\*/\\s*/\\*\\*");
  private static final Pattern VERB = Pattern.compile("[A-Z][a-z]+s|Whether");

  /** Words that end like a verb and are none. */
  private static final Set<String> NOUNS =
      Set.of(
          "As",
          "Bits",
          "Bytes",
          "Columns",
          "Gradients",
          "Heads",
          "Its",
          "Means",
          "Names",
          "Numbers",
          "Rows",
          "Samples",
          "Standards",
          "This",
          "Values",
          "Weights");

  private static List<Path> sources;
  private static final Map<Path, String> TEXTS = new HashMap<>();

  @BeforeAll
  static void read() throws IOException {
    Path root = Modules.root();
    List<Path> all = new ArrayList<>();
    for (Path folder : folders(root)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(f -> f.toString().endsWith(".java")).forEach(all::add);
      }
    }
    all.removeIf(f -> f.endsWith("LintTest.java"));
    sources = all.stream().sorted().toList();
    assertTrue(sources.size() > 600, sources.size() + " sources");
    for (Path file : sources) {
      TEXTS.put(file, Files.readString(file));
    }
    for (Path page : pages(root)) {
      String text = Files.readString(page);
      boolean glossary = page.endsWith("CONTRIBUTING.md");
      TEXTS.put(page, glossary ? text.replaceAll("(?m)^\\|.*$", "") : text);
    }
  }

  private static List<Path> folders(Path root) {
    return Stream.of("vae-core", "vae-layers", "vae-data", "vae-export")
        .map(root::resolve)
        .collect(
            () -> new ArrayList<>(examples(root)),
            (list, module) -> list.add(module.resolve("src")),
            List::addAll);
  }

  private static List<Path> examples(Path root) {
    return Stream.of("draw", "serve", "cli", "programs", "tests", "plugin")
        .map(name -> root.resolve("vae-examples").resolve(name).resolve("src"))
        .filter(Files::isDirectory)
        .toList();
  }

  private static List<Path> pages(Path root) throws IOException {
    List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
    for (String name : List.of("CONTRIBUTING.md", "SECURITY.md", "docs")) {
      Path path = root.resolve(name);
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          files.filter(f -> f.toString().endsWith(".md")).forEach(pages::add);
        }
      } else if (Files.exists(path)) {
        pages.add(path);
      }
    }
    return pages;
  }

  @Test
  void oldNamesOfClassesAreGone() {
    List<String> found = new ArrayList<>();
    Pattern any = Pattern.compile("\\b(" + String.join("|", TYPES.keySet()) + ")\\b");
    TEXTS.forEach(
        (file, text) ->
            find(any, text, m -> found.add(file + ": " + m + " is now " + TYPES.get(m))));
    assertEquals(List.of(), found);
  }

  @Test
  void everyTextSpeaksTheFieldsLanguage() {
    List<String> found = new ArrayList<>();
    TEXTS.forEach((file, text) -> PHRASES.forEach((p, use) -> phrase(file, text, p, use, found)));
    assertEquals(List.of(), found);
  }

  @Test
  void graphsAndKernelsSpeakIt() {
    List<String> found = new ArrayList<>();
    for (Path file : sources) {
      String where = file.toString().replace('\\', '/');
      boolean kernels =
          where.matches(".*dev/vae/core/(kernel|internal/(compile|portable|vector))/.*");
      boolean graphs = kernels || where.matches(".*main/java/dev/vae/core/(grad|graph|trace)/.*");
      OF_GRAPHS.forEach(
          (phrase, use) -> {
            if (graphs && phrase.startsWith("(un)") || kernels && !phrase.startsWith("(un)")) {
              String text = TEXTS.get(file).replaceAll("\\b(char|toldA?|worst|codePoint)At\\b", "");
              phrase(file, text, phrase, use, found);
            }
          });
    }
    assertEquals(List.of(), found);
  }

  /** "is not a number" where a native speaker would not say "is no number". */
  @Test
  void messagesSayIsNotA() {
    List<String> found = new ArrayList<>();
    for (Path file : sources) {
      find(
          LITERAL,
          TEXTS.get(file).replaceAll("(?m)^\\s*(\\*|//|/\\*).*$", ""),
          literal -> {
            Matcher no = NOT_A.matcher(literal);
            while (no.find()) {
              boolean there = no.group(1) != null && no.group(1).strip().matches("(?i)there");
              if (!there && !Set.of("longer", "more", "better").contains(no.group(3))) {
                found.add(file + ": " + literal);
              }
            }
          });
    }
    assertEquals(List.of(), found);
  }

  /** The message of most exceptions of files is the bare path, of some it is null. */
  @Test
  void messagesSayInWordsWhyAFileCannotBeUsed() {
    Pattern caught =
        Pattern.compile("catch \\(([^)]*\\b(?:IO|FileSystem|Zip|EOF)Exception\\b[^)]*) (\\w+)\\)");
    List<String> found = new ArrayList<>();
    for (Path file : sources) {
      String text = TEXTS.get(file);
      if (!file.toString().replace('\\', '/').contains("/src/main/")) {
        continue;
      }
      Matcher each = caught.matcher(text);
      while (each.find()) {
        String indent = text.substring(text.lastIndexOf('\n', each.start()), each.start());
        int end = text.indexOf(indent.replaceAll("\\S.*", "") + "}", each.end());
        String block = text.substring(each.end(), end);
        if (!block.contains(".log(")
            && block.matches("(?s).*\\+ " + each.group(2) + "(\\.getMessage\\(\\))?\\b(?!\\.).*")) {
          found.add(file + ": " + each.group());
        }
      }
    }
    assertEquals(List.of(), found, "say FileProblems.reason(file, e)");
  }

  /** A file's name says which class is meant, in tests too. */
  @Test
  void noTwoFilesHaveOneName() {
    Map<String, Path> names = new HashMap<>();
    List<String> twice = new ArrayList<>();
    for (Path file : sources) {
      String name = file.getFileName().toString();
      boolean project = file.toString().contains("resources") || name.endsWith("-info.java");
      if (!project && names.putIfAbsent(name, file) != null) {
        twice.add(file + " and " + names.get(name));
      }
    }
    assertEquals(List.of(), twice);
  }

  /** Of two comments in a row the first belongs to nothing, which Java 23 and later warn of. */
  @Test
  void everyDocumentationCommentHasItsDeclaration() throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : sources) {
      if (COMMENTS.matcher(Files.readString(file)).find()) {
        found.add(file);
      }
    }
    assertEquals(List.of(), found);
  }

  /** "Returns ...", "Draws ...", or "Whether ..." of what is true or false. */
  @Test
  void documentationOfMethodsBeginsWithAVerb() throws IOException {
    List<String> found = new ArrayList<>();
    int methods = 0;
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<Path> main =
          sources.stream()
              .filter(f -> f.toString().replace('\\', '/').contains("/src/main/"))
              .toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(main));
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        Methods visitor = new Methods(docs, unit, found);
        visitor.scan(unit, null);
        methods += visitor.seen;
      }
    }
    assertTrue(methods > 1000, methods + " documented public methods");
    assertEquals(List.of(), found);
  }

  private static final class Methods extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final CompilationUnitTree unit;
    private final List<String> found;
    private int seen;

    Methods(DocTrees docs, CompilationUnitTree unit, List<String> found) {
      this.docs = docs;
      this.unit = unit;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      TreePath path = getCurrentPath();
      boolean declared =
          ((ClassTree) path.getParentPath().getLeaf()).getKind() == Tree.Kind.INTERFACE;
      Set<Modifier> modifiers = method.getModifiers().getFlags();
      boolean open =
          modifiers.contains(Modifier.PUBLIC) || declared && !modifiers.contains(Modifier.PRIVATE);
      String doc = docs.getDocComment(path);
      if (open && doc != null && !method.getName().contentEquals("<init>")) {
        seen++;
        String first = Arrays.stream(doc.strip().split("[\\s,;.]+")).findFirst().orElse("");
        boolean verb = VERB.matcher(first).matches() && !NOUNS.contains(first);
        if (!verb && !first.startsWith("{@inheritDoc")) {
          found.add(
              unit.getSourceFile().getName()
                  + ": "
                  + method.getName()
                  + "() begins '"
                  + first
                  + "'");
        }
      }
      return super.visitMethod(method, nothing);
    }
  }

  private static void phrase(
      Path file, String text, String phrase, String instead, List<String> found) {
    String gap = phrase.replace(" ", "[\\s*]+");
    Pattern any = Pattern.compile("\\b(?:" + gap + ")\\b", Pattern.CASE_INSENSITIVE);
    find(
        phrase.equals("\\w+At") ? Pattern.compile("\\b\\w+At\\b") : any,
        text,
        m -> found.add(file + ": '" + m + "', say: " + instead));
  }

  private static void find(Pattern pattern, String text, java.util.function.Consumer<String> each) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      each.accept(matcher.group());
    }
  }
}
