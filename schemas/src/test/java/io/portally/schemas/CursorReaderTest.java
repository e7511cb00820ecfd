package io.portally.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.portally.events.CargoMovement;
import io.portally.events.ClearanceEvent;
import io.portally.events.Heartbeat;
import io.portally.events.Programme;
import io.portally.events.SlaRule;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CursorReaderTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Golden MOVEMENT = Golden.named("CargoMovement.discharged-box");
  private static final Golden CLEARANCE = Golden.named("ClearanceEvent.released-import");

  private final CursorReader movements = CursorReader.of(Topic.CARGO_MOVEMENTS);
  private final CursorReader clearances = CursorReader.of(Topic.CLEARANCE_EVENTS);

  @Test
  void whatEveryReleaseWroteIsReadAsAvroReadsIt() {
    for (Golden golden : Golden.all()) {
      SpecificRecord record = golden.decoded();
      if (record instanceof CargoMovement || record instanceof Heartbeat) {
        assertThat(read(movements, golden.bytes())).isEqualTo(record);
      }
      if (record instanceof ClearanceEvent || record instanceof Heartbeat) {
        assertThat(read(clearances, golden.bytes())).isEqualTo(record);
      }
    }
  }

  @Test
  void whatIsWrittenNowIsReadWithoutMakingAnything() {
    byte[][] values = {MOVEMENT.bytes(), SingleObject.encode(new Heartbeat(Instant.EPOCH))};
    readMany(values);

    long before = THREADS.getCurrentThreadAllocatedBytes();
    readMany(values);

    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  private void readMany(byte[][] values) {
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      read += movements.read(values[i % values.length]) instanceof Cursor ? 1 : 0;
    }
    assertThat(read).isEqualTo(20_000);
  }

  @Test
  void whatIsBrokenIsToldInTheWordsOfTheDecoder() {
    SingleObjectDecoder decoder = SingleObjectDecoder.of(Topic.CARGO_MOVEMENTS);
    byte[] notUtf8 = MOVEMENT.bytes();
    notUtf8[11] = (byte) 0xFF;
    byte[] cut = Arrays.copyOf(MOVEMENT.bytes(), MOVEMENT.bytes().length - 1);
    byte[] more = Arrays.copyOf(MOVEMENT.bytes(), MOVEMENT.bytes().length + 1);
    byte[] elsewhere = CLEARANCE.bytes();
    for (byte @Nullable [] broken :
        new byte @Nullable [][] {null, {}, {1, 2, 3}, notUtf8, cut, more, elsewhere}) {
      assertThat(movements.read(broken)).isEqualTo(decoder.decode(broken));
    }
  }

  @Test
  void aLimitIsTheSameForTheCursorAndForAvro() {
    String longest = "x".repeat(CarefulReader.MAX_TEXT_BYTES);
    CargoMovement fits =
        CargoMovement.newBuilder((CargoMovement) MOVEMENT.decoded()).setEventId(longest).build();
    CargoMovement tooLong = CargoMovement.newBuilder(fits).setEventId(longest + "x").build();

    assertThat(read(movements, SingleObject.encode(fits))).isEqualTo(fits);
    assertThat(movements.read(SingleObject.encode(tooLong)))
        .isInstanceOf(Decoded.Undecodable.class);
    assertThatThrownBy(() -> CursorReader.over(tooLong))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aListIsReadUpToTheLimitAndNotBeyond() {
    List<Programme> most = Collections.nCopies(CarefulReader.MAX_ITEMS, Programme.AEO);
    List<Programme> tooMany = Collections.nCopies(CarefulReader.MAX_ITEMS + 1, Programme.AEO);
    ClearanceEvent fits =
        ClearanceEvent.newBuilder((ClearanceEvent) CLEARANCE.decoded()).setProgrammes(most).build();
    ClearanceEvent tooLong = ClearanceEvent.newBuilder(fits).setProgrammes(tooMany).build();

    assertThat(read(clearances, SingleObject.encode(fits))).isEqualTo(fits);
    assertThat(clearances.read(SingleObject.encode(tooLong)))
        .isInstanceOf(Decoded.Undecodable.class);
  }

  @Test
  void oddWaysToWriteAreReadAllTheSame() {
    ClearanceEvent event =
        ClearanceEvent.newBuilder((ClearanceEvent) CLEARANCE.decoded())
            .setEventId("E")
            .setConsignmentId("C")
            .setDeclarationId("D")
            .setVersion(0)
            .setRetracted(false)
            .setEventTime(Instant.EPOCH)
            .setPort("P")
            .setOffice(null)
            .setProgrammes(List.of(Programme.AEO, Programme.APPOINTMENT))
            .build();
    byte[] plain = SingleObject.encode(event);
    int version = SingleObject.HEADER_BYTES + 2;
    int retracted = version + 1;
    int list = retracted + 1 + 1 + 2 + 2 + 1 + 2 + 1 + 1 + 1;
    assertThat(Arrays.copyOfRange(plain, list, list + 4)).containsExactly(4, 2, 6, 0);

    byte[] oddBoolean = plain.clone();
    oddBoolean[retracted] = 7;
    byte[] blockWithItsSize = Damage.with(plain, list + 1, (byte) 4);
    blockWithItsSize[list] = 3;
    byte[] twoBlocks = Damage.with(plain, list + 2, (byte) 2);
    twoBlocks[list] = 2;

    for (byte[] odd :
        List.of(Damage.longer(plain, version, 1), oddBoolean, blockWithItsSize, twoBlocks)) {
      assertThat(read(clearances, odd)).isEqualTo(event);
    }
  }

  @Test
  void itReadsEventsOnly() {
    assertThatThrownBy(() -> CursorReader.of(Topic.SLA_RULES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no cursor for SlaRule");
    SlaRule rule = (SlaRule) Golden.named("SlaRule.no-filter").decoded();
    assertThatThrownBy(() -> CursorReader.over(rule)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTextSaysWhetherItIsPlain() {
    for (String plain : List.of("", " ", "~", "CNYTN", "exactly8", "longer than a word")) {
      assertThat(textOf(plain).isPlain()).as(plain).isTrue();
    }
    for (int at = 0; at < 20; at++) {
      for (String other : List.of("\u0000", "\u001F", "\u007F", "\u0080", "箱", "\uD83D\uDEA2")) {
        String text = "x".repeat(at) + other + "y".repeat(19 - at);
        assertThat(textOf(text).isPlain()).as(text).isFalse();
        assertThat(textOf(text)).hasToString(text);
        assertThat(textOf(text.substring(0, at + other.length())).isPlain()).isFalse();
      }
    }
  }

  @Test
  void aShortTextIsTheSameNumberAsItsCode() {
    for (String code : List.of("", "C", "CN", "CNYTN", "CNYTN12")) {
      assertThat(textOf(code).packed()).as(code).isEqualTo(Text.packed(code));
    }
    assertThat(textOf("CNYTN123").packed()).isEqualTo(-1);
    assertThat(Text.packed("CNYTN123")).isEqualTo(-1);
  }

  private static Text textOf(String text) {
    CargoMovement movement =
        CargoMovement.newBuilder((CargoMovement) MOVEMENT.decoded()).setPort(text).build();
    return ((CargoMovementCursor) CursorReader.over(movement)).port();
  }

  private static SpecificRecord read(CursorReader reader, byte[] value) {
    return CursorEqualsAvroTest.recordUnder((Cursor) reader.read(value));
  }
}
