package io.portally.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

// Set before each test.
@SuppressWarnings("NullAway.Init")
class ClassArchiveTest {

  private static final String FROM_THE_ARCHIVE = Greeting.class.getName() + " source: shared";
  private static final int KILLED = 128 + 9;

  private DataDirectory data;
  private Path jars;
  private Path jar;

  @BeforeEach
  void aChildsJarAndItsDirectory(@TempDir Path temp) throws IOException {
    data = DataDirectory.open(temp.resolve("data"), 0);
    jars = Files.createDirectories(temp.resolve("build/lib"));
    jar = jars.resolve("greeting.jar");
    String entry = Greeting.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in =
            Objects.requireNonNull(ClassArchiveTest.class.getResourceAsStream("/" + entry))) {
      out.putNextEntry(new JarEntry(entry));
      in.transferTo(out);
    }
  }

  @AfterEach
  void giveTheDirectoryBack() {
    data.close();
  }

  @Test
  void allThatRunTheSameJarsStartWithTheClassesOfTheOneThatArchivesThem() throws Exception {
    assertThat(greetingOf("taskmanager-1")).contains("hello").doesNotContain(FROM_THE_ARCHIVE);
    assertThat(archives()).isEmpty();

    assertThat(greetingOf("jobmanager")).contains("hello").doesNotContain(FROM_THE_ARCHIVE);

    assertThat(greetingOf("taskmanager-1")).contains("hello", FROM_THE_ARCHIVE);
    assertThat(greetingOf("jobmanager")).contains("hello", FROM_THE_ARCHIVE);
  }

  @Test
  void whoHasFurtherJarsHasAnArchiveBesideThatOfTheOthers() throws Exception {
    Path further = Files.copy(jar, jars.resolveSibling("further.jar"));
    greetingOf("jobmanager");
    List<Path> first = archives();

    assertThat(greetingOf("taskmanager-1", further)).contains("hello", FROM_THE_ARCHIVE);
    assertThat(greetingOf("jobmanager", further))
        .contains("hello")
        .doesNotContain(FROM_THE_ARCHIVE);

    assertThat(archives()).hasSize(2).containsAll(first);
    assertThat(greetingOf("taskmanager-1", further)).contains("hello", FROM_THE_ARCHIVE);
    assertThat(greetingOf("jobmanager")).contains("hello", FROM_THE_ARCHIVE);
  }

  @Test
  void jarsThatWereBuiltAnewGetAnArchiveInPlaceOfTheOld() throws Exception {
    greetingOf("broker");
    List<Path> old = archives();
    Files.setLastModifiedTime(
        jar, FileTime.from(Files.getLastModifiedTime(jar).toInstant().plusSeconds(2)));

    assertThat(greetingOf("broker")).contains("hello").doesNotContain(FROM_THE_ARCHIVE);

    assertThat(archives()).hasSize(1).doesNotContainAnyElementsOf(old);
    assertThat(greetingOf("broker")).contains("hello", FROM_THE_ARCHIVE);
  }

  @Test
  void whatAChildWroteUntilItWasKilledIsThrownAway() throws Exception {
    Path half = Files.writeString(data.root().resolve("half"), "half an archive");

    ClassArchive.of(jars, List.of()).keep(half, KILLED);

    assertThat(half).doesNotExist();
    assertThat(archives()).isEmpty();
  }

  @Test
  void anArchiveThatTheJvmCannotReadIsNotUsed() throws Exception {
    greetingOf("broker");
    Files.writeString(archives().get(0), "no archive at all");

    assertThat(greetingOf("broker")).contains("hello").doesNotContain(FROM_THE_ARCHIVE);
  }

  /** What a child of that name says, and the JVM of each class that it loads. */
  private String greetingOf(String name, Path... furtherJars) throws Exception {
    ChildJvm child =
        new ChildJvm(
            name,
            jars,
            List.of(furtherJars),
            List.of("-Xlog:class+load"),
            Greeting.class.getName(),
            List.of());
    Process process = child.start(data, data.root());
    assertThat(process.waitFor(Duration.ofMinutes(1).toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    child.keepClasses(data, process.exitValue());
    return Files.readString(data.logs().resolve(name + ".out"));
  }

  private List<Path> archives() throws IOException {
    List<Path> archives = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(jars.getParent(), "classes*")) {
      files.forEach(archives::add);
    }
    return archives;
  }

  /** What the children of this test run. */
  public static final class Greeting {

    private Greeting() {}

    public static void main(String[] arguments) {
      System.out.println("hello");
    }
  }
}
