package io.portally.simulator.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LetterLinesTest {

  private static final byte[] ID = "6CNx1".getBytes(UTF_8);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void whatCanBeReadIsWrittenWithItsFields() throws IOException {
    byte[] value = Samples.movementAtNoPort();

    String line = written(Samples.record(42, ID, value));

    assertThat(line)
        .startsWith(
            "{\"recordTime\":\"2026-03-01T08:30:07.250Z\",\"letter\":\"portally.cargo-movements-3-42\",\"why\":\"UNKNOWN_PORT: port XXXXX is not in the register\",\"eventId\":\"e1\"")
        .contains("\"port\":\"XXXXX\"")
        .doesNotContain("\"bytes\"", "\"key\"");
    assertThat(read(line).value()).isEqualTo(value);
    assertThat(read(line).timestamp()).isEqualTo(Samples.PUBLISHED.toEpochMilli());
  }

  @Test
  void theKeyFollowsTheIdUnlessItWasAnother() throws IOException {
    byte[] value = Samples.movementAtNoPort();

    assertThat(read(written(Samples.record(42, ID, value)).replace("6CNx1", "mended")).key())
        .isEqualTo("mended".getBytes(UTF_8));
    assertThat(read(written(Samples.record(42, "other".getBytes(UTF_8), value))).key())
        .isEqualTo("other".getBytes(UTF_8));
  }

  @Test
  void whatCannotBeReadIsWrittenAsItsBytes() throws IOException {
    byte[] value = {1, 2, 3};

    String line = written(Samples.record(42, ID, value));

    assertThat(line).contains("\"key\":\"6CNx1\",\"bytes\":\"AQID\"");
    assertThat(read(line).value()).isEqualTo(value);
    assertThat(LineReader.letter(line)).isEqualTo("portally.cargo-movements-3-42");
  }

  @Test
  void aKeyThatIsNoTextIsLeftToTheLetter() throws IOException {
    assertThat(written(Samples.record(42, new byte[] {(byte) 0xC3, 0x28}, new byte[] {1})))
        .doesNotContain("\"key\"");
  }

  @Test
  void aRecordWithoutAValueHasALineToo() throws IOException {
    assertThat(read(written(Samples.record(42, ID, null))).value()).isNull();
  }

  @Test
  void whatWasCutIsLeftOut() throws IOException {
    LetterLines lines = new LetterLines(out, "portally.");
    lines.write(DeadLetter.of(Samples.record(42, ID, new byte[] {1}, 2_000)).orElseThrow());
    lines.close();

    assertThat(out.size()).isZero();
    assertThat(lines.leftOut()).isEqualTo(1);
  }

  private String written(ConsumerRecord<byte[], byte[]> record) throws IOException {
    out.reset();
    try (LetterLines lines = new LetterLines(out, "portally.")) {
      lines.write(DeadLetter.of(record).orElseThrow());
      assertThat(lines.asFields() + lines.asBytes()).isEqualTo(1);
    }
    return out.toString(UTF_8).strip();
  }

  private static Line.Message read(String line) {
    LineReader reader =
        new LineReader(Topic.CARGO_MOVEMENTS, RecordTime.EVENT, InstantSource.system());
    return (Line.Message) reader.read(line, 1);
  }
}
