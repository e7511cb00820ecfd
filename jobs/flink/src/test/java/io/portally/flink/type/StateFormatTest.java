package io.portally.flink.type;

import static io.portally.flink.fixture.ClearanceDraft.clearance;
import static io.portally.flink.fixture.MovementDraft.movement;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.flink.fixture.Cells;
import io.portally.flink.fixture.Times;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Granularity;
import io.portally.tally.journey.ClearanceRecord;
import io.portally.tally.journey.Journeys;
import io.portally.tally.journey.MovementRecord;
import io.portally.tally.measure.FactTable;
import io.portally.tally.measure.Tally;
import io.portally.tally.measure.WindowTally;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.junit.jupiter.api.Test;

/**
 * State outlives the process that wrote it. The golden files hold the bytes of each format as they
 * were written when it was released: they are read for ever, and never written anew.
 */
class StateFormatTest {

  private static final TypeSerializer<Journeys> JOURNEYS =
      PortallyTypes.JOURNEYS.createSerializer(new SerializerConfigImpl());
  private static final TypeSerializer<WindowTally> WINDOW_TALLY =
      PortallyTypes.WINDOW_TALLY.createSerializer(new SerializerConfigImpl());

  private static final Journeys GOLDEN_JOURNEYS =
      new Journeys(
          List.of(
              new MovementRecord(
                  "E-1",
                  0,
                  false,
                  1_772_413_200_000L,
                  "MSKU1234565",
                  Movement.DISCHARGED,
                  195,
                  MovementRecord.ABROAD,
                  Direction.IMPORT,
                  Mode.SEA,
                  true,
                  21_000,
                  200),
              new MovementRecord(
                  "事件-2",
                  7,
                  true,
                  1_772_413_260_000L,
                  null,
                  Movement.DEPARTED,
                  0,
                  MovementRecord.NOWHERE,
                  Direction.DOMESTIC,
                  Mode.OTHER,
                  false,
                  0,
                  0),
              new ClearanceRecord(
                  "E-1",
                  1,
                  false,
                  1_772_416_800_000L,
                  "D-1",
                  Stage.RELEASED,
                  311,
                  Direction.EXPORT,
                  Mode.ROAD,
                  0b1_0000_0010,
                  "SG",
                  null,
                  9_999,
                  99,
                  ClearanceRecord.NO_APPOINTMENT,
                  1_000_000_000L,
                  1_000_000_000_000_000L,
                  84)),
          1_775_094_000_000L);

  private static final WindowTally GOLDEN_WINDOW =
      new WindowTally(new Tally(1_234, new long[] {1_200, 25_200_000, 240_000}), true, true);

  private static final WindowTally GOLDEN_WINDOW_OF_LENGTHS =
      new WindowTally(
          Tally.of(41, new long[] {7, 90_061, 1, 4, 5, 6, 6, 7, 2, 0, 1, 204, 3, 580, 1}, 8),
          false,
          true);

  @Test
  void journeysOfFormatOneAreRead() throws IOException {
    assertThat(Bytes.read(golden("state-1/journeys.hex"), JOURNEYS))
        .usingRecursiveComparison()
        .isEqualTo(GOLDEN_JOURNEYS);
  }

  @Test
  void windowTalliesOfFormatOneAreRead() throws IOException {
    assertThat(Bytes.read(golden("state-1/window-tally.hex"), WINDOW_TALLY))
        .usingRecursiveComparison()
        .isEqualTo(GOLDEN_WINDOW);
  }

  @Test
  void windowTalliesOfFormatTwoAreRead() throws IOException {
    assertThat(Bytes.read(golden("state-2/window-tally.hex"), WINDOW_TALLY))
        .usingRecursiveComparison()
        .isEqualTo(GOLDEN_WINDOW);
    assertThat(Bytes.read(golden("state-2/window-tally-of-lengths.hex"), WINDOW_TALLY))
        .usingRecursiveComparison()
        .isEqualTo(GOLDEN_WINDOW_OF_LENGTHS);
  }

