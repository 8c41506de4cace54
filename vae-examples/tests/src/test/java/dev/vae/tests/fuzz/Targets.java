package dev.vae.tests.fuzz;

import dev.vae.core.model.Vae;
import dev.vae.core.plugin.Spec;
import dev.vae.core.rows.Rows;
import dev.vae.core.sampler.Samplers;
import dev.vae.core.spec.VaeSpec;
import dev.vae.core.train.Trainer;
import dev.vae.data.Dataset;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSource;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Every reader of the library, with good input of its kinds. */
final class Targets {
  private static final Target.Wrap AS_IS = content -> content;

  private final Path folder;

  /**
   * Readers of files in a folder.
   *
   * @param folder an empty one
   */
  Targets(Path folder) {
    this.folder = folder;
  }

  List<Target> all() throws IOException {
    List<Target> all = new ArrayList<>();
    all.addAll(tables());
    all.addAll(arrays());
    all.addAll(sparse());
    all.addAll(images());
    all.addAll(models());
    all.add(sources());
    all.add(
        new Target(
            "spec JSON",
            List.of(
                bytes(spec().toJson()),
                bytes(spec().toJson().replaceFirst("3", "2147483647")),
                bytes(VaeSpec.builder().event(2).latent(1).build().toJson())),
            true,
            false,
            AS_IS,
            input -> Vae.create(VaeSpec.fromJson(text(input)), 1)));
    return all;
  }

  // ---- rows ----

