package dev.vae.data.internal.folder;

import dev.vae.core.ModelFileException;
import dev.vae.core.internal.io.AtomicFiles;
import dev.vae.core.internal.io.Hashes;
import dev.vae.core.internal.io.Json;
import dev.vae.core.internal.io.RegularFiles;
import dev.vae.core.internal.text.FileProblems;
import dev.vae.core.model.Vae;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The VAEs in the folder of a table's model. Its description names the hashes of their weights;
 * where it replaces another, they lie beside the others until it is there, and are found by these
 * hashes. So at every moment the folder is the old model or the new one.
 */
public final class VaeFolders {
  /** The file that describes the whole. */
  public static final String DESCRIPTION = "table.json";

  /** Its key of the hashes of all VAEs' weights. */
  public static final String WEIGHTS = "weights";

  /** The names of those that are no members, in their order; a model may lack the last. */
  private static final List<String> OTHERS = List.of("generator", "predictor");

  /** What is being written, or deleted; nobody reads it. */
  private static final String DRAFT = ".parts";

  private static final int HASH_LENGTH = 16;

  private VaeFolders() {}

  /** Returns the places of so many VAEs: first of members, then of the others. */
  public static List<Path> places(Path folder, int members, int all) {
    List<Path> places = new ArrayList<>();
    for (int m = 1; m <= members; m++) {
      places.add(member(folder, m));
    }
    OTHERS.stream().limit(all - members).forEach(name -> places.add(folder.resolve(name)));
    return places;
  }

  private static Path member(Path folder, int number) {
    return folder.resolve("members").resolve(String.valueOf(number));
  }

  /**
   * Saves VAEs, and what describes them.
   *
   * @param vaes in the order of their {@link #places}
   * @param members how many are of members
   * @param description from the hashes of their weights
   */
  public static void save(
      Path folder, List<Vae> vaes, int members, Function<List<String>, String> description) {
    Path table = folder.resolve(DESCRIPTION);
    if (Files.exists(table)) {
      List<String> hashes = stage(folder, vaes, members);
      AtomicFiles.write(table, description.apply(hashes)); // from here on it is the new model
      saveAll(folder, vaes, members);
    } else {
      saveAll(folder, vaes, members);
      AtomicFiles.write(table, description.apply(hashes(folder, members, vaes.size())));
    }
    deleteStaged(folder);
    deleteFurther(folder, members);
    OTHERS.stream().skip(vaes.size() - members).forEach(name -> delete(folder.resolve(name)));
  }

  private static void saveAll(Path folder, List<Vae> vaes, int members) {
    List<Path> places = places(folder, members, vaes.size());
    for (int p = 0; p < places.size(); p++) {
      vaes.get(p).save(places.get(p));
    }
  }

  private static List<String> hashes(Path folder, int members, int all) {
    return places(folder, members, all).stream().map(p -> hash(p).orElseThrow()).toList();
  }

  private static List<String> stage(Path folder, List<Vae> vaes, int members) {
    Path draft = folder.resolve(DRAFT);
    delete(draft);
    saveAll(draft, vaes, members);
    List<String> hashes = hashes(draft, members, vaes.size());
    Path staged = staged(folder, hashes);
    if (!Files.exists(staged)) { // else a killed program saved the same
      AtomicFiles.move(draft, staged);
    }
    return hashes;
  }

  private static Path staged(Path folder, List<?> hashes) {
    MessageDigest digest = Hashes.sha256();
    digest.update(hashes.toString().getBytes(StandardCharsets.UTF_8));
    return folder.resolve(DRAFT + "-" + Hashes.text(digest).substring(0, HASH_LENGTH));
  }

  private static void deleteStaged(Path folder) {
    Path draft = folder.resolve(DRAFT);
    delete(draft);
    for (Path staged : allStaged(folder)) {
      AtomicFiles.move(staged, draft); // so that whatever has the name is whole
      delete(draft);
    }
  }

  private static List<Path> allStaged(Path folder) {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, DRAFT + "-*")) {
      found.forEach(all::add);
      return all;
    } catch (IOException e) {
      throw new ModelFileException(
          "cannot read " + folder + ": " + FileProblems.reason(folder, e), e);
    }
  }

  /** Tells whether somebody is saving, or was killed while saving. */
  public static boolean areStaged(Path folder) {
    return !allStaged(folder).isEmpty();
  }

  /** Deletes members that the model before had beyond those of this one. */
  private static void deleteFurther(Path folder, int members) {
    for (int m = members + 1; ; m++) {
      Path further = member(folder, m);
      if (!Files.exists(further)) {
        return;
      }
      delete(further);
    }
  }

  private static void delete(Path place) {
    if (Files.exists(place)) {
      try (Stream<Path> all = Files.walk(place)) {
        all.sorted(Comparator.reverseOrder()).forEach(AtomicFiles::deleteQuietly);
      } catch (IOException e) {
        throw new ModelFileException(
            "cannot delete " + place + ": " + FileProblems.reason(place, e), e);
      }
    }
  }

  /**
   * Finds the VAEs of a description.
   *
   * @param hashes of their weights
   * @param members how many are of members
   * @throws IllegalArgumentException if one is of another training, naming it
   */
  public static List<Path> find(Path folder, List<?> hashes, int members) {
    List<Path> found = new ArrayList<>();
    List<Path> places = places(folder, members, hashes.size());
    List<Path> staged = places(staged(folder, hashes), members, hashes.size());
    for (int p = 0; p < places.size(); p++) {
      Optional<String> own = hash(places.get(p));
      if (own.isPresent() && own.get().equals(hashes.get(p))) {
        found.add(places.get(p));
      } else if (Files.exists(staged.get(p))) {
        found.add(staged.get(p));
      } else if (own.isPresent()) {
        throw otherTraining(places.get(p));
      } else {
        found.add(places.get(p)); // its loading says what is wrong
      }
    }
    return found;
  }

  private static IllegalArgumentException otherTraining(Path place) {
    return new IllegalArgumentException(
        "it is of another training than the weights in "
            + place
            + ": files of two models were mixed. Train again, or copy the whole folder anew; if you"
            + " changed weights on purpose, take the key '"
            + WEIGHTS
            + "' out of "
            + DESCRIPTION);
  }

  /** The SHA-256 of a VAE's weights as its description names it, if it is there and does. */
  private static Optional<String> hash(Path part) {
    Path model = part.resolve("model.json");
    if (!Files.exists(model)) {
      return Optional.empty();
    }
    Object json = Json.read(RegularFiles.text(model, "a model"));
    return json instanceof Map<?, ?> map
            && map.get(WEIGHTS) instanceof Map<?, ?> named
            && named.get("sha256") instanceof String hash
        ? Optional.of(hash)
        : Optional.empty();
  }
}
