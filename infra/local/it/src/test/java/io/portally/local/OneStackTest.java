package io.portally.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.local.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.SelectClasses;

class OneStackTest {

  private static final Pattern LEFT_OUT =
      Pattern.compile("<exclude>\\*\\*/(\\w+)\\.java</exclude>");

  @Test
  void whatTheBuildLeavesOutIsRunTogether() throws IOException {
    Path build = Installation.find().root().resolve("infra/local/it/pom.xml");

    assertThat(LEFT_OUT.matcher(Files.readString(build)).results().map(left -> left.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(OneStackIT.class.getAnnotationsByType(SelectClasses.class))
                .flatMap(together -> Stream.of(together.value()))
                .map(Class::getSimpleName)
                .toList());
  }
}
