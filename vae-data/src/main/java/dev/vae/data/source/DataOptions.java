package dev.vae.data.source;

import dev.vae.data.Binarize;
import dev.vae.data.fetch.DownloadProgress;

/**
 * How to open a data set. The order is: limit, standardise, binarise.
 *
 * @param binarize how to make values 0 or 1
 * @param standardize whether to give each column mean 0 and deviation 1 over the rows that are left
 * @param limit how many rows to take, the first ones; 0 for all
 * @param missing whether values may be missing, so that batches have a mask
 * @param progress told how a download goes
 */
public record DataOptions(
    Binarize binarize,
    boolean standardize,
    long limit,
    boolean missing,
    DownloadProgress progress) {

  /** All rows as they are. */
  public static final DataOptions DEFAULTS =
      new DataOptions(Binarize.NONE, false, 0, false, DownloadProgress.NONE);

  /** With values made 0 or 1. */
  public DataOptions withBinarize(Binarize how) {
    return new DataOptions(how, standardize, limit, missing, progress);
  }

  /** With standardised columns. */
  public DataOptions withStandardize(boolean whether) {
    return new DataOptions(binarize, whether, limit, missing, progress);
  }

  /** With the first rows only; 0 for all. */
  public DataOptions withLimit(long rows) {
    return new DataOptions(binarize, standardize, rows, missing, progress);
  }

  /** With values that may be missing. */
  public DataOptions withMissing(boolean whether) {
    return new DataOptions(binarize, standardize, limit, whether, progress);
  }

  /** With someone to tell how a download goes. */
  public DataOptions withProgress(DownloadProgress listener) {
    return new DataOptions(binarize, standardize, limit, missing, listener);
  }
}
