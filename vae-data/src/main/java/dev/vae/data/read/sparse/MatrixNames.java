package dev.vae.data.read.sparse;

import dev.vae.data.read.Gzip;
import dev.vae.data.rows.DataException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the rows and columns of a matrix are called, by files beside it as 10x Genomics writes them.
 *
 * @param ofRows the names of the file's rows; none if there is no such file
 * @param ofColumns the names of its columns; none if there is no such file
 * @param cellsAreColumns whether rows are genes and columns cells
 * @param files what was read
 */
record MatrixNames(
    List<String> ofRows, List<String> ofColumns, boolean cellsAreColumns, List<Path> files) {
  private static final List<String> FEATURES = List.of("features.tsv", "genes.tsv");
  private static final List<String> BARCODES = List.of("barcodes.tsv");

  /** Reads the files beside a matrix; those that do not fit its shape say nothing. */
  static MatrixNames beside(Path matrix, SparseShape shape) {
    Optional<Path> features = find(matrix, FEATURES);
    Optional<Path> barcodes = find(matrix, BARCODES);
    List<String> genes = features.map(f -> distinct(lines(f))).orElse(List.of());
    List<String> cells = barcodes.map(f -> distinct(lines(f))).orElse(List.of());
    boolean turned = genes.size() == shape.rows() && cells.size() == shape.width();
    boolean genesFirst = turned || genes.size() == shape.rows() && genes.size() != shape.width();
    boolean cellsFirst = !turned && cells.size() == shape.rows();
    List<String> first = genesFirst ? genes : cellsFirst ? cells : List.of();
    List<String> second =
        !genesFirst && genes.size() == shape.width()
            ? genes
            : !cellsFirst && cells.size() == shape.width() ? cells : List.of();
    List<Path> files =
        first.isEmpty() && second.isEmpty()
            ? List.of()
            : Stream.concat(features.stream(), barcodes.stream()).toList();
    return new MatrixNames(first, second, turned, files);
  }

  /** What the user should know of it. */
  List<String> notes(boolean turned, boolean asked) {
    return turned && !asked
        ? List.of(
            "features and barcodes lie beside the matrix, so its columns are cells and become the"
                + " rows, its rows are genes and become the columns (#transpose=no for the"
                + " reverse)")
        : List.of();
  }

  /** A file in the folder, whose name begins as the matrix's does before "matrix". */
  private static Optional<Path> find(Path matrix, List<String> names) {
    String own = matrix.getFileName().toString();
    int word = own.toLowerCase(Locale.ROOT).lastIndexOf("matrix.mtx");
    String before = word < 0 ? "" : own.substring(0, word);
    return names.stream()
        .flatMap(name -> Stream.of(name, name + ".gz"))
        .map(name -> matrix.resolveSibling(before + name))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** The id and the name on each line: one and the same where there is but one. */
  private static List<String[]> lines(Path file) {
    List<String[]> lines = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(Gzip.open(file), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split("\t", -1);
        String id = words[0].strip();
        String name = words.length > 1 ? words[1].strip() : id;
        lines.add(new String[] {id, name.isEmpty() ? id : name});
      }
    } catch (IOException e) {
      throw DataException.reading(file, e);
    }
    return lines;
  }

  /** Names, with the id behind those that several have; none if that leaves two alike. */
  private static List<String> distinct(List<String[]> lines) {
    Map<String, Integer> counts = new HashMap<>();
    lines.forEach(line -> counts.merge(line[1], 1, Integer::sum));
    List<String> names =
        lines.stream()
            .map(line -> counts.get(line[1]) == 1 ? line[1] : line[1] + " (" + line[0] + ")")
            .toList();
    return names;
  }
}
