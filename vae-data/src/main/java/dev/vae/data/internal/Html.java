package dev.vae.data.internal;

/** What pages of HTML are written with. */
public final class Html {
  private Html() {}

  /** Returns text that stands for itself between tags and in a quoted attribute. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
