package io.portally.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.tally.area.Port;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MadeRegisterTest {

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 5_000})
  void theJobCanReadItAndKnowsThePortsOfTheTraffic(int ports) throws Exception {
    MadeRegister made = new MadeRegister(ports);
    made.write(folder);

    Register register =
        RegisterReader.read(MadeRegister.portsFile(folder), MadeRegister.regionsFile(folder));

    Set<String> known = register.ports().stream().map(Port::code).collect(Collectors.toSet());
    assertThat(known).hasSize(ports);
    PortChoice choice = made.choice();
    assertThat(
            IntStream.range(0, 10_000).mapToObj(i -> choice.code(choice.at(i / 10_000.0))).toList())
        .isSubsetOf(known);
  }

  @Test
  void morePortsThanCodesAreRefused() {
    assertThatThrownBy(() -> new MadeRegister(46_657))
        .hasMessageContaining("write a number from 1 to 46656");
  }
}
