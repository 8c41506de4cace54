package dev.vae.data.table.infer;

import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The levels of a column, in order. */
final class Levels {
  private static final String[][] BOOLEANS = {
    {"false", "true"},
    {"f", "t"},
    {"no", "yes"},
    {"n", "y"},
    {"nein", "ja"},
    {"non", "oui"},
    {"no", "si"},
    {"no", "s\u00ed"},
    {"no", "s\u00ec"},
    {"off", "on"},
    {"faux", "vrai"},
    {"falsch", "wahr"},
    {"n", "j"},
    {"n", "o"},
    {"n", "s"},
    {"f", "v"},
    {"f", "w"},
    {"\u2717", "\u2713"},
    {"\u2718", "\u2714"},
    {"\u2610", "\u2611"},
    {"\u00d7", "\u2713"},
    {"\u274c", "\u2705"},
    {"\u2717", "\u2714"},
    {"falso", "vero"},
    {"falso", "verdadero"},
    {"falso", "verdadeiro"},
    {"n\u00e3o", "sim"},
    {"nao", "sim"},
    {"nie", "tak"},
    {"hay\u0131r", "evet"},
    {"nee", "ja"},
    {"nej", "ja"},
    {"nei", "ja"},
    {"ei", "kyll\u00e4"},
    {"ne", "ano"},
    {"nem", "igen"},
    {"nu", "da"},
    {"\u043d\u0435\u0442", "\u0434\u0430"},
    {"\u043d\u0435", "\u0434\u0430"},
    {"\u043d\u0456", "\u0442\u0430\u043a"},
    {"\u03cc\u03c7\u03b9", "\u03bd\u03b1\u03b9"},
    {"\u3044\u3044\u3048", "\u306f\u3044"},
    {"\u5426", "\u662f"},
    {"\uc544\ub2c8\uc694", "\uc608"},
    {"\u0644\u0627", "\u0646\u0639\u0645"},
    {"\u062e\u06cc\u0631", "\u0628\u0644\u0647"},
    {"\u05dc\u05d0", "\u05db\u05df"},
    {"\u0928\u0939\u0940\u0902", "\u0939\u093e\u0901"},
    {"\u0e44\u0e21\u0e48\u0e43\u0e0a\u0e48", "\u0e43\u0e0a\u0e48"},
    {"kh\u00f4ng", "c\u00f3"},
    {"tidak", "ya"}
  };

  private Levels() {}

  /** Whether a word, in lower case, means yes; letters alone do not. */
  static boolean yes(String word) {
    return (word.length() > 1 || !word.isEmpty() && word.charAt(0) > 0x7f)
        && Arrays.stream(BOOLEANS).anyMatch(pair -> pair[1].equals(word));
  }

  /** Takes a column for yes and no if it holds exactly two such words, whatever their case. */
  static boolean bool(Draft draft) {
    ColumnEvidence e = draft.evidence;
    if (!e.complete() || e.seen.size() > 40) {
      return false;
    }
    Map<String, List<ColumnEvidence.Seen>> words = new HashMap<>();
    for (ColumnEvidence.Seen one : e.seen.values()) {
      if (!one.among) {
        words.computeIfAbsent(one.text.toLowerCase(Locale.ROOT), t -> new ArrayList<>()).add(one);
      }
    }
    for (String[] pair : BOOLEANS) {
      if (words.keySet().equals(Set.of(pair[0], pair[1]))) {
        draft.type = ColumnType.BINARY;
        draft.levels = List.of(level(words.get(pair[0])), level(words.get(pair[1])));
        draft.amongIsMissing();
        draft.reason = "holds " + pair[1] + " and " + pair[0] + " only";
        if (e.amongCount > 0) {
          draft.doubt(
              Draft.shown(e.among.keySet().iterator().next())
                  + " is taken for missing beside yes and no",
              "categorical");
        }
        return true;
      }
    }
    return false;
  }

  /** Spellings of one level: all are counted, the most frequent is shown. */
  private static Level level(List<ColumnEvidence.Seen> spellings) {
    ColumnEvidence.Seen best = spellings.get(0);
    long count = 0;
    for (ColumnEvidence.Seen one : spellings) {
      count += one.count;
      best = one.count > best.count ? one : best;
    }
    return new Level(best.text, count);
  }

  /** Numbers as levels, ascending; null if there are more than can be kept. */
  static List<Level> ofNumbers(ColumnEvidence e, NumberEvidence reading) {
    if (!e.complete()) {
      return null;
    }
    return byValue(e, reading).values().stream().map(Levels::level).toList();
  }

  static TreeMap<Double, List<ColumnEvidence.Seen>> byValue(
      ColumnEvidence e, NumberEvidence reading) {
    TreeMap<Double, List<ColumnEvidence.Seen>> values = new TreeMap<>();
    for (ColumnEvidence.Seen one : e.seen.values()) {
      double value = reading.value(one);
      if (!Double.isNaN(value) && !one.among) {
        values.computeIfAbsent(value + 0.0, v -> new ArrayList<>()).add(one);
      }
    }
    return values;
  }

  /** Words as levels, in the order of the alphabet. */
  static List<Level> ofWords(ColumnEvidence e, Set<String> without) {
    return e.seen.values().stream()
        .filter(one -> !without.contains(one.text))
        .map(one -> new Level(one.text, one.count))
        .sorted(Comparator.comparing(Level::text))
        .toList();
  }
}
