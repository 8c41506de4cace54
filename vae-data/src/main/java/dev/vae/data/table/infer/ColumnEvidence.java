package dev.vae.data.table.infer;

import dev.vae.data.table.cell.Blanks;
import dev.vae.data.table.cell.DateText;
import dev.vae.data.table.cell.DurationText;
import dev.vae.data.table.cell.MissingWords;
import dev.vae.data.table.cell.Notes;
import dev.vae.data.table.cell.NumberText;
import dev.vae.data.table.cell.UnitText;
import dev.vae.data.table.column.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a pass has seen of one column; of bounded size. */
final class ColumnEvidence {
  static final int MOST_LEVELS = 2000;
  static final int BUCKETS = 2048;

  /** Of a column's different texts so many characters are kept. */
  private static final int MOST_KEPT = 200 * MOST_LEVELS;

  private static final int MOST_LISTED = 20;

  /** Of more cells notes are what all have around them. */
  private static final double MOST_NOTES = 0.8;

  /** Longer texts are dates with a time, if they are dates. */
  private static final int LONGEST_CLOCK = 15;

  /** One text, read once and met often. */
  static final class Seen {
    final String text;
    long count;
    double point = Double.NaN;
    double comma = Double.NaN;
    boolean among; // NA and its like
    boolean digits;
    boolean noted; // with a note beside its value, which is left out
    NumberEvidence.Look pointLook;
    NumberEvidence.Look commaLook;
    DateEvidence.Fit date;
    DurationEvidence.Fit duration;
    QuantityEvidence.Fit quantity; // with a word behind it
    long hash;

    Seen(String text) {
      this.text = text;
    }

    boolean valued() {
      return !Double.isNaN(point) || !Double.isNaN(comma) || date != null || duration != null;
    }

    /** Whether it may be needed as a level: not if it is a number with decimals. */
    boolean word() {
      return noted
          || Double.isNaN(point) && Double.isNaN(comma)
          || pointLook != null && pointLook.decimals() == 0;
    }
  }

  /** A cell that fits no number, as a place and a text. */
  record Misfit(long row, String text) {}

  final Map<String, Seen> seen = new LinkedHashMap<>();
  final Map<String, long[]> always = new TreeMap<>();
  final Map<String, long[]> among = new TreeMap<>();
  final List<Misfit> misfits = new ArrayList<>();
  final StrayWords strays = new StrayWords();
  final DateEvidence dates = new DateEvidence();
  final NumberEvidence point = new NumberEvidence('.');
  NumberEvidence comma; // made when a mark is met
  QuantityEvidence quantities; // made when a number with a word is met
  DurationEvidence durations; // made when a length of time is met
  final FrameEvidence frame; // null for what stands in one
  private DistinctCount distinct;
  private long hits;
  private long misses;
  private String[] bucketWords;
  private long[] bucketVotes;
  private long[] bucketCounts;
  private long bucketKept; // characters of bucketWords
  private long kept; // characters of the texts in seen
  long rows;
  long missing;
  long blanks; // of them, cells that are there and hold nothing
  long amongCount;
  long noted;
  long errors; // of them, those that say how exact they are
  long words;
  long texts;
  long longest;
  long hash = 1;
  private final NumberText numbers = new NumberText();
  private final DateText dateText = new DateText();
  private final UnitText unitText = new UnitText();
  private final DurationText durationText = new DurationText();

  /** Nothing seen. */
  public ColumnEvidence() {
    this(true);
  }

  /** Of cells that may have a frame, or of what stands in one. */
  ColumnEvidence(boolean framed) {
    frame = framed ? new FrameEvidence() : null;
  }

