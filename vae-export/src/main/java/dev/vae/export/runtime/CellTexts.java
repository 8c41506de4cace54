package dev.vae.export.runtime;

import dev.vae.export.internal.text.BasicText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Words of a table on their way into its files and back. Those with characters that onnxruntime's
 * Java does not pass on, such as emoji, go in as {@link BasicText}, which files know beside the
 * words themselves, and come out so in an output of their own.
 */
final class CellTexts {
  /** What stands for a word that does not come through, and the word. */
  private final Map<String, String> words = new HashMap<>();

  private final String basic;

  CellTexts(Bundle bundle) {
    basic = bundle.prefix() + "basic/";
    bundle.levels().values().forEach(this::know);
    bundle.pooledLevels().values().forEach(this::know);
  }

  private void know(List<String> all) {
    for (String word : all) {
      if (!BasicText.is(word)) {
        words.put(BasicText.of(word), word);
      }
    }
  }

  /** Runs a file on arrays; texts are as they are for the caller. */
  Map<String, Object> run(OnnxSession session, Map<String, Object> given) {
    Map<String, String> back = new HashMap<>(words);
    Map<String, Object> passed = new LinkedHashMap<>(given);
    passed.replaceAll((name, value) -> value instanceof String[] all ? basic(all, back) : value);
    Map<String, Object> out = session.runArrays(passed);
    Map<String, Object> restored = new LinkedHashMap<>();
    out.forEach(
        (name, value) -> {
          if (!back.isEmpty()) {
            restore(value, back);
          }
          if (name.startsWith(basic)) { // in place of the words that Java garbles
            restored.put(name.substring(basic.length()), value);
          } else {
            restored.putIfAbsent(name, value);
          }
        });
    return restored;
  }

  /** The bucket of a word: FNV-1a over its characters, as {@code bundle.json} says. */
  static double bucket(String word, int buckets) {
    int hash = 0x811c9dc5;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * 0x01000193;
    }
    return Integer.remainderUnsigned(hash ^ hash >>> 15, buckets);
  }

  private static String[] basic(String[] texts, Map<String, String> back) {
    String[] all = texts.clone();
    for (int i = 0; i < all.length; i++) {
      if (!BasicText.is(all[i])) {
        all[i] = BasicText.of(texts[i]);
        back.put(all[i], texts[i]);
      }
    }
    return all;
  }

  private static void restore(Object value, Map<String, String> back) {
    if (value instanceof String[] texts) {
      for (int i = 0; i < texts.length; i++) {
        texts[i] = back.getOrDefault(texts[i], texts[i]);
      }
    } else if (value instanceof Object[] rows) {
      for (Object row : rows) {
        restore(row, back);
      }
    }
  }
}
