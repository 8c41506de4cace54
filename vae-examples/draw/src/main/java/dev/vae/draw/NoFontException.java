package dev.vae.draw;

/** A chart cannot be drawn because this system has no font to write on it with. */
public final class NoFontException extends DrawingException {
  private static final long serialVersionUID = 1;

  NoFontException(Throwable cause) {
    super(
        "this system has no font: install one, such as the packages fontconfig and"
            + " fonts-dejavu-core",
        cause);
  }
}
