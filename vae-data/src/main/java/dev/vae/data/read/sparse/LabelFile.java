package dev.vae.data.read.sparse;

import dev.vae.core.internal.text.Messages;
import dev.vae.data.internal.file.FileChecks;
import dev.vae.data.internal.file.FileKind;
import dev.vae.data.internal.rows.ClassLabels;
import dev.vae.data.read.Gzip;
import dev.vae.data.read.Npy;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.Labels;
import dev.vae.data.rows.RowSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Labels in a file of their own: a list of class numbers as NPY, or a text with one on each line,
 * numbers or words.
 */
final class LabelFile {
  private static final int LONGEST = 1 << 10;

  private LabelFile() {}

  static Labels read(Path file) {
    FileChecks.requireFile("the file of labels", file);
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy") ? array(file) : text(file);
  }

  private static Labels array(Path file) {
    RowSource list = Npy.open(file);
    if (list.event().elements() != 1 || list.size() > Integer.MAX_VALUE - 8) {
      throw new DataException(
          file + " has rows of shape " + list.event() + "; labels are one number a row");
    }
    double[] value = new double[1];
    return ClassLabels.of(
        file.toString(),
        (int) list.size(),
        row -> {
          list.read(row, value);
          return value[0];
        });
  }

  private static Labels text(Path file) {
    List<String> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Gzip.open(file), StandardCharsets.UTF_8.newDecoder()))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line.strip());
      }
    } catch (CharacterCodingException e) {
      throw new DataException(
          file
              + " is not a text in UTF-8: it looks like "
              + FileKind.of(file)
              + "; labels are an NPY array, or one on each line",
          e);
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isEmpty() || lines.get(i).length() > LONGEST) {
        throw new DataException(
            file
                + ": line "
                + (i + 1)
                + (lines.get(i).isEmpty() ? " is empty" : " is too long")
                + "; every row has a label, one on each line");
      }
    }
    if (lines.stream().allMatch(l -> l.matches("[0-9]{1,9}"))) {
      return ClassLabels.of(
          file.toString(), lines.size(), i -> Integer.parseInt(lines.get((int) i)));
    }
    List<String> names = List.copyOf(new TreeSet<>(lines));
    if (names.size() > ClassLabels.MOST) {
      throw new DataException(
          file
              + " has "
              + Messages.count(names.size(), "different label")
              + ", more than classes are");
    }
    return Labels.of(
        "label",
        names,
        lines.stream().mapToInt(l -> java.util.Collections.binarySearch(names, l)).toArray());
  }
}
