package dev.vae.data.source;

/**
 * Options of opening a data set.
 *
 * @param limit how many rows to take, the first ones; 0 for all
 * @param missing whether values may be missing, so that batches have a mask
 * @param progress told how a download goes
 */
public record DataOptions(long limit, boolean missing, DownloadProgress progress) {

  /** All rows as they are. */
  public static final DataOptions DEFAULTS = new DataOptions(0, false, DownloadProgress.NONE);

  /** Keeps the first rows only; 0 for all. */
  public DataOptions withLimit(long rows) {
    return new DataOptions(rows, missing, progress);
  }

  /** Takes values that may be missing. */
  public DataOptions withMissing(boolean whether) {
    return new DataOptions(limit, whether, progress);
  }

  /** Sets who receives how a download goes. */
  public DataOptions withProgress(DownloadProgress listener) {
    return new DataOptions(limit, missing, listener);
  }
}