  /** Takes the next row's cell; null for one that is not there. */
  public void add(String cell) {
    if (frame != null) {
      frame.add(cell);
    }
    long row = rows++;
    String text = cell == null ? "" : Blanks.strip(cell);
    if (MissingWords.always(text)) {
      missing++;
      blanks += cell != null && text.isEmpty() ? 1 : 0;
      if (!text.isEmpty()) {
        always.computeIfAbsent(text, t -> new long[1])[0]++;
      }
      gap();
      return;
    }
    Seen one = seen(text);
    hash = 31 * hash + one.hash;
    if (one.among) {
      amongCount++;
      among.computeIfAbsent(text, t -> new long[1])[0]++;
      point.gap();
      if (comma != null) {
        comma.gap();
      }
      return;
    }
    noted += one.noted ? 1 : 0;
    errors += one.noted && Notes.error(text) ? 1 : 0;
    number(one, row);
    if (!one.digits) {
      strays.add(text, row);
    }
    if (one.date != null) {
      dates.add(one.date);
    }
    quantity(one);
  }

  private void quantity(Seen one) {
    if (one.duration != null) {
      durations = durations == null ? new DurationEvidence() : durations;
      durations.add(one.duration);
    }
    if (one.quantity != null) {
      quantities = quantities == null ? new QuantityEvidence(point, comma) : quantities;
      quantities.add(one.quantity);
    } else if (quantities != null) {
      quantities.bare(one.point, one.pointLook, one.comma, one.commaLook);
    }
  }

  private void gap() {
    hash = 31 * hash + 7;
    if (quantities != null) {
      quantities.gap();
    }
    if (durations != null) {
      durations.gap();
    }
    point.gap();
    if (comma != null) {
      comma.gap();
    }
  }

  private void number(Seen one, long row) {
    boolean isPoint = !Double.isNaN(one.point);
    boolean isComma = !Double.isNaN(one.comma);
    boolean differ = isPoint != isComma || isPoint && one.point != one.comma;
    if (differ && comma == null) {
      comma = point.as(',');
    }
    if (isPoint) {
      point.add(one.point, one.pointLook);
      point.sure += isComma ? 0 : 1;
      point.ambiguous += differ && isComma ? 1 : 0;
    }
    if (isComma && comma != null) {
      comma.add(one.comma, one.commaLook);
      comma.sure += isPoint ? 0 : 1;
      comma.ambiguous += differ && isPoint ? 1 : 0;
    }
    if (!isPoint && !isComma && misfits.size() < MOST_LISTED) {
      misfits.add(new Misfit(row, one.text));
    }
  }

  private Seen seen(String text) {
    Seen one = useless() ? null : seen.get(text);
    if (one != null) {
      one.count++;
      hits++;
      if (bucketWords != null && one.word()) {
        vote(text, 1);
      }
      return one;
    }
    one = read(text);
    if (distinct == null && (seen.size() >= MOST_LEVELS || kept + text.length() > MOST_KEPT)) {
      overflow();
    }
    if (distinct == null) {
      seen.put(text, one);
      kept += text.length();
    } else {
      misses++;
      distinct.add(one.hash);
      if (one.word()) {
        vote(text, 1);
      }
    }
    return one;
  }

  /** Where nearly every text is new, it is not worth while to look for it. */
  private boolean useless() {
    return misses > 10_000 && hits < misses / 4;
  }