  @Test
  void journeysAreWrittenInFormatOneAndWindowTalliesInFormatTwo() throws IOException {
    assertThat(Bytes.of(GOLDEN_JOURNEYS, JOURNEYS)).isEqualTo(golden("state-1/journeys.hex"));
    assertThat(Bytes.of(GOLDEN_WINDOW, WINDOW_TALLY)).isEqualTo(golden("state-2/window-tally.hex"));
    assertThat(Bytes.of(GOLDEN_WINDOW_OF_LENGTHS, WINDOW_TALLY))
        .isEqualTo(golden("state-2/window-tally-of-lengths.hex"));
  }

  @Test
  void aFormatOfALaterVersionIsRefused() {
    assertThatThrownBy(() -> Bytes.read(withFormat(2, GOLDEN_JOURNEYS, JOURNEYS), JOURNEYS))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "the state of a consignment has format 2, the newest known is 1: it was written"
                + " by a later version");
    assertThatThrownBy(() -> Bytes.read(withFormat(3, GOLDEN_WINDOW, WINDOW_TALLY), WINDOW_TALLY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the state of a window has format 3, the newest known is 2");
    assertThatThrownBy(() -> Bytes.read(withFormat(0, GOLDEN_WINDOW, WINDOW_TALLY), WINDOW_TALLY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the state of a window has format 0");
  }

  @Test
  void whatHappensToACopyOfJourneysDoesNotHappenToThem() {
    Journeys journeys = new Journeys(List.of(movement().record()), Journeys.NONE);

    Journeys copy = JOURNEYS.copy(journeys);
    copy.remember(clearance().record());
    copy.wakeAt(Times.TEN.toEpochMilli());

    assertThat(journeys.records()).containsExactly(movement().record());
    assertThat(journeys.wakeAt()).isEqualTo(Journeys.NONE);
  }

  @Test
  void whatHappensToACopyOfAWindowDoesNotHappenToIt() {
    var cell = Cells.discharged(AreaLevel.PORT, "CNYTN", Granularity.MINUTE, Times.NINE);
    WindowTally window = new WindowTally(FactTable.THROUGHPUT);

    WindowTally copy = WINDOW_TALLY.copy(window);
    copy.add(Cells.oneBox(cell));
    copy.complete();

    assertThat(window.tally().isZero()).isTrue();
    assertThat(window.isComplete()).isFalse();
    assertThat(window.isUnsent()).isFalse();
  }

  @Test
  void lengthsThatACopyCountsAreNotCountedByTheWindow() {
    var releases = Cells.arrivalToRelease(AreaLevel.PORT, "CNYTN", Granularity.HOUR, Times.NINE);
    WindowTally window = new WindowTally(FactTable.TRANSFER_TIMES);
    window.add(Cells.length(releases, 60));

    WindowTally copy = WINDOW_TALLY.copy(window);
    copy.add(Cells.length(releases, 60));
    copy.add(Cells.length(releases, 3_600));

    assertThat(window.send(releases)).isEqualTo(Cells.runningOf(releases, 60));
  }

  @Test
  void mutableTypesSayThatTheyAre() {
    assertThat(JOURNEYS.isImmutableType()).isFalse();
    assertThat(WINDOW_TALLY.isImmutableType()).isFalse();
  }

  @Test
  void aSerializerRestoredFromItsSnapshotReadsTheSameBytes() throws IOException {
    TypeSerializer<Journeys> restored = JOURNEYS.snapshotConfiguration().restoreSerializer();

    assertThat(
            JOURNEYS
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored.snapshotConfiguration())
                .isCompatibleAsIs())
        .isTrue();
    assertThat(Bytes.read(golden("state-1/journeys.hex"), restored))
        .usingRecursiveComparison()
        .isEqualTo(GOLDEN_JOURNEYS);
  }

  private static <T> byte[] withFormat(int format, T value, TypeSerializer<T> serializer) {
    byte[] bytes = Bytes.of(value, serializer);
    bytes[0] = (byte) format;
    return bytes;
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = StateFormatTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      String hex = new String(in.readAllBytes(), US_ASCII).replaceAll("\\s", "");
      return HexFormat.of().parseHex(hex);
    }
  }
}
