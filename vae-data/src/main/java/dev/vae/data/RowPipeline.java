package dev.vae.data;

import dev.vae.core.spec.Binarization;
import dev.vae.data.rows.RowSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * What makes a data set: which rows of which source, and what is done to them.
 *
 * @param source the rows at rest
 * @param selection which of them, in which order
 * @param transforms what is done to the values, in order
 * @param binarize what is done to some of them last
 * @param binary the columns this is done to
 * @param missing whether values may be missing
 * @param condition what rows are conditioned on; null if nothing
 * @param fixed whether what values are divided by is a model's, and not to be judged by the values
 * @param chosen whether somebody said how values are made binary
 * @param handling selection, transforms and binarisation in words
 */
@NullUnmarked // no null leaves it
record RowPipeline(
    RowSource source,
    Selection selection,
    List<Transform> transforms,
    Binarization binarize,
    BitSet binary,
    boolean missing,
    ConditionReader condition,
    List<String> handling,
    boolean fixed,
    boolean chosen) {

  RowPipeline {
    transforms = List.copyOf(transforms);
    handling = List.copyOf(handling);
  }

  static RowPipeline raw(RowSource source, boolean missing) {
    Selection all = new Selection.Range(0, source.size());
    return new RowPipeline(
        source,
        all,
        List.of(),
        Binarization.NONE,
        new BitSet(),
        missing,
        null,
        List.of(),
        false,
        false);
  }

  /** Of another source with the same rows, before anything is done to its columns. */
  RowPipeline of(RowSource other) {
    return new RowPipeline(
        other,
        selection,
        transforms,
        binarize,
        binary,
        missing,
        condition,
        handling,
        fixed,
        chosen);
  }

  RowPipeline select(Selection rows, String words) {
    return new RowPipeline(
        source,
        rows,
        transforms,
        binarize,
        binary,
        missing,
        condition,
        and(handling, words),
        fixed,
        chosen);
  }

  RowPipeline then(Transform transform) {
    return new RowPipeline(
        source,
        selection,
        and(transforms, transform),
        binarize,
        binary,
        missing,
        condition,
        and(handling, transform.description()),
        fixed,
        chosen);
  }

  RowPipeline conditioned(RowSource without, ConditionReader on, String words) {
    return new RowPipeline(
        without,
        selection,
        transforms,
        binarize,
        binary,
        missing,
        on,
        and(handling, words),
        fixed,
        chosen);
  }

  RowPipeline withoutTransforms() {
    List<String> words = new ArrayList<>(handling);
    transforms.forEach(t -> words.remove(t.description()));
    return new RowPipeline(
        source, selection, List.of(), binarize, binary, missing, condition, words, fixed, chosen);
  }

  /** With these transforms, which a model has settled, and what values are divided by with them. */
  RowPipeline settled(List<Transform> by) {
    RowPipeline plain = withoutTransforms();
    for (Transform transform : by) {
      plain = plain.then(transform);
    }
    return new RowPipeline(
        source,
        selection,
        plain.transforms,
        binarize,
        binary,
        missing,
        condition,
        plain.handling,
        true,
        chosen);
  }

  /** With conditions as a model sees them. */
  RowPipeline scaledCondition() {
    return new RowPipeline(
        source,
        selection,
        transforms,
        binarize,
        binary,
        missing,
        condition.asModelled(),
        handling,
        fixed,
        chosen);
  }

  /** With some columns only, in this order; what is done to them goes with them. */
  RowPipeline picked(RowSource some, int[] kept) {
    List<Transform> moved = new ArrayList<>();
    transforms.forEach(t -> t.picked(kept).ifPresent(moved::add));
    BitSet columns = new BitSet();
    for (int c = 0; c < kept.length; c++) {
      columns.set(c, binary.get(kept[c]));
    }
    return new RowPipeline(
        some,
        selection,
        moved,
        binarize,
        columns,
        missing,
        condition,
        and(handling, "columns by the model's names"),
        fixed,
        chosen);
  }

  RowPipeline binarized(Binarization how, BitSet columns) {
    List<String> words = new ArrayList<>(handling);
    words.remove(describe(binarize));
    if (how != Binarization.NONE) {
      words.add(describe(how));
    }
    return new RowPipeline(
        source, selection, transforms, how, columns, missing, condition, words, fixed, true);
  }

  private static String describe(Binarization how) {
    return how == Binarization.DYNAMIC ? "binarized at every use" : "binarized at 0.5";
  }

  private static <T> List<T> and(List<T> list, T last) {
    List<T> more = new ArrayList<>(list);
    more.add(last);
    return more;
  }
}
