package dev.vae.data.source;

/** Receives the progress of a download. */
@FunctionalInterface
public interface DownloadProgress {
  /** Tells nobody. */
  DownloadProgress NONE = (file, done, total) -> {};

  /**
   * Receives progress from time to time, and at the end of each file.
   *
   * @param file the name of the file that is fetched
   * @param done the bytes that are here, those of an earlier try included
   * @param total the bytes of the whole file; -1 if unknown
   */
  void report(String file, long done, long total);
}
