package dev.vae.tests.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.vae.core.density.Draws;
import dev.vae.core.density.Stirling;
import dev.vae.core.graph.Dim;
import dev.vae.core.graph.Functions;
import dev.vae.core.graph.Graph;
import dev.vae.core.graph.Op;
import dev.vae.core.graph.Shape;
import dev.vae.core.graph.ShapeException;
import dev.vae.core.graph.Tensor;
import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Context;
import dev.vae.core.plugin.Layer;
import dev.vae.core.plugin.LayerProvider;
import dev.vae.core.plugin.Options;
import dev.vae.core.plugin.Plugins;
import dev.vae.core.plugin.Spec;
import dev.vae.core.spec.VaeSpec;
import dev.vae.layers.Layers;
import dev.vae.layers.Likelihoods;
import dev.vae.tests.Modules;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's list of operations is complete, and its shapes are those that operations give. */
class GuideOperationsTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern OPERAND = Pattern.compile("([xyz]) `\\[([^]]*)]`");
  private static final List<Class<?>> TYPES =
      List.of(
          Tensor.class, Functions.class, Draws.class, Stirling.class, Graph.class, Context.class);
  private static final String REFUSED = "refused: ";

  @TempDir private static Path folder;
  private static List<Call> calls;

  /**
   * A call that the guide shows.
   *
   * @param operands the shapes of x, y and z, as many as there are
   * @param gives a shape, or what a refusal says
   */
  private record Call(String code, List<Shape> operands, String gives) {
    /** A method of this call, with x, y and z as parameters whether it uses them or not. */
    String method(int number) {
      return "  public static Tensor call%d(Context pass, Graph graph, Tensor x, Tensor y, Tensor z) {\n    return %s;\n  }\n"
          .formatted(number, code);
    }
  }

  @BeforeAll
  static void read() throws Exception {
    String guide = Files.readString(Modules.root().resolve("docs/plugins.md"));
    String section = guide.substring(guide.indexOf("\n## Operations"));
    calls = new ArrayList<>();
    boolean operands = false;
    for (String line : section.lines().filter(l -> l.startsWith("| ")).toList()) {
      String[] cells = line.split("\\|");
      if (!line.startsWith("| `")) {
        operands = cells[2].contains("operands");
        continue;
      }
      List<Shape> shapes = new ArrayList<>();
      Matcher operand = OPERAND.matcher(operands ? cells[2] : "");
      while (operand.find()) {
        shapes.add(shape(operand.group(2)));
      }
      String gives = cells[operands ? 3 : 2].replace("`", "").strip();
      Matcher code = CODE.matcher(cells[1]);
      while (code.find()) {
        calls.add(new Call(code.group(1), shapes, gives));
      }
    }
  }

  private static Shape shape(String lengths) {
    return new Shape(
        Stream.of(lengths.split(", "))
            .filter(l -> !l.isEmpty())
            .map(GuideOperationsTest::dim)
            .toList());
  }

  private static Dim dim(String length) {
    String factor = length.replace("N", "");
    int value = factor.isEmpty() ? 1 : Integer.parseInt(factor);
    return length.endsWith("N") ? Dim.rows(value) : Dim.of(value);
  }

  /** Compiles the calls as an author would have them. */
  private static Path compiled() throws Exception {
    StringBuilder source = new StringBuilder();
    for (String type : List.of("core.density", "core.geometry", "core.graph", "core.plugin")) {
      source.append("import dev.vae.").append(type).append(".*;\n");
    }
    source.append("import java.util.List;\npublic class Calls {\n");
    for (int i = 0; i < calls.size(); i++) {
      source.append(calls.get(i).method(i));
    }
    Path file = Files.writeString(folder.resolve("Calls.java"), source + "}\n");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Project.compile(classes, List.of("-cp", Project.LIBRARIES), List.of(file));
    return classes;
  }

  /** Makes a model with a layer that is given to try its context and graph. */
  private static void inALayer(Layer probe) {
    LayerProvider provider =
        new LayerProvider() {
          @Override
          public String name() {
            return "probe";
          }

          @Override
          public Layer create(Options options) {
            return probe;
          }
        };
    VaeSpec spec =
        VaeSpec.builder()
            .event(3)
            .latent(2)
            .encoder(Spec.of("probe"), Layers.dense(4))
            .decoder(Layers.dense(4))
            .likelihood(Likelihoods.gaussian())
            .build();
    Vae.builder(spec).plugins(Plugins.load().with(provider)).seed(1).build();
  }

  @Test
  void everyCallGivesWhatTheGuideSays() throws Exception {
    URL[] path = {compiled().toUri().toURL()};
    Set<Op> met = EnumSet.noneOf(Op.class);
    List<String> wrong = new ArrayList<>();
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      Class<?> all = loader.loadClass("Calls");
      inALayer(
          (input, pass) -> {
            for (int i = 0; i < calls.size(); i++) {
              try (Graph.Scope scope = pass.scope("call" + i)) {
                Call call = calls.get(i);
                String got = result(all, i, pass);
                boolean refused = call.gives.startsWith(REFUSED);
                boolean same =
                    refused
                        ? got.contains(": ") && got.contains(call.gives.substring(REFUSED.length()))
                        : got.equals(call.gives);
                if (!same) {
                  wrong.add(call + " gives " + got);
                }
              }
            }
            pass.graph().tensors().forEach(t -> met.add(t.op()));
            return input;
          });
    }
    assertEquals(List.of(), wrong);
    assertEquals(EnumSet.allOf(Op.class), met);
  }

  private static String result(Class<?> all, int number, Context pass) {
    Tensor[] operands = new Tensor[3];
    List<Shape> shapes = calls.get(number).operands;
    for (int i = 0; i < shapes.size(); i++) {
      operands[i] = pass.graph().input("operand" + number + "." + i, shapes.get(i));
    }
    try {
      Method method =
          Arrays.stream(all.getMethods())
              .filter(m -> m.getName().equals("call" + number))
              .findFirst()
              .orElseThrow();
      Object[] given = {pass, pass.graph(), operands[0], operands[1], operands[2]};
      return ((Tensor) method.invoke(null, given)).shape().toString();
    } catch (InvocationTargetException e) {
      assertTrue(
          e.getCause() instanceof ShapeException, () -> calls.get(number) + ": " + e.getCause());
      return e.getCause().getMessage();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every public method that gives a tensor stands in the list, whatever its parameters. */
  @Test
  void nothingIsLeftOut() throws Exception {
    Set<String> shown =
        new ClassFileImporter()
            .importPath(compiled()).get("Calls").getMethodCallsFromSelf().stream()
                .map(JavaAccess::getTarget)
                .map(GuideOperationsTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> there = new TreeSet<>();
    for (Class<?> type : TYPES) {
      there.addAll(operations(type));
    }
    there.remove("Tensor.operand(int)"); // looks at the graph and adds nothing to it
    shown.retainAll(there);
    assertEquals(there, shown);
    assertTrue(there.size() > 100, there::toString);
  }

  private static Set<String> operations(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()) && m.getReturnType() == Tensor.class)
        .map(
            m ->
                type.getSimpleName()
                    + "."
                    + m.getName()
                    + Arrays.stream(m.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.toSet());
  }

  private static String signature(MethodCallTarget target) {
    return target.getOwner().getSimpleName()
        + "."
        + target.getName()
        + target.getRawParameterTypes().stream()
            .map(t -> t.getSimpleName())
            .collect(Collectors.joining(", ", "(", ")"));
  }
}
