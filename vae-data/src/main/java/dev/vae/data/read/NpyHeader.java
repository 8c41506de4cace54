package dev.vae.data.read;

import dev.vae.data.internal.file.FileKind;
import dev.vae.data.rows.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an NPY file (NumPy enhancement proposal 1, versions 1 to 3): magic, version,
 * length, and a Python dictionary with type, memory order and shape.
 *
 * @param type the type of the numbers
 * @param order their byte order
 * @param fortran whether the first axis varies fastest
 * @param dims the lengths of the axes, none for a single number
 * @param length the bytes up to the numbers
 */
public record NpyHeader(
    ArrayElementType type, ByteOrder order, boolean fortran, long[] dims, int length) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** A header longer than this is not read: NumPy's own limit is 10,000 characters. */
  private static final int LONGEST = 1 << 16;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*('([^']*)'|\\[)");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\s]*)\\)");

  /**
   * Reads the header.
   *
   * @param file the file's name, for messages
   */
  public static NpyHeader read(String file, InputStream in) throws IOException {
    byte[] start = in.readNBytes(8);
    for (int i = 0; i < MAGIC.length; i++) {
      if (i >= start.length || start[i] != MAGIC[i]) {
        throw new DataException(
            file
                + " is not an NPY array: it looks like "
                + FileKind.of(start)
                + "; save it with np.save");
      }
    }
    int version = start.length < 8 ? 0 : start[6];
    if (version < 1 || version > 3) {
      throw new DataException(
          file + ": NPY version " + version + " at offset 6 is not known, only 1 to 3");
    }
    int lengthBytes = version == 1 ? 2 : 4;
    byte[] size = in.readNBytes(lengthBytes);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = length << 8 | size[i] & 0xff;
    }
    if (size.length < lengthBytes || length > LONGEST) {
      throw new DataException(
          file + ": the header's length of " + length + " bytes at offset 8 makes no sense");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new DataException(file + " ends within its header; fetch or write it again");
    }
    String text =
        new String(bytes, version < 3 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    return parse(file, text, 8 + lengthBytes + (int) length);
  }

  private static NpyHeader parse(String file, String text, int length) {
    Matcher descr = find(file, DESCR, text);
    String type = descr.group(2);
    if (type == null) {
      throw new DataException(
          file
              + " holds records of several fields, but an array of plain numbers is needed; save"
              + " one field, as with np.save(f, a['x'])");
    }
    boolean fortran = find(file, FORTRAN, text).group(1).equals("True");
    List<Long> dims = new ArrayList<>();
    for (String part : find(file, SHAPE, text).group(1).split(",")) {
      if (!part.isBlank()) {
        dims.add(dim(file, part.strip()));
      }
    }
    if (dims.size() > 32) {
      throw new DataException(file + ": an array of " + dims.size() + " axes cannot be read");
    }
    return new NpyHeader(
        type(file, type),
        type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
        fortran,
        dims.stream().mapToLong(Long::longValue).toArray(),
        length);
  }

  private static Matcher find(String file, Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new DataException(
          file + ": the header is not one that NumPy writes: " + FileKind.shown(text));
    }
    return matcher;
  }

  private static long dim(String file, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new DataException(file + ": an axis of length " + digits + " makes no sense", e);
    }
  }

  private static ArrayElementType type(String file, String descr) {
    String plain =
        descr.isEmpty() || "<>|=".indexOf(descr.charAt(0)) < 0 ? descr : descr.substring(1);
    return switch (plain) {
      case "b1", "?" -> ArrayElementType.BOOL;
      case "u1" -> ArrayElementType.U8;
      case "i1" -> ArrayElementType.I8;
      case "u2" -> ArrayElementType.U16;
      case "i2" -> ArrayElementType.I16;
      case "u4" -> ArrayElementType.U32;
      case "i4" -> ArrayElementType.I32;
      case "u8" -> ArrayElementType.U64;
      case "i8" -> ArrayElementType.I64;
      case "f2" -> ArrayElementType.F16;
      case "f4" -> ArrayElementType.F32;
      case "f8" -> ArrayElementType.F64;
      default -> throw new DataException(file + unusable(descr, plain));
    };
  }

  private static String unusable(String descr, String plain) {
    char kind = plain.isEmpty() ? ' ' : plain.toLowerCase(Locale.ROOT).charAt(0);
    String what =
        switch (kind) {
          case 'o' ->
              " holds pickled Python objects; reading them could run code, so they are refused";
          case 'u', 's', 'a' -> " holds text";
          case 'c' -> " holds complex numbers";
          case 'm' -> " holds dates or times";
          case 'f', 'g' -> " holds floating-point numbers of an unusual size";
          case 'v' -> " holds bytes without a meaning, as NumPy saves bfloat16";
          default -> " holds values of an unknown type";
        };
    return what + " (dtype '" + descr + "'); save numbers, as with np.save(f, a.astype('float32'))";
  }
}
