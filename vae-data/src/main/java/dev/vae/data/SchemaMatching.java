package dev.vae.data;

import dev.vae.core.internal.text.Messages;
import dev.vae.core.plugin.Support;
import dev.vae.core.spec.Binarization;
import dev.vae.core.spec.Condition;
import dev.vae.core.spec.Schema;
import dev.vae.data.internal.rows.ColumnSource;
import dev.vae.data.internal.rows.LearnableColumns;
import dev.vae.data.rows.DataException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Gives a data set the form of the rows that a model was trained on. */
final class SchemaMatching {
  private static final int MOST_NAMED = 8;

  private SchemaMatching() {}

  static Dataset of(Dataset data, Schema schema, List<Support> supports) {
    Dataset like = withKnownColumns(data, schema);
    if (schema.condition().isPresent() && like.condition() == 0) {
      like = like.conditioned(schema.condition().get());
    }
    like = columns(like, schema.columns());
    if (like.event().elements() != schema.event().elements()) {
      throw new DataException(
          "the model takes rows of shape "
              + schema.event()
              + ", but those of "
              + like
              + " have shape "
              + like.event());
    }
    like = like.recoded(schema.categories());
    if (schema.divisor().isPresent()) {
      List<Transform> settled = divided(like, schema.divisor().get(), supports);
      like = new Dataset(like.pipeline().settled(settled));
    }
    Binarization how = schema.binarization();
    return like.pipeline().chosen() || how == Binarization.NONE
        ? like
        : like.binarized(how, supports);
  }

  /**
   * With columns that were left out as nothing can be learned from them, if the model knows one.
   */
  private static Dataset withKnownColumns(Dataset data, Schema schema) {
    RowPipeline pipeline = data.pipeline();
    if (!(pipeline.source() instanceof LearnableColumns some) || !pipeline.transforms().isEmpty()) {
      return data;
    }
    List<String> known = new ArrayList<>(schema.columns());
    schema.condition().ifPresent(c -> c.factors().forEach(factor -> known.add(factor.name())));
    boolean lacks =
        some.whole().columns().stream()
            .anyMatch(name -> known.contains(name) && !some.columns().contains(name));
    boolean wider = schema.columns().isEmpty() && !schema.event().equals(some.event());
    return lacks || wider ? new Dataset(pipeline.of(some.whole())) : data;
  }

  // ---- columns by name ----

  static Dataset columns(Dataset data, List<String> wanted) {
    List<String> here = data.columns();
    if (wanted.isEmpty() || here.isEmpty() || here.equals(wanted)) {
      return data;
    }
    requireDistinct(data, here, wanted);
    Map<String, Integer> places = new HashMap<>();
    for (int c = 0; c < here.size(); c++) {
      places.put(here.get(c), c);
    }
    List<String> missing = wanted.stream().filter(name -> !places.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      List<String> unused = extra(here, wanted);
      throw new DataException(
          data
              + " lacks "
              + columns(missing)
              + " that the model was trained with; "
              + (unused.isEmpty()
                  ? "its columns: " + list(here)
                  : missing.size() == 1 && unused.size() > 1
                      ? Messages.suggest(missing.get(0), unused)
                      : "it has " + list(unused) + " instead")
              + "; name the columns as they were for training");
    }
    int[] columns = wanted.stream().mapToInt(places::get).toArray();
    RowPipeline all = data.pipeline();
    return new Dataset(all.picked(ColumnSource.picked(all.source(), columns), columns));
  }

  private static void requireDistinct(Dataset data, List<String> here, List<String> wanted) {
    Set<String> twiceHere = twice(here);
    Set<String> twiceWanted = twice(wanted);
    Optional<String> first =
        wanted.stream()
            .filter(name -> twiceHere.contains(name) || twiceWanted.contains(name))
            .findFirst();
    if (first.isPresent()) {
      String name = first.get();
      boolean model = twiceWanted.contains(name);
      throw new DataException(
          data
              + ": "
              + (model ? "the model was trained with several columns" : "several columns are")
              + " called '"
              + name
              + "', so columns cannot be told apart by name; "
              + (model ? "give them in the same order as for training" : "rename all but one"));
    }
  }

  private static Set<String> twice(List<String> names) {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    names.stream().filter(name -> !seen.add(name)).forEach(twice::add);
    return twice;
  }

  /** The columns that a model with these columns does not take. */
  static List<String> extra(List<String> here, List<String> wanted) {
    Set<String> taken = new HashSet<>(wanted);
    return wanted.isEmpty()
        ? List.of()
        : here.stream().filter(name -> !taken.contains(name)).distinct().toList();
  }

  static String columns(List<String> names) {
    return (names.size() == 1 ? "the column " : "the columns ") + list(names);
  }

  private static String list(List<String> names) {
    List<String> some = new ArrayList<>();
    names.stream().limit(MOST_NAMED).forEach(name -> some.add("'" + name + "'"));
    int more = names.size() - some.size();
    return String.join(", ", some) + (more > 0 ? " and " + more + " more" : "");
  }

  // ---- division ----

  /** The transforms of a data set with its values divided by a model's number. */
  private static List<Transform> divided(Dataset data, double by, List<Support> supports) {
    List<Transform> transforms = new ArrayList<>(data.pipeline().transforms());
    if (!data.pipeline().fixed()) {
      transforms.removeIf(t -> t instanceof DivisorTransform);
    }
    List<Integer> columns =
        IntStream.range(0, supports.size()).filter(c -> !counted(supports.get(c))).boxed().toList();
    boolean done = transforms.stream().anyMatch(t -> t instanceof DivisorTransform);
    if (by != 1 && !columns.isEmpty() && !done) {
      boolean all = columns.size() == supports.size();
      transforms.add(0, all ? new DivisorTransform(by) : new DivisorTransform(by, columns));
    }
    return transforms;
  }

  private static boolean counted(Support support) {
    return support.kind() == Support.Kind.COUNT || support.kind() == Support.Kind.CATEGORY;
  }

  /** The columns of a likelihood that are made binary. */
  static BitSet binary(List<Support> supports) {
    BitSet columns = new BitSet();
    IntStream.range(0, supports.size())
        .filter(c -> supports.get(c).kind() == Support.Kind.BINARY)
        .forEach(columns::set);
    return columns;
  }

  /** What a user should know of columns that a model does not take. */
  static Optional<String> leftOut(Dataset data, Schema schema) {
    List<String> given =
        schema.condition().stream()
            .flatMap(c -> c.factors().stream())
            .filter(factor -> !factor.label())
            .map(Condition.Factor::name)
            .toList();
    List<String> extra =
        extra(data.columns(), schema.columns()).stream()
            .filter(name -> !given.contains(name))
            .toList();
    return extra.isEmpty()
        ? Optional.empty()
        : Optional.of(data + ": " + columns(extra) + " the model does not take: left out");
  }
}
