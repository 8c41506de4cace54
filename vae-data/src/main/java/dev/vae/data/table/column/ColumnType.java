package dev.vae.data.table.column;

import dev.vae.core.internal.text.Messages;
import java.util.List;

/** What a column holds. */
public sealed interface ColumnType {

  /** The words of all types that a column can be given by hand. */
  List<String> WORDS =
      List.of(
          "real",
          "positive",
          "count",
          "binary",
          "categorical",
          "ordinal",
          "date",
          "id",
          "text",
          "ignore");

  /** Any number; its value is the number. */
  record Real() implements ColumnType {}

  /** Numbers above 0 with a long tail to the right; its value is the number. */
  record Positive() implements ColumnType {}

  /** Whole numbers from 0; its value is the number. */
  record Count() implements ColumnType {}

  /** Two levels; its value is 0 or 1, the level's index. */
  record Binary() implements ColumnType {}

  /**
   * Levels without an order; its value is the level's index.
   *
   * @param coding how many levels are coded
   */
  record Categorical(Coding coding) implements ColumnType {}

  /** Levels with an order; its value is the level's index. */
  record Ordinal() implements ColumnType {}

  /** A date, a time or both; its value is days since 1970-01-01, or the fraction of a day. */
  record Date() implements ColumnType {}

  /** Names a row; carried through, not modelled. */
  record Id() implements ColumnType {}

  /** Free text; carried through, not modelled. */
  record Text() implements ColumnType {}

  /** Left out of the model by hand; carried through. */
  record Ignored() implements ColumnType {}

  /** One value only; carried through, not modelled. */
  record Constant() implements ColumnType {}

  /** No value at all; carried through, not modelled. */
  record Empty() implements ColumnType {}

  /**
   * Holds the same as another column in every row; modelled once, there.
   *
   * @param of the other column's name
   */
  record DuplicateOf(String of) implements ColumnType {}

  /** How the levels of a categorical column are best coded. */
  enum Coding {
    /** At most 40 levels: one number each. */
    ONE_HOT,
    /** 41 to 2,000 levels: embeddings; levels seen less than 5 times are pooled. */
    EMBEDDED,
    /** More: words share buckets, the level is the bucket. */
    HASHED
  }

  /** Returns the type in a word, as it stands in files and overrides. */
  default String word() {
    if (this instanceof Real) {
      return "real";
    }
    if (this instanceof Positive) {
      return "positive";
    }
    if (this instanceof Count) {
      return "count";
    }
    if (this instanceof Binary) {
      return "binary";
    }
    if (this instanceof Categorical) {
      return "categorical";
    }
    if (this instanceof Ordinal) {
      return "ordinal";
    }
    if (this instanceof Date) {
      return "date";
    }
    if (this instanceof Id) {
      return "id";
    }
    if (this instanceof Text) {
      return "text";
    }
    if (this instanceof Ignored) {
      return "ignore";
    }
    if (this instanceof Constant) {
      return "constant";
    }
    return this instanceof Empty ? "empty" : "duplicate";
  }

  /** Whether a model learns the column. */
  default boolean modelled() {
    return numeric() || hasLevels() || this instanceof Date;
  }

  /** Whether a value is a number of the file. */
  default boolean numeric() {
    return this instanceof Real || this instanceof Positive || this instanceof Count;
  }

  /** Whether a value is the index of a level. */
  default boolean hasLevels() {
    return this instanceof Binary || this instanceof Categorical || this instanceof Ordinal;
  }

  /**
   * Returns the type of a word.
   *
   * @throws IllegalArgumentException naming the words there are
   */
  static ColumnType of(String word) {
    return switch (word) {
      case "real" -> new Real();
      case "positive" -> new Positive();
      case "count" -> new Count();
      case "binary" -> new Binary();
      case "categorical" -> new Categorical(Coding.ONE_HOT);
      case "ordinal" -> new Ordinal();
      case "date" -> new Date();
      case "id" -> new Id();
      case "text" -> new Text();
      case "ignore" -> new Ignored();
      case "constant" -> new Constant();
      case "empty" -> new Empty();
      default ->
          throw new IllegalArgumentException(
              "there is no column type '"
                  + Messages.shown(word)
                  + "'; "
                  + Messages.suggest(word, WORDS));
    };
  }
}
