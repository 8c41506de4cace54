package dev.vae.tests.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are mostly zero give the same model to the bit in every file, sparse or not. */
class SparseFilesTrainTest {
  private static final int ROWS = 120;
  private static final int WIDTH = 80;

  @TempDir private Path folder;
  private final float[][] rows = new float[ROWS][WIDTH];
  private final List<int[]> entries = new ArrayList<>();

  @BeforeEach
  void counts() {
    Random random = new Random(8);
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < WIDTH; c++) {
        double rate = (r + c) % 3 == 0 ? 0.4 : 0.05;
        while (random.nextDouble() < rate) {
          rows[r][c]++;
        }
        if (rows[r][c] > 0) {
          entries.add(new int[] {r, c, (int) rows[r][c]});
        }
      }
    }
  }

  private static byte[] npy(String type, String shape, int bytes, Consumer<ByteBuffer> fill) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }\n";
    ByteBuffer all = ByteBuffer.allocate(10 + header.length() + bytes);
    all.order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    all.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    fill.accept(all);
    return all.array();
  }

  private static byte[] ints(List<int[]> entries, int which) {
    return npy(
        "<i4",
        "(" + entries.size() + ",)",
        4 * entries.size(),
        all -> entries.forEach(e -> all.putInt(e[which])));
  }

  private String dense() throws Exception {
    byte[] bytes =
        npy(
            "<f4",
            "(" + ROWS + ", " + WIDTH + ")",
            4 * ROWS * WIDTH,
            all -> {
              for (float[] row : rows) {
                for (float value : row) {
                  all.putFloat(value);
                }
              }
            });
    return "npy:" + Files.write(folder.resolve("dense.npy"), bytes);
  }

  /** Rows of entries in no order, some of them in two parts. */
  private String npz(String form) throws Exception {
    List<int[]> all = new ArrayList<>();
    for (int[] e : entries) {
      if (e[2] > 1) {
        all.add(new int[] {e[0], e[1], e[2] - 1});
        all.add(new int[] {e[0], e[1], 1});
      } else {
        all.add(e);
      }
    }
    Collections.shuffle(all, new Random(3));
    int by = form.equals("csc") ? 1 : 0;
    int count = by == 0 ? ROWS : WIDTH;
    all.sort((a, b) -> form.equals("coo") ? 0 : Integer.compare(a[by], b[by]));
    Path file = folder.resolve(form + ".npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "format", npy("|S3", "()", 3, b -> b.put(form.getBytes(StandardCharsets.US_ASCII))));
      put(zip, "shape", npy("<i8", "(2,)", 16, b -> b.putLong(ROWS).putLong(WIDTH)));
      put(zip, "data", ints(all, 2));
      if (form.equals("coo")) {
        put(zip, "row", ints(all, 0));
        put(zip, "col", ints(all, 1));
      } else {
        put(zip, "indices", ints(all, 1 - by));
        int[] ends = new int[count + 1];
        all.forEach(e -> ends[e[by] + 1]++);
        for (int i = 0; i < count; i++) {
          ends[i + 1] += ends[i];
        }
        put(
            zip,
            "indptr",
            npy(
                "<i4",
                "(" + (count + 1) + ",)",
                4 * count + 4,
                b -> {
                  for (int end : ends) {
                    b.putInt(end);
                  }
                }));
      }
    }
    return "npz:" + file;
  }

  private static void put(ZipOutputStream zip, String key, byte[] array) throws Exception {
    zip.putNextEntry(new ZipEntry(key + ".npy"));
    zip.write(array);
  }

  private Path market(boolean turned) throws Exception {
    List<String> lines =
        new ArrayList<>(List.of("%%MatrixMarket matrix coordinate integer general"));
    lines.add((turned ? WIDTH + " " + ROWS : ROWS + " " + WIDTH) + " " + entries.size());
    entries.forEach(
        e ->
            lines.add(
                (turned ? (e[1] + 1) + " " + (e[0] + 1) : (e[0] + 1) + " " + (e[1] + 1))
                    + " "
                    + e[2]));
    return Files.write(folder.resolve(turned ? "matrix.mtx" : "rows.mtx"), lines);
  }

  private byte[] trained(String source, String name, Object... more) throws Exception {
    List<Object> words =
        new ArrayList<>(
            List.of("train", "--data", source, "--validation", "0.2", "--latent", 3, "--out"));
    words.add(folder.resolve(name));
    words.addAll(List.of(more));
    Cli.run(words.toArray()).done();
    return Files.readAllBytes(folder.resolve(name).resolve("weights.safetensors"));
  }

  @Test
  void everyFileGivesTheSameModel() throws Exception {
    List<String> sources =
        List.of(
            npz("csr"),
            npz("csc"),
            npz("coo"),
            "mtx:" + market(false),
            "mtx:" + market(true) + "#transpose");
    List<List<Object>> ways =
        List.of(
            List.of("--likelihood", "negativeBinomial", "--epochs", 2),
            List.of("--likelihood", "auto", "--epochs", 1),
            List.of("--likelihood", "gaussian", "--standardize", "--epochs", 1),
            List.of(
                "--likelihood", "poisson", "--binarize", "none", "--epochs", 1, "--threads", 1));
    for (int w = 0; w < ways.size(); w++) {
      Object[] way = ways.get(w).toArray();
      byte[] expected = trained(dense(), "dense" + w, way);
      List<String> some = w == 0 ? sources : sources.subList(w, w + 1);
      for (int s = 0; s < some.size(); s++) {
        assertArrayEquals(
            expected, trained(some.get(s), w + "-" + s, way), some.get(s) + ways.get(w));
      }
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("dense0").resolve("weights.safetensors")),
        trained(
            sources.get(1),
            "one",
            "--likelihood",
            "negativeBinomial",
            "--epochs",
            2,
            "--threads",
            1),
        "on one thread");
  }

  @Test
  void commandsTakeSparseRowsAndGenesKeepTheirNames() throws Exception {
    List<String> genes = new ArrayList<>();
    for (int c = 0; c < WIDTH; c++) {
      genes.add("ID" + c + "\tgene" + c + "\tGene Expression");
    }
    Files.write(folder.resolve("features.tsv"), genes);
    List<String> cells = new ArrayList<>();
    for (int r = 0; r < ROWS; r++) {
      cells.add("CELL" + r);
    }
    Files.write(folder.resolve("barcodes.tsv"), cells);
    String source = "mtx:" + market(true);
    trained(source, "cells", "--likelihood", "poisson", "--epochs", 1);
    trained(dense(), "plain", "--likelihood", "poisson", "--epochs", 2);
    Path model = folder.resolve("cells");
    Cli.run(
            "train",
            "--data",
            source,
            "--validation",
            "0.2",
            "--epochs",
            2,
            "--resume",
            "--out",
            model)
        .done();
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("plain").resolve("weights.safetensors")),
        Files.readAllBytes(model.resolve("weights.safetensors")),
        "stopped and resumed, with names or without");
    String judged = Cli.run("eval", model, "--data", source, "--json").done().out();
    assertEquals(
        Cli.run("eval", folder.resolve("plain"), "--data", npz("csr"), "--json").done().out(),
        judged);
    Path bare = folder.resolve("bare");
    Cli.run(
            "train",
            market(true),
            "--likelihood",
            "poisson",
            "--epochs",
            2,
            "--validation",
            "0.2",
            "--latent",
            3,
            "--out",
            bare)
        .done();
    assertArrayEquals(
        Files.readAllBytes(model.resolve("weights.safetensors")),
        Files.readAllBytes(bare.resolve("weights.safetensors")),
        "by the file's name alone");
    Path latents = folder.resolve("latents.npy");
    Cli.run("encode", model, "--data", source, "--out", latents).done();
    Path plain = folder.resolve("plain.npy");
    Cli.run("encode", folder.resolve("plain"), "--data", npz("coo"), "--out", plain).done();
    assertArrayEquals(Files.readAllBytes(plain), Files.readAllBytes(latents));
    Path decoded = folder.resolve("decoded.csv");
    Cli.run("reconstruct", model, "--data", source, "--out", decoded).done();
    String header = Files.readAllLines(decoded).get(0);
    assertTrue(header.contains("gene0") && header.contains("gene79"), header);
    Cli.Result other = Cli.run("encode", model, "--data", source + "#transpose=no", "--out", plain);
    assertTrue(other.err().contains("lacks"), other.err());
  }
}
