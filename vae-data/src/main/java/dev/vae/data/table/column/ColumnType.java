package dev.vae.data.table.column;

import dev.vae.core.internal.text.Messages;
import java.util.List;

/** The type of a column, by which it is read and modelled. */
public enum ColumnType {
  /** Any number; its value is the number. */
  REAL("real"),
  /** Numbers above 0 with a long tail to the right; its value is the number. */
  POSITIVE("positive"),
  /** Whole numbers from 0; its value is the number. */
  COUNT("count"),
  /** Two levels; its value is 0 or 1, the level's index. */
  BINARY("binary"),
  /**
   * Levels without an order; its value is the level's index. Above 40 levels, those seen less than
   * 5 times are pooled.
   */
  CATEGORICAL("categorical"),
  /** Words too many to list: they share buckets, and the value is the bucket. */
  HASHED("categorical"),
  /** Levels with an order; its value is the level's index. */
  ORDINAL("ordinal"),
  /** A date, a time or both; its value is days since 1970-01-01, or the fraction of a day. */
  DATE("date"),
  /** Names a row; carried through, not modelled. */
  ID("id"),
  /** Free text; carried through, not modelled. */
  TEXT("text"),
  /** Left out of the model by hand; carried through. */
  IGNORED("ignore"),
  /** One value only; carried through, not modelled. */
  CONSTANT("constant"),
  /** No value at all; carried through, not modelled. */
  EMPTY("empty"),
  /** Holds the same as another column in every row; modelled once, there. */
  DUPLICATE("duplicate");

  /** The word of dates that are modelled as days alone, whatever cycles they have. */
  public static final String DAYS = "days";

  /** The words of all types that a column can be given by hand. */
  public static final List<String> WORDS =
      List.of(
          "real",
          "positive",
          "count",
          "binary",
          "categorical",
          "ordinal",
          "date",
          DAYS,
          "id",
          "text",
          "ignore",
          "constant");

  private final String word;

  ColumnType(String word) {
    this.word = word;
  }

  /** Returns the type in a word, as it stands in files and overrides. */
  public String word() {
    return word;
  }

  /** Whether a model learns the column. */
  public boolean modelled() {
    return numeric() || hasLevels() || this == DATE;
  }

  /** Whether a value is a number of the file. */
  public boolean numeric() {
    return this == REAL || this == POSITIVE || this == COUNT;
  }

  /** Whether a value is the index of a level. */
  public boolean hasLevels() {
    return nominal() || this == ORDINAL;
  }

  /** Whether a value is the index of a level, and levels have no order. */
  public boolean nominal() {
    return this == BINARY || this == CATEGORICAL || this == HASHED;
  }

  /**
   * Returns the type of a word, other than that of duplicates.
   *
   * @throws IllegalArgumentException naming the words there are
   */
  public static ColumnType of(String word) {
    for (ColumnType type : values()) {
      if (type.word.equals(word) && type != DUPLICATE) {
        return type;
      }
    }
    if (word.equals(DAYS)) {
      return DATE;
    }
    throw new IllegalArgumentException(
        "there is no column type '" + Messages.shown(word) + "'; " + Messages.suggest(word, WORDS));
  }
}
