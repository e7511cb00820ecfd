package io.portally.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({"PT-3S, 0 s", "PT119S, 119 s", "PT120S, 2 min", "PT7199S, 119 min", "PT2H, 2 h"})
  void aDurationReadsInTheUnitThatSuitsIt(Duration duration, String words) {
    assertThat(Words.duration(duration)).isEqualTo(words);
  }
}
