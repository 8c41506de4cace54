package dev.vae.programs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every program runs, shows what it says, and can be read on one page. */
class ProgramsTest {
  private static final int MOST_LINES = 80;

  @TempDir private Path folder;
  private final PrintStream out = System.out;
  private final Locale locale = Locale.getDefault();

  private interface Program {
    void main(String[] arguments) throws IOException;
  }

  @BeforeEach
  void setLocale() {
    Locale.setDefault(Locale.ROOT);
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    Locale.setDefault(locale);
  }

  private String run(Program program) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    program.main(new String[] {folder.toString()});
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void digits() throws IOException {
    String said = run(DrawDigits::main);
    assertEquals(10, said.lines().filter(line -> line.startsWith("epoch ")).count(), said);
    assertTrue(said.lines().findFirst().orElse("").matches("epoch 1: ELBO -.* KL .*"), said);
    long inked = said.lines().filter(line -> line.matches(" +[ .oO]*[.oO]{4}[ .oO]*")).count();
    assertTrue(inked > 8, said);
    assertTrue(Files.exists(folder.resolve("model/weights.safetensors")));
  }

  @Test
  void aTableWithHolesIsFilled() throws IOException {
    String said = run(TableWithHoles::main);
    assertTrue(said.contains("gamma"), said);
    List<String> filled = Files.readAllLines(folder.resolve("filled.csv"));
    assertEquals("age,income,city", filled.get(0));
    assertEquals(501, filled.size());
    for (String line : filled.subList(1, filled.size())) {
      assertTrue(line.matches("[0-9.E]+,-?[0-9.E]+,(Oslo|Rome)"), line);
    }
  }

  @Test
  void aPeopleTable() throws IOException {
    String said = run(PeopleTable::main);
    Matcher odd = Pattern.compile("(?m)^row (\\d+), p-value ([0-9.]+): (\\S+)").matcher(said);
    assertTrue(odd.find(), said);
    assertEquals("500", odd.group(1), said);
    assertTrue(Double.parseDouble(odd.group(2)) < 0.01, said);
    assertEquals("income", odd.group(3), said);
    List<String> from = Files.readAllLines(folder.resolve("people.csv"));
    List<String> filled = Files.readAllLines(folder.resolve("filled.csv"));
    assertEquals(from.size(), filled.size());
    for (int i = 1; i < from.size(); i++) {
      String[] before = from.get(i).split(",", -1);
      String[] after = filled.get(i).split(",", -1);
      for (int c = 0; c < 3; c++) {
        assertTrue(before[c].isEmpty() ? !after[c].isEmpty() : after[c].equals(before[c]), said);
      }
    }
    List<String> made = Files.readAllLines(folder.resolve("made.csv"));
    assertEquals(101, made.size());
    assertTrue(made.stream().skip(1).allMatch(line -> line.matches("\\d*,-?\\d*,Oslo")), said);
  }

  @Test
  void conditions() throws IOException {
    String said = run(Conditional::main);
    assertEquals(25, number(said, "cat: mean height ([0-9.]+)"), 6, said);
    assertEquals(160, number(said, "horse: mean height ([0-9.]+)"), 20, said);
  }

  @Test
  void anomaliesComeFirst() throws IOException {
    List<String> said = run(AnomalyScores::main).lines().toList();
    String first = said.get(0) + said.get(1);
    assertTrue(first.contains("row 17:") && first.contains("row 90:"), said.toString());
  }

  @Test
  void ownLikelihood() throws IOException {
    String said = run(OwnLikelihood::main);
    double before = number(said, "before: (-?[0-9.]+)");
    double after = number(said, "after: (-?[0-9.]+)");
    assertTrue(after > before + 0.3, said);
  }

  @Test
  void onnxFromJava() throws IOException {
    String said = run(OnnxFromJava::main);
    assertTrue(said.contains("all files agree: true"), said);
    Matcher pair = Pattern.compile("latent \\d: (\\S+) here, (\\S+) in").matcher(said);
    int latents = 0;
    for (; pair.find(); latents++) {
      assertEquals(
          Double.parseDouble(pair.group(1)), Double.parseDouble(pair.group(2)), 1e-4, said);
    }
    assertEquals(5, latents, said);
  }

  @Test
  void serving() throws IOException {
    assertEquals("200 of 200 answers are the same", run(Serving::main).strip());
  }

  @Test
  void eachIsAPage() throws IOException {
    Path sources = Path.of(System.getProperty("basedir", "."), "src/main/java/dev/vae/programs");
    try (Stream<Path> files = Files.list(sources)) {
      List<Path> all = files.toList();
      assertTrue(all.size() >= 9, all.toString());
      for (Path file : all) {
        int lines = Files.readAllLines(file).size();
        assertTrue(lines <= MOST_LINES, file + " has " + lines + " lines");
        String type = file.getFileName().toString().replace(".java", "");
        boolean tested =
            Arrays.asList("package-info", "HalfNormal").contains(type)
                || Files.readString(testSource()).contains(type + "::main");
        assertTrue(tested, type + " is not run here");
      }
    }
  }

  private static Path testSource() {
    return Path.of(
        System.getProperty("basedir", "."), "src/test/java/dev/vae/programs/ProgramsTest.java");
  }

  private static double number(String said, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(said);
    assertTrue(matcher.find(), said);
    return Double.parseDouble(matcher.group(1));
  }
}
