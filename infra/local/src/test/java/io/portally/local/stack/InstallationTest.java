package io.portally.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

  @Test
  void isFoundFromTheClassItself() {
    assertThat(Installation.find().root().resolve("pom.xml")).isRegularFile();
  }

  @Test
  void aMissingBuildIsNamedWithTheRemedy(@TempDir Path empty) {
    Installation nothing = new Installation(empty);
    assertThatThrownBy(nothing::jobsJar)
        .isInstanceOf(StackFailure.class)
        .hasMessageContainingAll("portally-jobs.jar is missing", "./mvnw -DskipTests package");
    assertThatThrownBy(nothing::brokerJars)
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("is missing");
  }

  @Test
  void theJvmOptionsAreTheParentPomsOwn() {
    assertThat(Installation.jvmOptions())
        .contains("--add-opens=java.base/java.lang=ALL-UNNAMED")
        .anyMatch(option -> option.startsWith("-Dorg.apache.avro.limits."))
        .noneMatch(option -> option.contains("${"));
  }
}
