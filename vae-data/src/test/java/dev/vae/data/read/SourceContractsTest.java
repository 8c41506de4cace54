package dev.vae.data.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vae.core.contract.ContractError;
import dev.vae.core.contract.Rule;
import dev.vae.core.contract.Violation;
import dev.vae.core.graph.Shape;
import dev.vae.core.plugin.Plugins;
import dev.vae.data.Dataset;
import dev.vae.data.contract.DataSourceContract;
import dev.vae.data.rows.DataException;
import dev.vae.data.rows.RowSource;
import dev.vae.data.source.DataOptions;
import dev.vae.data.source.DataSourceProvider;
import dev.vae.data.source.SourceText;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of data sources: kept by those built in, and broken by others, each in one thing.
 */
class SourceContractsTest {
  private static final List<InputStream> LEFT_OPEN = new ArrayList<>();
  private static int opened;

  @TempDir Path folder;

  private static byte[] cut(byte[] whole) {
    return Arrays.copyOf(whole, whole.length - 1);
  }

  /** Checks a kind of file, with damaged ones and some that are not there. */
  private void kept(String kind, byte[] bytes, String options, byte[]... damaged) {
    Path file = Samples.file(folder, "whole." + kind, bytes);
    List<String> refused = new ArrayList<>();
    refused.add(kind + ":" + folder.resolve("missing." + kind) + options);
    refused.add(kind + ":" + Samples.file(folder, "empty." + kind, "") + options);
    for (int i = 0; i < damaged.length; i++) {
      refused.add(kind + ":" + Samples.file(folder, i + "." + kind, damaged[i]) + options);
    }
    DataSourceContract.of(kind + ":" + file + options)
        .refused(refused.toArray(String[]::new))
        .check();
  }

  @Test
  void filesKeepTheirContract() {
    kept("csv", "a,b\n1,2\n3,4.5\n".getBytes(), "", "a,b\n1,x\n2,3\n4,y\n1,2,3\n".getBytes());
    byte[] npy = Samples.npy("<f8", false, "(2, 3)", new byte[48]);
    byte[] huge = Samples.npy("<f8", false, "(2000000000, 3)", new byte[48]);
    kept("npy", npy, "", cut(npy), huge, "text".getBytes());
    byte[] idx = Samples.idx(8, new int[] {3, 2, 2}, new byte[12]);
    byte[] many = Samples.idx(8, new int[] {1 << 30, 2, 2}, new byte[12]);
    kept("idx", idx, "", cut(idx), many, "text".getBytes());
    kept("idx", Samples.gzip(idx), "", cut(Samples.gzip(idx)));
    int[][] counts = SparseSamples.counts(5, 6);
    byte[] npz = Samples.zip(false, SparseSamples.arrays("csr", counts));
    kept("npz", npz, "", cut(npz), Samples.zip(true, SparseSamples.arrays("xyz", counts)));
    byte[] mtx = SparseSamples.market("integer", counts, true).getBytes();
    byte[] svm = "1 1:2 3:4\n0 2:5".getBytes();
    kept("svm", svm, "", "1 1:2 3:\n".getBytes(), "text".getBytes(), "1 2\n".getBytes());
    kept("svm", svm, "#width=3", "1 4:2\n".getBytes());
    kept("mtx", mtx, "#transpose", Arrays.copyOf(mtx, mtx.length - 6), "text".getBytes());
  }

  @Test
  void foldersAndGeneratorsKeepTheirContract() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 3; i++) {
      BufferedImage image = new BufferedImage(4, 5, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(1, i, 0, 200);
      ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
    }
    DataSourceContract.of("images:" + images)
        .refused("images:" + folder.resolve("none"), "images:" + images + "#size=0")
        .check();
    DataSourceContract.of("digits#30").refused("digits#0", "digits:x", "digits#seed=a").check();
    DataSourceContract.of("shapes#20").refused("shapes#0", "shapes#scale=9").check();
  }

  /** Rows of one value. */
  private record Numbers(long size, Function<Long, Double> value, List<String> columns)
      implements RowSource {
    @Override
    public Shape event() {
      return Shape.of(1);
    }

    @Override
    public void read(long row, double[] into) {
      into[0] = value.apply(row);
    }

    @Override
    public String description() {
      return "tested";
    }

    @Override
    public String sha256() {
      return "0".repeat(64);
    }
  }

  private static List<Rule> broken(Function<SourceText, Dataset> open, String... refused) {
    DataSourceProvider provider =
        new DataSourceProvider() {
          @Override
          public String name() {
            return "tested";
          }

          @Override
          public String usage() {
            return "tested:FILE";
          }

          @Override
          public Dataset open(SourceText text, DataOptions options) {
            return open.apply(text);
          }
        };
    return DataSourceContract.of("tested:x")
        .plugins(Plugins.load().with(provider))
        .refused(refused)
        .violations()
        .stream()
        .map(Violation::rule)
        .toList();
  }

  private static Dataset rows(SourceText text, Function<Long, Double> value) {
    text.requireNoOptions();
    return Dataset.of(new Numbers(5, value, List.of()));
  }

  @Test
  void eachRuleIsToldAlone() {
    assertEquals(List.of(), broken(text -> rows(text, row -> 1.0 + row)));
    assertEquals(
        List.of(Rule.SAME_ROWS),
        broken(
            text -> {
              double first = ++opened;
              return rows(text, row -> first + row);
            }));
    assertEquals(
        List.of(Rule.SIZES),
        broken(
            text -> {
              text.requireNoOptions();
              return Dataset.of(new Numbers(5, row -> 1.0 + row, List.of("a", "b")));
            }));
    assertEquals(
        List.of(Rule.REFUSED),
        broken(text -> Dataset.of(new Numbers(5, row -> 1.0 + row, List.of()))));
    assertEquals(List.of(Rule.REFUSED), broken(text -> rows(text, row -> 1.0 + row), "tested:y"));
    assertEquals(
        List.of(Rule.REFUSED),
        broken(
            text -> {
              if (text.place().equals("y")) {
                throw new DataException("two\nlines");
              }
              return rows(text, row -> 1.0 + row);
            },
            "tested:y"));
  }

  @Test
  void aFileLeftOpenIsTold() throws IOException {
    assumeTrue(new File("/proc/self/fd").isDirectory(), "the system does not tell what is open");
    Path file = Files.writeString(folder.resolve("open.txt"), "x");
    try {
      assertEquals(
          List.of(Rule.CLOSED),
          broken(
              text -> {
                try {
                  LEFT_OPEN.add(Files.newInputStream(file));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
                return rows(text, row -> 1.0 + row);
              }));
    } finally {
      for (InputStream in : LEFT_OPEN) {
        in.close();
      }
    }
  }

  @Test
  void aMessageNamesKindAndRule() {
    ContractError e =
        assertThrows(ContractError.class, () -> DataSourceContract.of("nowhere:x").check());
    assertTrue(
        e.getMessage().startsWith("data source 'nowhere:x' breaks its contract:\n  C1 FOUND"),
        e.getMessage());
  }
}