  private Target rows(
      String name, String source, List<byte[]> seeds, boolean text, Target.Wrap wrap)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(name.replace(' ', '-')));
    Path file = own.resolve(Fuzz.NAME);
    return new Target(
        name,
        seeds,
        text,
        true,
        wrap,
        input -> {
          Files.write(file, input);
          read(source.replace("FILE", file.toString()));
        });
  }

  private static void read(String source) {
    Dataset data =
        DataSource.parse(source).open(DataOptions.DEFAULTS.withMissing(source.startsWith("csv")));
    data.notes();
    data.labels().ifPresent(l -> l.get(0, 0));
    long elements = data.event().elements();
    if (elements > 1 << 22) {
      return; // a batch of such rows is the user's wish
    }
    try (Rows.Batches batches = data.limit(50).inOrder(7, 1)) {
      for (Rows.Batch batch = batches.next(); batch != null; batch = batches.next()) {
        require(batch.rows() > 0);
      }
    }
  }

  private static void require(boolean right) {
    if (!right) {
      throw new AssertionError("an empty batch");
    }
  }

  private List<Target> tables() throws IOException {
    List<byte[]> seeds =
        Fuzz.texts(
            "a,b,c\n1,2,x\n3,4.5,y\n,NA,x\n",
            "\"a, b\";c\r\n\"1\";2\r\n3;\"4\"\r\n",
            "1\t2\n3\t4\n",
            "\ufeffname,c\n\u00e9,0\n\"say \"\"x\"\"\",1\n",
            "sep=;\na;b\n1;2\n",
            "c\n1\n");
    return List.of(
        rows("csv", "csv:FILE", seeds, true, AS_IS),
        rows("csv with labels", "csv:FILE#label=c", seeds, true, AS_IS));
  }

  private List<Target> sparse() throws IOException {
    String begin = "%%MatrixMarket matrix coordinate ";
    List<byte[]> texts =
        Fuzz.texts(
            begin + "integer general\n% no\n3 2 3\n1 1 5\n3 2 1\n1 1 2\n",
            begin + "real symmetric\n2 2 2\n1 1 .5\n2 1 -1e2\n",
            begin + "pattern general\r\n2 2 1\r\n2 1\r\n");
    List<byte[]> places =
        List.of(
            npy("<i4", "False", "(3,)", 12),
            npy("<i8", "False", "(3,)", 24),
            npy("<f4", "False", "(3,)", 12));
    List<byte[]> whole =
        List.of(
            sparse("csr", places.get(0)),
            sparse("csc", places.get(1)),
            sparse("coo", places.get(0)));
    return List.of(
        rows("mtx", "mtx:FILE", texts, true, AS_IS),
        rows("mtx turned", "mtx:FILE#transpose", texts, true, AS_IS),
        rows("svm", "svm:FILE", Fuzz.texts("1 1:2 3:.5 # no\n-1 2:5e3\n# no\n\n1\n"), true, AS_IS),
        rows("mtx gz", "mtx:FILE", texts, true, Targets::gzip),
        rows("sparse npz inner", "npz:FILE", places, true, x -> sparse("csr", x)),
        rows("sparse npz list", "npz:FILE", places, true, x -> sparse("coo", x)),
        rows("sparse npz outer", "npz:FILE", whole, false, AS_IS));
  }

  /** A matrix of 2 rows and 3 columns with three entries, as scipy writes it. */
  private static byte[] sparse(String form, byte[] places) {
    ByteBuffer shape = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    shape.putLong(2).putLong(form.equals("csc") ? 2 : 3);
    byte[] ends = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 3).array();
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("format", npy("|S3", "False", "()", form.getBytes(StandardCharsets.US_ASCII)));
    arrays.put("shape", npy("<i8", "False", "(2,)", shape.array()));
    arrays.put("data", npy("<f4", "False", "(3,)", 12));
    arrays.put("indptr", npy("<i4", "False", "(3,)", ends));
    for (String key : List.of("indices", "row", "col")) {
      arrays.put(key, places);
    }
    return zip(arrays);
  }

  private List<Target> arrays() throws IOException {
    List<byte[]> idx =
        List.of(
            idx(8, new int[] {3, 2, 2}, 12), idx(13, new int[] {2, 3}, 24),
            idx(14, new int[] {2, 1}, 16), idx(11, new int[] {2, 2, 2, 2}, 32));
    List<byte[]> npy =
        List.of(
            npy("<f4", "False", "(3, 2)", 24),
            npy(">i8", "True", "(2, 2)", 32),
            npy("|b1", "False", "(4,)", 4),
            npy("<f2", "False", "(2, 3, 8, 8)", 768),
            npy("|u1", "False", "(2, 4, 4)", 32));
    byte[] labels = npy("<i8", "False", "(3,)", 24);
    Path list = Files.write(folder.resolve("labels-" + Fuzz.NAME), idx(8, new int[] {3}, 3));
    return List.of(
        rows("idx", "idx:FILE", idx, false, AS_IS),
        rows("idx with labels", "idx:" + list + ",FILE", idx, false, AS_IS),
        rows("idx gz inner", "idx:FILE", idx, false, Targets::gzip),
        rows("idx gz outer", "idx:FILE", idx.stream().map(Targets::gzip).toList(), false, AS_IS),
        rows("npy", "npy:FILE", npy, true, AS_IS),
        rows("npz inner", "npz:FILE#X,y", npy, true, x -> zip(x, labels)),
        rows("npz labels", "npz:FILE#X,y", npy, true, y -> zip(npy.get(0), y)),
        rows(
            "npz outer", "npz:FILE", npy.stream().map(x -> zip(x, labels)).toList(), false, AS_IS));
  }

  private static byte[] idx(int type, int[] dims, int size) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dims.length + size);
    file.putInt(type << 8 | dims.length);
    Arrays.stream(dims).forEach(file::putInt);
    return file.array();
  }

  private static byte[] npy(String type, String fortran, String shape, int size) {
    return npy(type, fortran, shape, new byte[size]);
  }

  private static byte[] npy(String type, String fortran, String shape, byte[] data) {
    String header =
        "{'descr': '" + type + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }\n";
    ByteBuffer file = ByteBuffer.allocate(10 + header.length() + data.length);
    file.order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    return file.putShort((short) header.length()).put(bytes(header)).put(data).array();
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static byte[] zip(byte[] x, byte[] y) {
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("X", x);
    arrays.put("y", y);
    return zip(arrays);
  }

  private static byte[] zip(Map<String, byte[]> arrays) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  // ---- images ----

  private List<Target> images() throws IOException {
    List<Target> targets = new ArrayList<>();
    Map<String, int[]> kinds =
        Map.of(
            "png",
                new int[] {
                  BufferedImage.TYPE_BYTE_GRAY,
                  BufferedImage.TYPE_INT_ARGB,
                  BufferedImage.TYPE_BYTE_BINARY,
                  BufferedImage.TYPE_USHORT_GRAY
                },
            "jpg", new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY},
            "gif", new int[] {BufferedImage.TYPE_BYTE_INDEXED},
            "bmp", new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_BINARY},
            "tif", new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY});
    for (String kind : kinds.keySet().stream().sorted().toList()) {
      List<byte[]> seeds = new ArrayList<>();
      for (int type : kinds.get(kind)) {
        BufferedImage image = new BufferedImage(12, 9, type);
        for (int i = 0; i < 108; i++) {
          image.setRGB(i % 12, i / 12, 0x80123456 * i);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (ImageIO.write(image, kind, out)) {
          seeds.add(out.toByteArray());
        }
      }
      if (kind.equals("jpg")) {
        seeds.add(
            withSegment(
                seeds.get(0),
                0xffe1,
                "Exif\0\0MM\0*\0\0\0\b\0\1\1\022\0\3\0\0\0\1\0\6\0\0\0\0\0\0"));
        seeds.add(withSegment(seeds.get(0), 0xffee, "Adobe\0d\0\0\0\0\2"));
      }
      targets.add(images(kind, seeds, AS_IS, ""));
      if (kind.equals("png")) {
        targets.add(images("png chunks", seeds, Targets::withSums, "png"));
      }
    }
    return targets;
  }

  private Target images(String name, List<byte[]> seeds, Target.Wrap wrap, String ending)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve(name.replace(' ', '-')));
    Path file = own.resolve(Fuzz.NAME + "." + (ending.isEmpty() ? name : ending));
    String[] options = {"", "#size=8x5", "#size=3,fit=pad,rgb", "#grey"};
    return new Target(
        "images " + name,
        seeds,
        false,
        true,
        wrap,
        input -> {
          Files.write(file, input);
          read("images:" + own + options[Math.floorMod(Arrays.hashCode(input), options.length)]);
        });
  }

  private static byte[] withSegment(byte[] jpeg, int marker, String data) {
    byte[] bytes = data.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(jpeg.length + bytes.length + 4)
        .put(jpeg, 0, 2)
        .putShort((short) marker)
        .putShort((short) (bytes.length + 2))
        .put(bytes)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** A PNG whose chunks have right check sums, so that what is in them is looked at. */
  private static byte[] withSums(byte[] png) {
    ByteBuffer file = ByteBuffer.wrap(png.clone());
    int at = 8;
    while (at + 12 <= png.length) {
      long length = file.getInt(at) & 0xffffffffL;
      if (at + 12 + length > png.length) {
        break;
      }
      CRC32 sum = new CRC32();
      sum.update(file.array(), at + 4, (int) length + 4);
      file.putInt(at + 8 + (int) length, (int) sum.getValue());
      at += 12 + (int) length;
    }
    return file.array();
  }

  // ---- models ----

  private static VaeSpec spec() {
    return VaeSpec.builder()
        .event(3)
        .latent(2)
        .encoder(Spec.of("dense").with("units", 4), Spec.of("elu"))
        .decoder(Spec.of("dense").with("units", 4), Spec.of("tanh"))
        .likelihood(Spec.of("gaussian"))
        .build();
  }

  private List<Target> models() throws IOException {
    float[][] values = {{0, 1, 2}, {2, 0, 1}, {1, 1, 0}, {0.5f, 0, 0}};
    Rows rows = Rows.of(values);
    Path good = folder.resolve("good");
    Path state = folder.resolve("good.checkpoint");
    Vae vae = Vae.create(spec(), 1);
    Trainer.of(vae).train(rows).epochs(1).batch(2).checkpoint(state).run();
    vae.save(good);
    Samplers.save(Samplers.mixture(vae, new float[][] {{0, 1}, {1, 0}, {2, 2}}, 2, 1), vae, good);
    Samplers.save(
        Samplers.flow(
            vae, new float[][] {{0, 1}, {1, 0}, {2, 2}}, Spec.of("flow").with("steps", 1), 1, 1),
        vae,
        good);
    List<Target> targets = new ArrayList<>();
    try (var files = Files.list(good)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json") || name.endsWith(".safetensors")) {
          targets.add(model(good, name));
        }
      }
    }
    Path fuzzed = folder.resolve(Fuzz.NAME + ".checkpoint");
    targets.add(
        new Target(
            "checkpoint",
            List.of(Files.readAllBytes(state)),
            true,
            true,
            AS_IS,
            input -> {
              Files.write(fuzzed, input);
              Trainer.of(Vae.create(spec(), 1))
                  .train(rows)
                  .epochs(1)
                  .batch(2)
                  .checkpoint(fuzzed)
                  .resume(true)
                  .run();
            }));
    return targets;
  }

  /** A model one of whose files is mutated. */
  private Target model(Path good, String name) throws IOException {
    Path own = Files.createDirectories(folder.resolve(Fuzz.NAME + "-" + name));
    byte[] seed = Files.readAllBytes(good.resolve(name));
    return new Target(
        name,
        List.of(seed),
        true,
        true,
        AS_IS,
        input -> {
          try (var files = Files.list(good)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
              Files.write(own.resolve(file.getFileName()), Files.readAllBytes(file));
            }
          }
          Files.write(own.resolve(name), input);
          Vae vae = Vae.load(own);
          if (name.startsWith("sampler")) {
            Samplers.load(vae, own, name.contains("gmm") ? "gmm" : "flow");
          }
        });
  }

  // ---- texts ----

  private Target sources() {
    return new Target(
        "source text",
        Fuzz.texts(
            "digits#20,seed=3",
            "shapes#scale=3..5,posX=0..2,30",
            "csv:none.csv#label=\"a, b\"",
            "npz:\"a#b.npz\"#X,y",
            "images:dir#size=32x32,fit=pad,fill=9,rgb",
            "idx:a,b",
            "npy:~/x",
            "csv:\"a",
            "digits#test,7"),
        true,
        false,
        AS_IS,
        input -> {
          String text = new String(input, StandardCharsets.UTF_8);
          DataSource source = DataSource.parse(text);
          if (!text.strip().toLowerCase(java.util.Locale.ROOT).startsWith("mnist")) {
            source.open(DataOptions.DEFAULTS.withLimit(3));
          }
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
