package dev.vae.data.table.infer;

import dev.vae.data.table.cell.Words;
import dev.vae.data.table.column.ColumnType;
import dev.vae.data.table.column.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that have an order: sizes, answers on a scale, ranges of numbers, stars, 1st and 2nd. */
final class Scales {
  private static final int FEWEST = 3;
  private static final int MOST = 40;

  /** Words from least to most; of those between bars each may stand for the step. */
  private static final String[] LISTS = {
    "xxxs,xxs|2xs,xs|extra small,s|small,m|medium,l|large,xl|extra large,xxl|2xl,xxxl|3xl,4xl,5xl",
    "very low|lowest,low,lower,medium|moderate|mid|normal|average|med,higher,high,very"
        + " high|urgent|highest,critical|extreme",
    "none,minimal,mild,moderate,severe,very severe|critical",
    "trivial,minor,moderate,major,critical|blocker,catastrophic",
    "strongly disagree,disagree,somewhat disagree|slightly disagree,neutral|neither agree nor"
        + " disagree|undecided|neither,somewhat agree|slightly agree,agree,strongly agree",
    "never,rarely|seldom,occasionally,sometimes,frequently|often|usually,very often,always",
    "very dissatisfied|very unsatisfied,dissatisfied|unsatisfied,somewhat"
        + " dissatisfied,neutral|neither,somewhat satisfied,satisfied,very satisfied",
    "very poor|very bad|terrible,poor|bad,fair|ok|okay|average|neutral,good,very"
        + " good,excellent|great|fine,outstanding",
    "strong sell,sell|underperform|reduce,hold|neutral,buy|outperform|accumulate,strong buy",
    "very unlikely,unlikely,neutral|possible,likely,very likely,certain|almost certain",
    "not at all,a little|slightly,somewhat|moderately,quite a bit|very,extremely|very much",
    "not important,slightly important,moderately important,important,very important,extremely"
        + " important",
    "very easy,easy,medium|moderate|neutral|normal,hard|difficult,very hard|very difficult",
    "beginner|novice,elementary,intermediate,advanced,expert,master",
    "bronze,silver,gold,platinum,diamond",
    "basic|free,standard,plus,premium|pro,enterprise",
    "primary|primary school|elementary,secondary|high"
        + " school,bachelor|bachelors|bachelor's,master|masters|master's,phd|doctorate|doctoral",
    "cold,cool,mild,warm,hot",
    "tiny,small,medium,big|large,huge,gigantic",
    "short,medium,long",
    "slow,medium|normal,fast",
    "young,middle|middle-aged,old",
    "child,teen|teenager,adult,senior",
    "junior,mid|middle,senior,lead|principal",
    "weak,moderate|medium,strong,very strong",
    "sehr niedrig|sehr gering,niedrig|gering,mittel|normal,hoch,sehr hoch|dringend",
    "klein,mittel,gro\u00df|gross,sehr gro\u00df",
    "nie|niemals,selten,gelegentlich|manchmal,h\u00e4ufig|oft,sehr oft|meistens,immer",
    "stimme gar nicht zu|stimme \u00fcberhaupt nicht zu|trifft nicht zu|trifft gar nicht zu|trifft"
        + " \u00fcberhaupt nicht zu,stimme"
        + " nicht zu|stimme eher nicht zu|lehne ab|trifft eher nicht zu,teils/teils|teils"
        + " teils|neutral|weder noch|unentschieden,stimme eher zu|trifft eher zu,stimme zu|stimme"
        + " voll zu|stimme voll und ganz zu|trifft zu|trifft voll zu|trifft voll und ganz zu",
    "sehr unzufrieden,unzufrieden,neutral|teils/teils,zufrieden,sehr zufrieden",
    "ungen\u00fcgend,mangelhaft,ausreichend,befriedigend,gut,sehr gut",
    "sehr schlecht,schlecht,mittel|mittelm\u00e4\u00dfig|okay,gut,sehr gut",
    "leicht,mittel,schwer,sehr schwer",
    "faible|bas|basse,moyen|moyenne,\u00e9lev\u00e9|\u00e9lev\u00e9e|fort|haut,tr\u00e8s"
        + " \u00e9lev\u00e9|critique",
    "petit|petite,moyen|moyenne,grand|grande",
    "jamais,rarement,parfois|quelquefois,souvent,toujours",
    "pas du tout d'accord,pas d'accord,neutre|ni d'accord ni pas d'accord,d'accord,tout \u00e0 fait"
        + " d'accord",
    "mauvais,passable|moyen,bon|bien,tr\u00e8s bon|tr\u00e8s bien,excellent",
    "bajo|baja,medio|media,alto|alta,muy alto|muy alta|cr\u00edtico",
    "peque\u00f1o|peque\u00f1a,mediano|mediana,grande",
    "nunca,rara vez|raramente,a veces,a menudo|frecuentemente|casi siempre,siempre",
    "muy malo,malo,regular,bueno,muy bueno,excelente",
    "basso|bassa,medio|media,alto|alta,molto alto|molto alta",
    "mai,raramente,a volte,spesso,sempre",
    "laag,gemiddeld|middel|midden,hoog,zeer hoog",
    "i,ii,iii,iv,v,vi,vii,viii,ix,x,xi,xii",
  };

