package dev.vae.data.internal.source;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.read.ImageOptions;
import dev.vae.data.read.ImageOptions.Colour;
import dev.vae.data.read.ImageOptions.Fit;
import dev.vae.data.rows.DataException;
import dev.vae.data.source.SourceText;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a folder of images, as a source's text has them. */
final class ImageText {
  static final String USAGE =
      "images:DIR, or for example images:DIR#grey, images:DIR#rgb or"
          + " images:DIR#size=32x32,fit=crop (or pad, or stretch)";
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,5})(?:[x*]([0-9]{1,5}))?");

  private ImageText() {}

  static ImageOptions options(SourceText text) {
    ImageOptions options = ImageOptions.DEFAULTS;
    OptionClashes.require(text, ImageText::about);
    boolean around = false;
    boolean fills = false;
    for (String option : text.options()) {
      int equals = option.indexOf('=');
      String key = (equals < 0 ? option : option.substring(0, equals)).toLowerCase(Locale.ROOT);
      String value = equals < 0 ? "" : option.substring(equals + 1).strip();
      options =
          switch (equals < 0 ? key : key + "=") {
            case "grey", "gray" -> options.withColour(Colour.GREY);
            case "rgb", "colour", "color" -> options.withColour(Colour.RGB);
            case "size=" -> size(text, options, value);
            case "fit=" -> options.withFit(fit(text, value));
            case "fill=" -> options.withFill(level(text, option, value));
            default -> throw text.unknown(option);
          };
      around |= key.equals("fit") || key.equals("fill");
      fills |= key.equals("fill");
    }
    if (around && options.width() == 0) {
      throw new DataException(
          "source '" + text.shown() + "': fit and fill need a size; write " + USAGE);
    }
    if (fills && options.fit() != Fit.PAD) {
      throw new DataException(
          "source '"
              + text.shown()
              + "': fill is what stands around padded images: add fit=pad, or leave it out");
    }
    return options;
  }

  /** Keys are read in any case. */
  private static String about(String option) {
    return OptionClashes.key(option, "a colour").toLowerCase(Locale.ROOT);
  }

  private static int level(SourceText text, String option, String value) {
    long level = text.number(option, value);
    if (level < 0 || level > 255) {
      throw new DataException(
          "source '"
              + text.shown()
              + "': a fill of "
              + level
              + " is not a level: 0 (black) to 255 (white)");
    }
    return (int) level;
  }

  private static ImageOptions size(SourceText text, ImageOptions options, String value) {
    Matcher matcher = SIZE.matcher(value);
    if (!matcher.matches()) {
      throw new DataException(
          "source '"
              + text.shown()
              + "': a size is WIDTHxHEIGHT in pixels, such as 32x32, not '"
              + Messages.shown(value)
              + "'");
    }
    int width = Integer.parseInt(matcher.group(1));
    int height = Optional.ofNullable(matcher.group(2)).map(Integer::parseInt).orElse(width);
    if (width == 0 || height == 0) {
      throw new DataException("source '" + text.shown() + "' asks for images without pixels");
    }
    return options.withSize(width, height);
  }

  private static Fit fit(SourceText text, String value) {
    return Arrays.stream(Fit.values())
        .filter(f -> f.toString().equalsIgnoreCase(value))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    "source '"
                        + text.shown()
                        + "': fit is crop, pad or stretch, not '"
                        + Messages.shown(value)
                        + "'"));
  }
}
