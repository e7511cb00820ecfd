package io.portally.flink.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.Journeys;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.Row;
import io.portally.tally.measure.WindowTally;
import java.io.IOException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Whatever the value: it comes back as it was, and nothing of it is left over. */
class RoundTripTest {

  @Property(tries = 300)
  void journeys(@ForAll("anyJourneys") Journeys value) throws IOException {
    comesBack(value, PortallyTypes.JOURNEYS);
  }

  @Property(tries = 300)
  void judgedRecords(@ForAll("anyJudgedRecord") JudgedRecord value) throws IOException {
    comesBack(value, PortallyTypes.JUDGED_RECORD);
  }

  @Property(tries = 300)
  void candidates(@ForAll("anyCandidate") JudgedRecord.Candidate value) throws IOException {
    comesBack(value, PortallyTypes.CANDIDATE);
  }

  @Property(tries = 300)
  void refusedRecords(@ForAll("anyRefused") JudgedRecord.Refused value) throws IOException {
    comesBack(value, PortallyTypes.REFUSED);
  }

  @Property(tries = 100)
  void consignmentKeys(@ForAll("anyConsignmentKey") ConsignmentKey value) throws IOException {
    comesBack(value, PortallyTypes.CONSIGNMENT_KEY);
  }

  @Property(tries = 100)
  void cells(@ForAll("anyCell") Cell value) throws IOException {
    comesBack(value, PortallyTypes.CELL);
  }

  @Property(tries = 300)
  void contributions(@ForAll("anyContribution") Contribution value) throws IOException {
    comesBack(value, PortallyTypes.CONTRIBUTION);
  }

  @Property(tries = 300)
  void windowTallies(@ForAll("anyWindowTally") WindowTally value) throws IOException {
    comesBack(value, PortallyTypes.WINDOW_TALLY);
  }

  @Property(tries = 300)
  void rows(@ForAll("anyRow") Row value) throws IOException {
    comesBack(value, PortallyTypes.ROW);
  }

  private static <T> void comesBack(T value, TypeInformation<T> type) throws IOException {
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
    byte[] bytes = Bytes.of(value, serializer);

    assertThat(Bytes.read(bytes, serializer))
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(value);
    assertThat(Bytes.copied(bytes, serializer)).isEqualTo(bytes);
    assertThat(serializer.copy(value))
        .usingRecursiveComparison()
        .withStrictTypeChecking()
        .isEqualTo(value);
  }

  @Provide
  Arbitrary<Journeys> anyJourneys() {
    return Anything.journeys();
  }

  @Provide
  Arbitrary<JudgedRecord> anyJudgedRecord() {
    return Anything.judgedRecord();
  }

  @Provide
  Arbitrary<JudgedRecord.Candidate> anyCandidate() {
    return Anything.candidate();
  }

  @Provide
  Arbitrary<JudgedRecord.Refused> anyRefused() {
    return Anything.refused();
  }

  @Provide
  Arbitrary<ConsignmentKey> anyConsignmentKey() {
    return Anything.consignmentKey();
  }

  @Provide
  Arbitrary<Cell> anyCell() {
    return Anything.cell();
  }

  @Provide
  Arbitrary<Contribution> anyContribution() {
    return Anything.contribution();
  }

  @Provide
  Arbitrary<WindowTally> anyWindowTally() {
    return Anything.windowTally();
  }

  @Provide
  Arbitrary<Row> anyRow() {
    return Anything.row();
  }
}
