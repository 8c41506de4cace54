package dev.vae.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vae.tests.Modules;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every module promises: all public types of its exported packages, with their members, as
 * written down in {@code signatures/MODULE.txt}. A change of these files is a change of the API;
 * {@code -Dvae.golden=update} writes them anew.
 */
class SignaturesTest {
  private static final Path FOLDER =
      Modules.root().resolve("vae-examples/tests/src/test/resources/signatures");

  /** For packages of ours alone, which share what these return. */
  private static final List<String> OURS =
      List.of(
          "public dev.vae.data.tabular.draws.Generator dev.vae.data.tabular.TableModel.generator()",
          "public dev.vae.data.tabular.draws.Expectation"
              + " dev.vae.data.tabular.TableModel.expectation()",
          "public dev.vae.data.tabular.draws.ExpectedCell"
              + " dev.vae.data.tabular.ColumnEncoding.cell(",
          "public dev.vae.data.tabular.parts.",
          "public static dev.vae.data.tabular.parts.",
          "public dev.vae.data.tabular.ColumnEncoding(",
          "public dev.vae.data.tabular.formula.FillFormula",
          "public dev.vae.data.tabular.formula.ScoreFormula"
              + " dev.vae.data.tabular.TableModel.formula",
          "public static dev.vae.export.OnnxModel dev.vae.export.OnnxModel.of(",
          "public final record dev.vae.core.graph.Noise : ",
          "public static final record dev.vae.core.graph.SequenceScan$Result : ",
          "public <A extends dev.vae.core.graph.attribute.Attributes> A",
          "public dev.vae.core.graph.attribute.Attributes dev.vae.core.graph.Tensor.attributes()",
          "public dev.vae.core.trace.ModelGraphs dev.vae.core.model.Vae.graphs()");

  private static final int MOST_ARGUMENTS = 6;

  private static final Pattern CALL = Pattern.compile("  .*?([\\w.$]+)\\((.*)\\)(?: throws .*)?");

  /** Records that users read, whose constructors the library calls. */
  private static final List<String> ANSWERS =
      List.of(
          "dev.vae.core.engine.NonFinite",
          "dev.vae.core.estimate.Estimate",
          "dev.vae.core.estimate.LatentMetrics",
          "dev.vae.core.plugin.Marginal",
          "dev.vae.core.train.Metrics",
          "dev.vae.core.train.TrainingEvent$LimitMet",
          "dev.vae.data.ColumnSummary",
          "dev.vae.data.table.column.Column",
          "dev.vae.data.table.column.Summary",
          "dev.vae.data.tabular.ColumnEncoding",
          "dev.vae.data.tabular.impute.ImputedCell",
          "dev.vae.export.ParityReport$Comparison",
          "dev.vae.export.runtime.Bundle");

  /** Records with a builder, or with methods {@code with...} that change a first value. */
  private static final List<String> MADE_STEP_BY_STEP =
      List.of(
          "dev.vae.core.geometry.ConvolutionGeometry",
          "dev.vae.core.spec.Schema",
          "dev.vae.core.spec.VaeSpec",
          "dev.vae.data.table.dialect.Dialect");

  static List<String> modules() {
    return Modules.NAMES;
  }

