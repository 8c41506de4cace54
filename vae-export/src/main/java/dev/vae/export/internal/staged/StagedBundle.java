package dev.vae.export.internal.staged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The place of a bundle's files. Where a bundle replaces another, its files lie in a folder beside
 * the others, called by the hash of {@code bundle.json}, until all have moved in: so whichever
 * description is there, its files are, at every moment.
 */
public final class StagedBundle {
  /** The file that describes a bundle. */
  public static final String DESCRIPTION = "bundle.json";

  /** What is being written, or deleted; nobody reads it. */
  public static final String DRAFT = ".bundle";

  private static final int HASH_LENGTH = 16;

  private StagedBundle() {}

  /** Returns the folder beside the others that a bundle of this description moves in from. */
  public static Path of(Path folder, String description) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(description.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(DRAFT + "-" + HexFormat.of().formatHex(hash).substring(0, HASH_LENGTH));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  /** Returns where the files of this description are: in the folder itself, or still beside. */
  public static Path place(Path folder, String description) {
    Path staged = of(folder, description);
    return Files.isDirectory(staged) ? staged : folder;
  }

  /** Returns where the files are of the bundle that a folder holds, if any. */
  public static Path place(Path folder) {
    Path description = folder.resolve(DESCRIPTION);
    try {
      return Files.isRegularFile(description)
          ? place(folder, Files.readString(description))
          : folder;
    } catch (IOException e) {
      return folder; // it describes nothing
    }
  }
}
