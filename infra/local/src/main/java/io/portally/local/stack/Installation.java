package io.portally.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where the build put what the stack runs. Found from the place of this class, so that it works
 * from any directory, from the jar and from a test alike.
 *
 * @param root the project's root directory
 */
public record Installation(Path root) {

  private static final String JVM_OPTIONS = "/io/portally/local/jvm.options";

  /** Finds the build that this class belongs to. */
  public static Installation find() {
    Path place = placeOfThisClass();
    for (Path dir = place; dir != null; dir = dir.getParent()) {
      if (Files.isRegularFile(dir.resolve("infra/local/pom.xml"))) {
        return new Installation(dir);
      }
    }
    throw StackFailure.configuration(
        "There is no build of Portally around %s; start it with ./portally in the project."
            .formatted(place));
  }

  /** The folder of all jars that the broker's process runs. */
  public Path brokerJars() {
    return jars(root.resolve("infra/local/broker/target/lib"));
  }

  /** The folder of all jars that Flink's processes run. */
  public Path clusterJars() {
    return jars(root.resolve("infra/local/cluster/target/lib"));
  }

  /** The jar of all jobs. */
  public Path jobsJar() {
    Path jar = root.resolve("jobs/flink/target/portally-jobs.jar");
    if (!Files.isRegularFile(jar)) {
      throw missing(jar);
    }
    return jar;
  }

  /** Where the database's programs are unpacked, once for each build. */
  Path databasePrograms() {
    return root.resolve("infra/local/target/postgresql");
  }

  /** Options that Flink's and Avro's code need in any JVM, as the parent pom has them. */
  static List<String> jvmOptions() {
    try (InputStream in =
        Objects.requireNonNull(Installation.class.getResourceAsStream(JVM_OPTIONS), JVM_OPTIONS)) {
      return List.of(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split("\\s+", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jars(Path lib) {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*.jar")) {
      if (jars.iterator().hasNext()) {
        return lib;
      }
    } catch (IOException e) {
      throw missing(lib);
    }
    throw missing(lib);
  }

  private static StackFailure missing(Path what) {
    return StackFailure.configuration(
        "The build is incomplete: %s is missing; build with ./mvnw -DskipTests package."
            .formatted(what));
  }

  private static Path placeOfThisClass() {
    try {
      return Path.of(
          Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