  @ParameterizedTest
  @MethodSource("modules")
  void areAsWrittenDown(String module) throws Exception {
    ModuleDescriptor descriptor =
        ModuleFinder.of(Modules.classes(module)).findAll().iterator().next().descriptor();
    Set<String> exported =
        descriptor.exports().stream()
            .filter(export -> !export.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toCollection(TreeSet::new));
    StringBuilder text = new StringBuilder();
    int all = 0;
    for (String name : exported) {
      List<String> types = new ArrayList<>();
      for (Class<?> type : types(Modules.classes(module), name)) {
        types.add(describe(type));
      }
      text.append("\npackage ").append(name).append(": ").append(types.size()).append(" types\n");
      types.forEach(text::append);
      all += types.size();
    }
    String now = descriptor.name() + ": " + all + " public types\n" + text;
    Path file = file(module);
    if ("update".equals(System.getProperty("vae.golden"))) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, now);
    }
    assertEquals(
        Files.readString(file),
        now,
        "the API is not as in " + file + "; if it was meant, run with -Dvae.golden=update");
  }

  /** A type in a signature that nobody may name is no type of the API. */
  @Test
  void signaturesNameOnlyTypesThatAreExported() throws Exception {
    Pattern ours = Pattern.compile("dev\\.vae(?:\\.[a-z]\\w*)*(?:\\.[A-Z]\\w*)(?:\\$\\w+)*");
    Set<String> exported = new TreeSet<>();
    List<String> lines = new ArrayList<>();
    for (String module : modules()) {
      for (String line : Files.readAllLines(file(module))) {
        Matcher found = ours.matcher(line);
        if (!line.startsWith(" ") && line.contains(" dev.vae.") && found.find()) {
          exported.add(found.group());
        }
        lines.add(line);
      }
    }
    List<String> hidden = new ArrayList<>();
    for (String line : lines) {
      Set<String> named = new TreeSet<>();
      ours.matcher(line).results().forEach(result -> named.add(result.group()));
      named.removeAll(exported);
      if (!named.isEmpty()) {
        hidden.add(line.strip() + " names " + named);
      }
    }
    hidden.removeIf(line -> OURS.stream().anyMatch(line::startsWith));
    assertEquals(List.of(), hidden);
  }

  /** What takes more is made by a builder or by {@code with...}, or is an answer of the library. */
  @Test
  void nothingTakesMoreThanSixArguments() throws Exception {
    Set<String> many = new TreeSet<>();
    for (String module : modules()) {
      for (String line : Files.readAllLines(file(module))) {
        Matcher call = CALL.matcher(line);
        if (call.matches() && arguments(call.group(2)) > MOST_ARGUMENTS) {
          many.add(call.group(1));
        }
      }
    }
    Set<String> allowed = new TreeSet<>(ANSWERS);
    allowed.addAll(MADE_STEP_BY_STEP);
    assertEquals(String.join("\n", allowed), String.join("\n", many));
  }

  /** Commas between types, not within their parameters. */
  private static int arguments(String list) {
    int depth = 0;
    int count = list.isEmpty() ? 0 : 1;
    for (char c : list.toCharArray()) {
      depth += c == '<' ? 1 : c == '>' ? -1 : 0;
      count += c == ',' && depth == 0 ? 1 : 0;
    }
    return count;
  }

  /** By the glossary. */
  @Test
  void standardDeviationsAreCalledSo() throws Exception {
    for (String module : modules()) {
      for (String line : Files.readAllLines(file(module))) {
        assertFalse(line.matches(".*\\.(deviation|sd|std)\\(.*"), line);
      }
    }
  }

  /** The public types of a package, nested ones too if all around them are public. */
  private static List<Class<?>> types(Path classes, String name) throws Exception {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
      for (Path file : files.sorted().toList()) {
        String simple = file.getFileName().toString();
        if (simple.endsWith(".class") && !simple.endsWith("-info.class")) {
          String type = name + "." + simple.replace(".class", "");
          Class<?> found = Class.forName(type, false, SignaturesTest.class.getClassLoader());
          if (isPublic(found)) {
            types.add(found);
          }
        }
      }
    }
    return types;
  }

  private static Path file(String module) {
    String name =
        ModuleFinder.of(Modules.classes(module)).findAll().iterator().next().descriptor().name();
    return FOLDER.resolve(name + ".txt");
  }

  private static boolean isPublic(Class<?> type) {
    boolean all = !type.isAnonymousClass() && !type.isLocalClass();
    for (Class<?> at = type; at != null; at = at.getDeclaringClass()) {
      all &= Modifier.isPublic(at.getModifiers()) || Modifier.isProtected(at.getModifiers());
    }
    return all;
  }

  private static String describe(Class<?> type) {
    Set<String> members = new TreeSet<>();
    for (Field field : type.getDeclaredFields()) {
      add(members, field, field.toGenericString());
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      add(members, constructor, constructor.toGenericString());
    }
    for (Class<?> at : withHiddenParents(type)) {
      for (Method method : at.getDeclaredMethods()) {
        if (!method.isBridge() && !isOfEvery(type, method)) {
          String text = method.toGenericString();
          add(members, method, text.replace(at.getName() + ".", type.getName() + "."));
        }
      }
    }
    String supers =
        Stream.concat(
                type.isInterface() || type.isEnum() || type.isRecord()
                    ? Stream.empty()
                    : Stream.of(publicParent(type)),
                Arrays.stream(type.getGenericInterfaces()))
            .map(Object::toString)
            .map(SignaturesTest::shortened)
            .collect(Collectors.joining(", "));
    // JDKs differ in whether their own text says so
    String head = type.toGenericString().replaceAll("\\b(non-)?sealed ", "");
    return (type.isSealed() ? "sealed " : "")
        + shortened(head)
        + (supers.isEmpty() ? "" : " : " + supers)
        + "\n"
        + members.stream().map(member -> "  " + member + "\n").collect(Collectors.joining());
  }

  /** A type, and what it extends that is not public: their public methods are the type's. */
  private static List<Class<?>> withHiddenParents(Class<?> type) {
    List<Class<?>> all = new ArrayList<>(List.of(type));
    for (Class<?> at = type.getSuperclass(); isHidden(at); at = at.getSuperclass()) {
      all.add(at);
    }
    return all;
  }

  private static Type publicParent(Class<?> type) {
    List<Class<?>> all = withHiddenParents(type);
    return all.get(all.size() - 1).getGenericSuperclass();
  }

  private static boolean isHidden(Class<?> type) {
    return type != null && type.getName().startsWith("dev.vae.") && !isPublic(type);
  }

  private static void add(Set<String> members, Member member, String text) {
    int modifiers = member.getModifiers();
    if (!member.isSynthetic()
        && (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers))) {
      members.add(shortened(text.replaceAll("\\b(synchronized|native|strictfp) ", "")));
    }
  }

  /** Of every object, record or enum. */
  private static boolean isOfEvery(Class<?> type, Executable method) {
    String name = method.getName();
    int count = method.getParameterCount();
    return name.equals("toString") && count == 0
        || name.equals("hashCode") && count == 0
        || name.equals("equals") && count == 1
        || type.isEnum() && (name.equals("values") || name.equals("valueOf"));
  }

  private static String shortened(String text) {
    return text.replaceAll(
            "\\b(class |interface )?java\\.(?:lang|util(?:\\.function)?|nio\\.file|io)\\.(?=[A-Z])",
            "")
        .trim();
  }
}
