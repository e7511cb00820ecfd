package io.portally.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StackDefaultsTest {

  @Test
  void theDataDirectoryIsKnownBeforeTheCommandLineIsRead() {
    assertThat(StackDefaults.dataDirectory(new String[] {"up", "--data", "here"}))
        .isEqualTo(Path.of("here"));
    assertThat(StackDefaults.dataDirectory(new String[] {"--data=there", "send"}))
        .isEqualTo(Path.of("there"));
  }

  @Test
  void itIsTheProjectsOwnUnlessNamed() {
    assertThat(StackDefaults.dataDirectory(new String[] {"up", "--data"}))
        .isEqualTo(StackDefaults.dataDirectory())
        .endsWithRaw(Path.of(".portally"));
  }

  @Test
  void howToStopAStackNamesItsDirectoryWhereItIsNotTheProjectsOwn() {
    Path own = StackDefaults.dataDirectory().normalize();
    assertThat(StackDefaults.down(own, "--wipe")).isEqualTo("./portally down --wipe");
    assertThat(StackDefaults.down(Path.of("/srv/it's here")))
        .isEqualTo("./portally down --data '/srv/it'\\''s here'");
  }
}
