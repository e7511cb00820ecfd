package io.portally.simulator.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class LettersTest {

  private static final byte[] KEY = "6CNx1".getBytes(UTF_8);
  private static final byte[] VALUE = {1, 2, 3};

  private final Letters letters = new Letters(letter -> true);

  @Test
  void aLetterIsWhatTheJobSetAside() {
    DeadLetter letter = DeadLetter.of(Samples.record(42, KEY, VALUE)).orElseThrow();

    assertThat(letter.origin()).hasToString("portally.cargo-movements-3-42");
    assertThat(letter.message()).isEqualTo("port XXXXX is not in the register");
    assertThat(letter.recordTime()).isEqualTo(Samples.PUBLISHED);
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).isEqualTo(VALUE);
    assertThat(letter.isTruncated()).isFalse();
  }

  @Test
  void onlyTheOriginalsOwnHeadersAreItsOwn() {
    DeadLetter letter = DeadLetter.of(Samples.record(42, KEY, VALUE)).orElseThrow();

    assertThat(letter.headers()).extracting(Header::key).containsExactly("trace");
    assertThat(letter.reason()).isEqualTo("UNKNOWN_PORT");
  }

  @Test
  void aValueThatWasCutIsKnownByItsLength() {
    assertThat(DeadLetter.of(Samples.record(42, KEY, VALUE, 2_000)).orElseThrow().isTruncated())
        .isTrue();
  }

  @Test
  void keyAndValueMayBeMissing() {
    DeadLetter letter = DeadLetter.of(Samples.record(42, null, null)).orElseThrow();

    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(letter.isTruncated()).isFalse();
  }

  @Test
  void aRecordThatStandsThereTwiceIsOneLetter() {
    letters.take(Samples.record(42, KEY, VALUE));
    letters.take(Samples.record(41, KEY, VALUE));
    letters.take(Samples.record(42, KEY, VALUE));

    assertThat(letters.inOrder())
        .extracting(letter -> letter.origin().offset())
        .containsExactly(41L, 42L);
  }

  @Test
  void whatIsNoLetterIsCounted() {
    letters.take(Samples.bare(new RecordHeaders(), VALUE));
    letters.take(Samples.record(42, KEY, VALUE));

    assertThat(letters.inOrder()).hasSize(1);
    assertThat(letters.foreign()).isEqualTo(1);
    assertThat(letters.named("portally.cargo-movements-3-42")).isNotNull();
    assertThat(letters.named("portally.cargo-movements-3-43")).isNull();
  }
}
