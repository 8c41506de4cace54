package dev.vae.core.internal.text;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what the system reports of files. The messages of its exceptions do not: of most it
 * is the bare path, of some there is none.
 */
public final class FileProblems {
  /** How {@link FileNotFoundException} tells of a file and the reason. */
  private static final Pattern OF_FILE = Pattern.compile("(.+) \\(([^()]+)\\)", Pattern.DOTALL);

  private FileProblems() {}

  /** Returns why something failed that a message has named; files that are not it are named. */
  public static String reason(Path file, IOException e) {
    return reason(e, file);
  }

  /** Returns the same for a message that has named no file. */
  public static String reason(IOException e) {
    return reason(e, null);
  }

  private static String reason(IOException e, @Nullable Path named) {
    if (e instanceof FileSystemException system) {
      return system(system, other(system.getFile(), named));
    }
    if (e instanceof EOFException) {
      return "it ends too early";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not text in UTF-8";
    }
    if (e instanceof ZipException) {
      return "it is damaged" + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")");
    }
    if (e instanceof UnknownHostException) {
      return "the host " + e.getMessage() + " is not known here (is there a network?)";
    }
    if (e instanceof ClosedChannelException) {
      return "it was closed meanwhile";
    }
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return "the system gives no reason (" + e.getClass().getSimpleName() + ")";
    }
    Matcher ofFile = OF_FILE.matcher(message);
    if (e instanceof FileNotFoundException && ofFile.matches()) {
      return words(ofFile.group(2), other(ofFile.group(1), named));
    }
    return words(message, null);
  }

  private static String system(FileSystemException e, @Nullable String other) {
    String subject = other == null ? "it" : other;
    if (e instanceof NoSuchFileException) {
      return words("No such file or directory", other);
    }
    if (e instanceof AccessDeniedException) {
      return words("Permission denied", other);
    }
    if (e instanceof FileAlreadyExistsException) {
      return subject + " is in the way; it is not a folder";
    }
    if (e instanceof NotDirectoryException) {
      return subject + " is not a folder";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return subject + " is a folder that is not empty";
    }
    if (e instanceof FileSystemLoopException) {
      return subject + " is a link that leads in a circle";
    }
    return e.getReason() == null ? "the system gives no reason" : words(e.getReason(), other);
  }

  /** The system's own words, where there are better ones. */
  private static String words(String reason, @Nullable String other) {
    return switch (reason) {
      case "No such file or directory" ->
          other == null ? "it does not exist" : "there is no " + other;
      case "Permission denied" ->
          other == null ? "permission denied" : "no permission for " + other;
      case "Is a directory" -> (other == null ? "it" : other) + " is a folder, not a file";
      case "Not a directory" -> "a folder on the way to it is a file";
      default -> reason;
    };
  }

  /** A file if it is another than what a message named, or what is written to become that. */
  private static @Nullable String other(@Nullable String file, @Nullable Path named) {
    if (file == null || named != null && file.equals(named.toString())) {
      return null;
    }
    Path given = Path.of(file);
    return named != null
            && named.toAbsolutePath().getParent() != null
            && named.toAbsolutePath().getParent().equals(given.toAbsolutePath().getParent())
            && given.getFileName().toString().startsWith("." + named.getFileName() + ".")
        ? null
        : file;
  }
}