  private static final String NUMBER = "(\\d+(?:[.,]\\d+)?)\\s*([kKmM]?)";
  private static final String CURRENCY = "[$\u20ac\u00a3]?\\s*";
  private static final Pattern RANGE =
      Pattern.compile(
          CURRENCY
              + NUMBER
              + "[^\\d]{0,4}?\\s*(?:-|\u2013|\u2014|\\bto\\b|\\bbis\\b|\\.\\.)\\s*"
              + CURRENCY
              + NUMBER
              + "(\\D{0,12})");
  private static final Pattern OPEN =
      Pattern.compile(
          "(<|<=|\u2264|>|>=|\u2265|under|below|over|above|unter|\u00fcber|up to|less than|more"
              + " than|moins de|plus de|bis)\\s*"
              + CURRENCY
              + NUMBER
              + "(\\D{0,12})|"
              + CURRENCY
              + NUMBER
              + "\\s*(\\+| and over| and older| or more|\\s*u\\. mehr)(\\D{0,12})",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ORDER =
      Pattern.compile(
          "(\\d{1,3})(st|nd|rd|th|er|re|e|\u00e8me|\u00ba|\u00aa|\\.)", Pattern.CASE_INSENSITIVE);
  private static final Pattern STARS =
      Pattern.compile("([\u2605\u2b50*\u25cf]{0,10})([\u2606\u25cb]{0,10})\ufe0f?");

  /** A step by its number and in words: 1 - very poor, 5 = very good. */
  private static final Pattern NUMBERED =
      Pattern.compile("(\\d{1,2})\\s*[-\u2013\u2014=:.)]\\s*\\p{L}.*");

  private static final List<Map<String, Integer>> SCALES = scales();

  private Scales() {}

  private static List<Map<String, Integer>> scales() {
    List<Map<String, Integer>> all = new ArrayList<>();
    for (String list : LISTS) {
      Map<String, Integer> steps = new HashMap<>();
      String[] words = list.split(",");
      for (int i = 0; i < words.length; i++) {
        for (String word : words[i].split("\\|")) {
          steps.put(word, i);
        }
      }
      all.add(steps);
    }
    return all;
  }

  /** Takes a column for words in an order, if it is one that is known. */
  static boolean decide(Draft draft) {
    ColumnEvidence e = draft.evidence;
    if (!e.complete() || e.seen.size() < FEWEST || e.seen.size() > MOST) {
      return false;
    }
    List<String> words = new ArrayList<>(e.seen.keySet());
    if (decide(draft, words)) {
      return true;
    }
    words.removeAll(e.among.keySet());
    if (words.size() == e.seen.size() || words.size() < FEWEST || !decide(draft, words)) {
      return false;
    }
    draft.amongIsMissing();
    draft.reason +=
        "; " + Draft.shown(e.among.keySet().iterator().next()) + " is missing beside them";
    return true;
  }

  private static boolean decide(Draft draft, List<String> words) {
    for (Map<String, Integer> scale : SCALES) {
      if (is(words, w -> scale.getOrDefault(w.toLowerCase(Locale.ROOT), -1))) {
        return set(
            draft,
            words,
            w -> scale.getOrDefault(w.toLowerCase(Locale.ROOT), -1),
            "words of a scale");
      }
    }
    if (ranges(words)) {
      return set(draft, words, Scales::start, "ranges of numbers");
    }
    List<String> opposites = opposites(words);
    if (!opposites.isEmpty()) {
      return set(draft, words, opposites::indexOf, "words and their opposites");
    }
    if (is(words, Scales::numbered) && follow(words)) {
      return set(draft, words, Scales::numbered, "numbered steps");
    }
    if (is(words, Scales::place)) {
      return set(draft, words, Scales::place, "numbers of an order");
    }
    return is(words, Scales::stars) && set(draft, words, Scales::stars, "marks of a rating");
  }

  /** Whether each word has a place of its own. */
  private static boolean is(List<String> words, ToDoubleFunction<String> place) {
    Set<Double> places = new HashSet<>();
    return words.stream()
        .allMatch(w -> place.applyAsDouble(w) >= 0 && places.add(place.applyAsDouble(w)));
  }

  private static boolean set(
      Draft draft, List<String> among, ToDoubleFunction<String> place, String what) {
    draft.type = ColumnType.ORDINAL;
    draft.format = new Words();
    draft.levels =
        Levels.ofWords(draft.evidence, Set.of()).stream()
            .filter(l -> among.contains(l.text()))
            .sorted(Comparator.comparingDouble((Level l) -> place.applyAsDouble(l.text())))
            .toList();
    List<String> words = draft.levels.stream().map(Level::text).toList();
    draft.reason =
        what
            + ": "
            + String.join(" < ", words.subList(0, Math.min(6, words.size())))
            + (words.size() > 6 ? " < ..." : "");
    draft.doubt("words are taken for steps of a scale", "categorical");
    return true;
  }

  /**
   * Words with their opposites and both enhanced, in their order: muy insatisfecho, insatisfecho,
   * neutral, satisfecho, muy satisfecho. Empty if these are none.
   */
  private static List<String> opposites(List<String> words) {
    List<String> enhanced = words.stream().filter(w -> base(words, w) != null).toList();
    if (enhanced.size() != 2 || words.size() < 4 || words.size() > 5) {
      return List.of();
    }
    boolean first = base(words, enhanced.get(0)).length() > base(words, enhanced.get(1)).length();
    String worst = enhanced.get(first ? 0 : 1);
    String best = enhanced.get(first ? 1 : 0);
    String bad = base(words, worst);
    String good = base(words, best);
    if (!bad.toLowerCase(Locale.ROOT).endsWith(good.toLowerCase(Locale.ROOT))) {
      return List.of();
    }
    List<String> order = new ArrayList<>(List.of(worst, bad));
    words.stream().filter(w -> !List.of(worst, bad, good, best).contains(w)).forEach(order::add);
    order.addAll(List.of(good, best));
    return order;
  }

  /** The word among some that one is more of: of "very good" that is "good"; or null. */
  private static String base(List<String> words, String word) {
    int blank = word.indexOf(' ');
    return blank < 0
        ? null
        : words.stream()
            .filter(w -> w.equalsIgnoreCase(word.substring(blank + 1)))
            .findFirst()
            .orElse(null);
  }

  private static double numbered(String word) {
    Matcher m = NUMBERED.matcher(word);
    return m.matches() ? Double.parseDouble(m.group(1)) : -1;
  }

  /** Whether the steps have numbers one after the other. */
  private static boolean follow(List<String> words) {
    var numbers = words.stream().mapToDouble(Scales::numbered).summaryStatistics();
    return numbers.getMax() - numbers.getMin() == words.size() - 1;
  }

  private static double place(String word) {
    Matcher m = ORDER.matcher(word);
    return m.matches() ? Double.parseDouble(m.group(1)) : -1;
  }

  private static double stars(String word) {
    Matcher m = STARS.matcher(word);
    return m.matches() && !word.isEmpty() ? m.group(1).length() : -1;
  }

  /** Whether ranges follow each other, as 1-10 and 11-20 do, and results of games do not. */
  private static boolean ranges(List<String> words) {
    List<String> sorted = new ArrayList<>(words);
    if (!is(words, w -> start(w) + 2)) {
      return false;
    }
    sorted.sort(Comparator.comparingDouble(Scales::start));
    double before = Double.NEGATIVE_INFINITY;
    int closed = 0;
    for (String word : sorted) {
      double from = start(word);
      double to = end(word);
      if (to < from || from < before) {
        return false;
      }
      closed += RANGE.matcher(word).matches() ? 1 : 0;
      before = to == Double.POSITIVE_INFINITY ? before : to;
    }
    return closed > 0;
  }

  /** Where a range begins, -1 for one without a beginning, -3 for no range. */
  private static double start(String word) {
    Matcher range = RANGE.matcher(word);
    if (range.matches()) {
      return number(range.group(1), range.group(2).isEmpty() ? range.group(4) : range.group(2));
    }
    Matcher open = OPEN.matcher(word);
    if (!open.matches()) {
      return -3;
    }
    if (open.group(1) == null) {
      return number(open.group(5), open.group(6));
    }
    boolean least =
        ">|>=|\u2265|over|above|\u00fcber|more than|plus de"
            .contains(open.group(1).toLowerCase(Locale.ROOT));
    return least ? number(open.group(2), open.group(3)) : -1;
  }

  private static double end(String word) {
    Matcher range = RANGE.matcher(word);
    if (range.matches()) {
      return number(range.group(3), range.group(4));
    }
    Matcher open = OPEN.matcher(word);
    if (!open.matches() || open.group(1) == null || start(word) >= 0) {
      return Double.POSITIVE_INFINITY;
    }
    return number(open.group(2), open.group(3));
  }

  private static double number(String digits, String letter) {
    double value = Double.parseDouble(digits.replace(',', '.'));
    return switch (letter.toLowerCase(Locale.ROOT)) {
      case "k" -> 1e3 * value;
      case "m" -> 1e6 * value;
      default -> value;
    };
  }
}