  private Seen read(String text) {
    Seen one = new Seen(text);
    one.count = 1;
    one.among = MissingWords.amongNumbers(text);
    long h = 0xcbf29ce484222325L;
    int blanks = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      h = (h ^ c) * 0x100000001b3L;
      one.digits |= Character.isDigit(c);
      blanks += c == ' ' && i > 0 && text.charAt(i - 1) != ' ' ? 1 : 0;
    }
    one.hash = h;
    words += blanks + 1L;
    texts++;
    longest = Math.max(longest, text.length());
    if (one.among) {
      return one;
    }
    values(one, text);
    if (one.digits && !one.valued()) {
      String bare = Notes.without(text);
      if (!bare.equals(text)) {
        QuantityEvidence.Fit quantity = one.quantity;
        values(one, bare);
        one.noted = one.valued();
        one.quantity = quantity;
      }
    }
    return one;
  }

  /** Reads what a text may be: a number, a date, a length of time. */
  private void values(Seen one, String text) {
    one.point = numbers.parse(text, '.');
    if (!Double.isNaN(one.point)) {
      one.pointLook = NumberEvidence.Look.of(numbers);
    }
    boolean marked = text.indexOf('.') >= 0 || text.indexOf(',') >= 0;
    if (!marked) {
      one.comma = one.point;
      one.commaLook = one.pointLook;
    } else {
      one.comma = numbers.parse(text, ',');
      if (!Double.isNaN(one.comma)) {
        one.commaLook = NumberEvidence.Look.of(numbers);
      }
    }
    int length = text.length();
    boolean compact = (length == 4 || length == 6 || length == 8 || length == 14) && !marked;
    if (Double.isNaN(one.point) && Double.isNaN(one.comma) || compact || monthly(text)) {
      one.date = DateEvidence.fit(dateText, text);
    }
    quantities(one, text);
  }

  /** Whether a number such as 04.2022 may be a month. */
  private static boolean monthly(String text) {
    return text.length() == 7
        && text.charAt(2) == '.'
        && (text.startsWith("19", 3) || text.startsWith("20", 3));
  }

  private void quantities(Seen one, String text) {
    boolean number = !Double.isNaN(one.point) || !Double.isNaN(one.comma);
    boolean unit =
        one.pointLook != null && one.pointLook.unit()
            || one.commaLook != null && one.commaLook.unit();
    if (number && !unit) {
      return;
    }
    boolean clock =
        text.length() <= LONGEST_CLOCK && (text.indexOf(':') > 0 || text.indexOf('h') > 0);
    one.duration = one.date == null || clock ? DurationEvidence.Fit.of(durationText, text) : null;
    one.quantity = one.date == null ? QuantityEvidence.Fit.of(unitText, text) : null;
  }

  private void overflow() {
    distinct = new DistinctCount();
    hits = 0;
    bucketWords = new String[BUCKETS];
    bucketVotes = new long[BUCKETS];
    bucketCounts = new long[BUCKETS];
    for (Seen one : seen.values()) {
      distinct.add(one.hash);
      vote(one.text, one.count);
    }
  }

  /** Keeps a frequent word of each bucket (majority vote, Boyer and Moore 1981). */
  private void vote(String text, long weight) {
    int bucket = Column.bucket(text, BUCKETS);
    bucketCounts[bucket] += weight;
    String word = bucketWord(bucket);
    if (text.equals(word)) {
      bucketVotes[bucket] += weight;
    } else if (bucketVotes[bucket] >= weight) {
      bucketVotes[bucket] -= weight;
    } else if (bucketKept - word.length() + text.length() <= MOST_KEPT) {
      bucketKept += text.length() - word.length();
      bucketWords[bucket] = text;
      bucketVotes[bucket] = weight - bucketVotes[bucket];
    }
  }

  /** Whether all different texts are in {@link #seen}. */
  boolean complete() {
    return distinct == null;
  }

  long distinct() {
    return distinct == null ? seen.size() : distinct.count();
  }

  boolean distinctExact() {
    return distinct == null || distinct.exact();
  }

  /** The most frequent word of each bucket; empty where none fell in. */
  String bucketWord(int bucket) {
    return bucketWords[bucket] == null ? "" : bucketWords[bucket];
  }

  long bucketCount(int bucket) {
    return bucketCounts[bucket];
  }

  /** Whether so few values have a note beside them that all may be read without. */
  boolean fewNotes() {
    return noted - errors <= MOST_NOTES * candidates();
  }

  /** Cells that are neither missing nor NA or its like. */
  long candidates() {
    return rows - missing - amongCount;
  }

  /** Cells with something in them. */
  long filled() {
    return rows - missing;
  }
}
