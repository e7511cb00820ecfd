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
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of a class path as a JVM has them in memory (class data sharing): a child that finds
 * them there need not read, check and lay out each anew, which is a good part of what a start
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

  private final Path folder;
  private final String name;
  private final Path file;

  private ClassArchive(Path folder, String name, long fingerprint) {
    this.folder = folder;
    this.name = name;
    this.file = folder.resolve("%s-%08x.jsa".formatted(name, fingerprint));
  }

  /**
   * The archive of a class path, whether or not it has been made.
   *
   * @param jars the folder of the jars that come first
   * @param furtherJars those that come after them
   */
  static ClassArchive of(Path jars, List<Path> furtherJars) {
    StringBuilder name = new StringBuilder("classes");
    furtherJars.forEach(jar -> name.append('+').append(jar.getFileName()));
    return new ClassArchive(
        Objects.requireNonNull(jars.getParent()), name.toString(), fingerprint(jars, furtherJars));
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
        Path whole = Files.createTempFile(folder, "classes", ".tmp");
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
    try (DirectoryStream<Path> others = Files.newDirectoryStream(folder, name + "-????????.jsa")) {
      for (Path other : others) {
        Files.deleteIfExists(other);
      }
    }
  }

  private static long fingerprint(Path jars, List<Path> furtherJars) {
    List<String> told = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(jars, "*.jar")) {
      for (Path jar : files) {
        told.add(tell(jar));
      }
      Collections.sort(told);
      for (Path jar : furtherJars) {
        told.add(tell(jar));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    told.add(System.getProperty("java.home") + " " + System.getProperty("java.vm.version"));
    CRC32 crc = new CRC32();
    told.forEach(line -> crc.update(line.getBytes(UTF_8)));
    return crc.getValue();
  }

  private static String tell(Path jar) throws IOException {
    return "%s %d %s".formatted(jar, Files.size(jar), Files.getLastModifiedTime(jar));
  }
}
