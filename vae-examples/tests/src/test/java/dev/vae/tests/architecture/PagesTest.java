package dev.vae.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vae.tests.Modules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages point to is there. */
class PagesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w*[a-z]\\w*)(?:\\.\\w+)?`");

  /** A class with some of its methods, `A.b` or `A` (`b`, `c`). */
  private static final Pattern METHODS =
      Pattern.compile("`([A-Z]\\w*)(?:\\.([a-z]\\w*)`|` \\(((?:`\\w+`(?:, )?)+))");

  private static List<Path> pages() throws IOException {
    Path root = Modules.root();
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(root, root.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(f -> f.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    int seen = 0;
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page).replaceAll("(?s)```.*?```", ""));
      while (link.find()) {
        if (!link.group(1).matches("\\w+:.*")) {
          seen++;
          String[] target = link.group(1).split("#", 2);
          Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]).normalize();
          boolean there = Files.exists(file) && (target.length == 1 || heads(file, target[1]));
          if (!there) {
            broken.add(page.getFileName() + ": " + link.group(1));
          }
        }
      }
    }
    assertEquals(List.of(), broken);
    assertTrue(seen > 30, seen + " links");
  }

  private static boolean heads(Path page, String anchor) throws IOException {
    return Files.readString(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .anyMatch(anchor::equals);
  }

  /** Classes that contributors are sent to have these names, each once. */
  @Test
  void classesThatContributorsAreSentToAreThere() throws IOException {
    String text = Files.readString(Modules.root().resolve("CONTRIBUTING.md"));
    Set<String> named =
        text.lines()
            .filter(line -> line.startsWith("|"))
            .flatMap(line -> TYPE.matcher(line).results().map(m -> m.group(1)))
            .collect(Collectors.toSet());
    named.removeAll(Set.of("Elbo", "Loss")); // nested ones
    try (Stream<Path> files = Files.walk(Modules.root())) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .forEach(name -> named.remove(name.substring(0, name.length() - 5)));
    }
    assertEquals(Set.of(), named);
  }

  @Test
  void methodsThatContributorsAreSentToAreThere() throws IOException {
    Map<String, Path> sources = new HashMap<>();
    try (Stream<Path> files = Files.walk(Modules.root())) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> sources.put(file.getFileName().toString(), file));
    }
    List<String> gone = new ArrayList<>();
    int seen = 0;
    String text = Files.readString(Modules.root().resolve("CONTRIBUTING.md"));
    Matcher named = METHODS.matcher(text.replaceAll("(?m)^[^|].*", "")); // the tables
    while (named.find()) {
      String source = Files.readString(sources.get(named.group(1) + ".java"));
      String names = named.group(2) != null ? named.group(2) : named.group(3).replace("`", "");
      for (String name : names.split(", ")) {
        seen++;
        if (!Pattern.compile("\\b" + name + "\\(").matcher(source).find()) {
          gone.add(named.group(1) + "." + name);
        }
      }
    }
    assertEquals(List.of(), gone);
    assertTrue(seen > 7, seen + " methods");
  }
}
