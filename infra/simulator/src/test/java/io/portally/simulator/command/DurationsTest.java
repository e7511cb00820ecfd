package io.portally.simulator.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {

  private final Durations durations = new Durations();

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "5m, PT5M", "1h30m, PT1H30M", "PT7S, PT7S", "P1D, P1D"})
  void readsWhatAPersonTypes(String typed, Duration meant) {
    assertThat(durations.convert(typed)).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "soon", "-5m", "0s", "5 minutes"})
  void refusesTheRestByItsValue(String typed) {
    assertThatThrownBy(() -> durations.convert(typed))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'%s' is no duration; write one such as 90s, 5m or 1h30m", typed);
  }
}
