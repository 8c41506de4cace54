package dev.vae.data.table.infer;

import dev.vae.data.table.cell.Words;
import dev.vae.data.table.column.Column;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Words: categories, ids or free text. */
final class TextRules {
  private static final int FEW = 40;
  private static final int RARE = 5;
  private static final double SAME_PATTERN = 0.95;
  private static final Map<String, Pattern> PERSONAL =
      Map.of(
          "UUIDs",
          Pattern.compile("\\{?[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}}?"),
          "e-mail addresses",
          Pattern.compile("[^@\\s]+@[^@\\s]+\\.[A-Za-z]{2,}"),
          "IBANs",
          Pattern.compile("[A-Z]{2}\\d{2} ?([0-9A-Z]{4} ?){2,7}[0-9A-Z]{1,4}"),
          "phone numbers",
          Pattern.compile(
              "(?=(\\D*\\d){9})(\\+|00)[1-9]\\d{0,2}[ -]?(\\(?\\d{1,5}\\)?["
                  + " /-]?){2,6}|\\(?\\d{3}\\)?[ -]\\d{3}-\\d{4}"));

  /** What is a number to people, but is not read as one. */
  private static final Map<String, Pattern> NUMBERS =
      Map.of(
          "durations",
          Pattern.compile(
              "-?\\d{1,5}:[0-5]\\d(:[0-5]\\d([.,]\\d+)?)?|-?P(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+([.]\\d+)?S)?)?|(\\d+"
                  + " days? )?\\d+:\\d\\d:\\d\\d|(\\d+ ?[dhms] ?){1,4}"),
          "fractions or pairs of numbers",
          Pattern.compile("-?\\d{1,6}([.,]\\d+)?( ?[/x:;,] ?|-)-?\\d{1,6}([.,]\\d+)?"),
          "numbers with something behind them",
          Pattern.compile("-?\\d+([.,]\\d+)? ?[^\\d\\s.,:;/-]{1,12}"),
          "digits of another script",
          Pattern.compile("[\\p{Nd}&&[^0-9]]+([.,\\u066b][\\p{Nd}&&[^0-9]]+)?"));

  private TextRules() {}

  static void decide(Draft draft) {
    ColumnEvidence e = draft.evidence;
    draft.format = new Words();
    long distinct = e.distinct();
    String before = draft.reason.isEmpty() ? "" : draft.reason + "; ";
    among(draft);
    if (distinct == 1 && e.complete()) {
      draft.type = ColumnType.CONSTANT;
      draft.levels = Levels.ofWords(e, Set.of());
      draft.reason = before + "always " + Draft.shown(draft.levels.get(0).text());
      Marks.doubt(draft);
      return;
    }
    String personal = personal(e);
    if (personal != null) {
      draft.type = ColumnType.ID;
      draft.reason = before + personal + ": carried through, not modelled; they may name people";
      draft.doubt("holds " + personal, "categorical");
      return;
    }
    double words = (double) e.words / Math.max(1, e.texts);
    if (words >= 4 && distinct > e.filled() / 2.0 && !digits(e)) {
      draft.type = ColumnType.TEXT;
      draft.reason =
          before
              + String.format(
                  java.util.Locale.ROOT,
                  "%d different texts of %.1f words: free text, carried through, not modelled",
                  distinct,
                  words);
      draft.doubt("free text is not modelled", "categorical");
      return;
    }
    if (NumberRules.unique(e) && e.missing <= 0.01 * e.rows && e.rows > 1) {
      draft.type = ColumnType.ID;
      draft.reason =
          before
              + distinct
              + " different words in "
              + e.filled()
              + " rows: names of rows, carried through, not modelled";
      draft.doubt("different in every row", "categorical");
      String number = alike(e, NUMBERS);
      if (number != null) {
        draft.doubt("holds " + number + "; write a number alone to have it modelled", "");
      }
      return;
    }
    categorical(draft, before);
  }

  /** Whether the cells have no letters: digits in groups are no text. */
  private static boolean digits(ColumnEvidence e) {
    return !e.seen.isEmpty()
        && e.seen.keySet().stream().noneMatch(t -> t.chars().anyMatch(Character::isLetter));
  }

