package io.portally.bench.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.local.stack.StackFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCatalogueTest {

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path folder;

  @Test
  void aDescriptionOfAProgramNamesPathsBesideIt() throws Exception {
    Engine engine =
        read("letter=e", "name=Streams", "kind=java", "main=Main", "class-path=a.jar:lib/*");

    assertThat(engine)
        .isEqualTo(
            new JavaEngine(
                "e",
                "Streams",
                folder.resolve("a.jar") + ":" + folder.resolve("lib") + "/*",
                "Main",
                List.of(),
                List.of(folder.resolve("engine.properties"))));
  }

  @Test
  void aDescriptionOfAJobNamesItsJars() throws Exception {
    Engine engine =
        read(
            "letter=d",
            "name=SQL",
            "kind=flink",
            "main=Main",
            "jars=job.jar",
            "arguments=--bounded",
            "configuration=job.yaml");

    assertThat(engine)
        .isEqualTo(
            new FlinkEngine(
                "d",
                "SQL",
                true,
                List.of(folder.resolve("job.jar")),
                "Main",
                List.of("--bounded"),
                List.of(folder.resolve("engine.properties"), folder.resolve("job.yaml"))));
  }

  @Test
  void aKeyThatIsMissingIsNamed() {
    assertThatThrownBy(() -> read("letter=e", "kind=java"))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("engine.properties lacks the key name");
  }

  @Test
  void aKindThatThereIsNotIsNamed() {
    assertThatThrownBy(() -> read("letter=e", "name=E", "kind=rust"))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("'rust'; write java or flink");
  }

  @Test
  void aLetterThatNobodyHasIsNamedWithThoseThatThereAre() throws Exception {
    EngineCatalogue catalogue =
        new EngineCatalogue(
            Map.of("e", read("letter=e", "name=E", "kind=java", "main=M", "class-path=e.jar")));

    assertThatThrownBy(() -> catalogue.of("z"))
        .isInstanceOf(StackFailure.class)
        .hasMessage("There is no engine 'z'; the engines are: e (E).");
  }

  private Engine read(String... lines) throws Exception {
    Path file = folder.resolve("engine.properties");
    Files.write(file, List.of(lines));
    return EngineCatalogue.read(file);
  }
}
