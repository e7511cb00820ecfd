package io.portally.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a folder of jars as a JVM has them in memory (class data sharing): a child that
 * finds them there need not read, check and lay out each anew, which is a good part of what a start
 * costs. One child writes those that it has loaded when it ends, and all that run the same jars
 * start with them from then on.
 *
 * <p>The file stands beside the folder, and its name tells for which JVM and which jars it was
 * made: others get their own. Besides, a JVM that an archive does not suit starts without it.
 */
final class ClassArchive {

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

  /** The JVM would tell of each class that it leaves out. */
  private static final String QUIET = "-Xlog:cds=error,cds+dynamic=error";

  /** Ended by itself, or by SIGTERM: one that was forced to end may have written a part. */
  private static final Set<Integer> WHOLE = Set.of(0, 128 + 15);

  private final Path file;

  private ClassArchive(Path file) {
    this.file = file;
  }

  /** The archive of the folder's jars, whether or not it has been made. */
  static ClassArchive of(Path jars) {
    return new ClassArchive(jars.resolveSibling("classes-%08x.jsa".formatted(fingerprint(jars))));
  }

  /** Whether it has been made. */
  boolean exists() {
    return Files.exists(file);
  }

  /** Options of a child that starts with it. */
  List<String> use() {
    return List.of("-XX:SharedArchiveFile=" + file, QUIET);
  }

  /** Options of a child that writes its classes to the given file when it ends. */
  static List<String> write(Path written) {
    return List.of("-XX:ArchiveClassesAtExit=" + written, QUIET);
  }

  /**
   * Makes the archive of what a child has written. Where that fails, children start as they did.
   *
   * @param exitCode the child's
   */
  void keep(Path written, int exitCode) {
    try {
      if (WHOLE.contains(exitCode)) {
        Path whole = Files.createTempFile(file.getParent(), "classes", ".tmp");
        Files.copy(written, whole, StandardCopyOption.REPLACE_EXISTING);
        deleteOthers();
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.delete(written);
    } catch (IOException e) {
      LOG.info("No archive of classes is kept as {}: {}", file, e.toString());
    }
  }

  /** Those of earlier builds. */
  private void deleteOthers() throws IOException {
    try (DirectoryStream<Path> others =
        Files.newDirectoryStream(file.getParent(), "classes-????????.jsa")) {
      for (Path other : others) {
        Files.deleteIfExists(other);
      }
    }
  }

  private static long fingerprint(Path jars) {
    List<String> told = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(jars, "*.jar")) {
      for (Path jar : files) {
        told.add("%s %d %s".formatted(jar, Files.size(jar), Files.getLastModifiedTime(jar)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Collections.sort(told);
    told.add(System.getProperty("java.home") + " " + System.getProperty("java.vm.version"));
    CRC32 crc = new CRC32();
    told.forEach(line -> crc.update(line.getBytes(UTF_8)));
    return crc.getValue();
  }
}
