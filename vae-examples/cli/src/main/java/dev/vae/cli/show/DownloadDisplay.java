package dev.vae.cli.show;

import dev.vae.data.source.DownloadProgress;
import java.io.PrintWriter;

/** Says how a download goes: at every tenth of a file. */
public final class DownloadDisplay implements DownloadProgress {
  private final PrintWriter err;
  private String file = "";
  private long tenths;

  public DownloadDisplay(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void report(String name, long done, long total) {
    if (!name.equals(file)) {
      file = name;
      tenths = -1;
    }
    long now = total > 0 ? 10 * done / total : done >> 20;
    if (now > tenths) {
      tenths = now;
      String all = total > 0 ? " of " + kilobytes(total) : "";
      err.println("vae: downloading " + name + ": " + kilobytes(done) + all + " kB");
    }
  }

  private static String kilobytes(long bytes) {
    return Long.toString((bytes + 999) / 1000);
  }
}