  /** NA may be Namibia: it stays a word among words. */
  private static void among(Draft draft) {
    ColumnEvidence e = draft.evidence;
    for (Map.Entry<String, long[]> word : e.among.entrySet()) {
      draft.doubt(
          Draft.shown(word.getKey())
              + " in "
              + word.getValue()[0]
              + " rows stays a value among words",
          "missing:" + word.getKey());
    }
  }

  private static String personal(ColumnEvidence e) {
    return alike(e, PERSONAL);
  }

  /** What nearly all words are; of several the first by its name. */
  private static String alike(ColumnEvidence e, Map<String, Pattern> kinds) {
    if (e.seen.size() < 2) {
      return null;
    }
    for (Map.Entry<String, Pattern> one : new TreeMap<>(kinds).entrySet()) {
      long fits = e.seen.keySet().stream().filter(t -> one.getValue().matcher(t).matches()).count();
      if (fits >= SAME_PATTERN * e.seen.size()) {
        return one.getKey();
      }
    }
    return null;
  }

  /** Levels for words that are not names of rows, coded by how many there are. */
  static void categorical(Draft draft, String before) {
    ColumnEvidence e = draft.evidence;
    long distinct = e.distinct();
    Set<String> missing = new HashSet<>(draft.missing);
    boolean few = distinct <= FEW;
    boolean known = e.complete() && (few || distinct <= e.filled() / 5);
    if (!known) {
      hashed(draft, before, missing);
      return;
    }
    List<Level> all = Levels.ofWords(e, missing);
    draft.type = ColumnType.CATEGORICAL;
    draft.levels = all;
    if (!few) {
      draft.levels = all.stream().filter(l -> l.count() >= RARE).toList();
      draft.pooled = all.stream().filter(l -> l.count() < RARE).toList();
      if (draft.levels.isEmpty()) {
        draft.levels = all;
        draft.pooled = List.of();
      }
    }
    draft.reason =
        before
            + distinct
            + " different words in "
            + e.filled()
            + " rows"
            + (few ? "" : ", for embeddings")
            + (draft.pooled.isEmpty()
                ? ""
                : "; " + draft.pooled.size() + " seen less than 5 times are pooled");
  }

  private static void hashed(Draft draft, String before, Set<String> missing) {
    ColumnEvidence e = draft.evidence;
    draft.type = ColumnType.HASHED;
    long distinct = e.distinct();
    int buckets =
        e.complete()
            ? Math.min(ColumnEvidence.BUCKETS, 2 * Integer.highestOneBit((int) (2 * distinct)))
            : ColumnEvidence.BUCKETS;
    List<Level> levels = new ArrayList<>();
    if (e.complete()) {
      String[] words = new String[buckets];
      long[] best = new long[buckets];
      long[] counts = new long[buckets];
      for (ColumnEvidence.Seen one : e.seen.values()) {
        int bucket = Column.bucket(one.text, buckets);
        counts[bucket] += one.count;
        if (one.count > best[bucket]) {
          best[bucket] = one.count;
          words[bucket] = one.text;
        }
      }
      for (int i = 0; i < buckets; i++) {
        levels.add(new Level(words[i] == null ? "" : words[i], counts[i]));
      }
    } else {
      long lost = 0;
      for (int i = 0; i < buckets; i++) {
        levels.add(new Level(e.bucketWord(i), e.bucketCount(i)));
        lost += e.bucketWord(i).isEmpty() ? e.bucketCount(i) : 0;
      }
      if (2 * lost > e.filled()) {
        draft.type = ColumnType.TEXT;
        draft.reason =
            before
                + "texts of up to "
                + e.longest
                + " characters, too many to keep: carried through, not modelled";
        return;
      }
    }
    draft.levels = levels;
    draft.reason =
        before
            + (e.distinctExact() ? "" : "about ")
            + distinct
            + " different words in "
            + e.filled()
            + " rows: hashed into "
            + buckets
            + " buckets";
    draft.doubt("too many words to learn each", "text");
    String number = alike(e, NUMBERS);
    if (number != null) {
      draft.doubt("holds " + number + ", taken for words; write a number alone to have it so", "");
    }
  }
}
