package io.portally.local.sink;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.flink.type.JudgedRecord.Candidate;
import io.portally.flink.type.RawRecord;
import io.portally.schemas.SingleObject;
import io.portally.tally.Definitions;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.tally.fate.Bounds;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.JourneyRecord;
import io.portally.tally.journey.RecordReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;

/**
 * All that is ever published in a small world: a few consignments over ten hours, with corrections,
 * retractions, copies and disorder, so close together that they meet in the same cells. Lateness is
 * short, so that windows and journeys end while others begin; no record comes late.
 *
 * @param partitions of both topics, each in the order of its log
 * @param finalWatermark what the heartbeats say in the end, epoch milliseconds
 */
record World(List<List<Published>> partitions, long finalWatermark) {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final Definitions DEFINITIONS =
      new Definitions(
          RegisterReader.bundled(),
          ZONE,
          new Bounds(
              65_536,
              1_000_000_000L,
              2_500_000,
              1_000_000_000_000_000L,
              Duration.ofMinutes(5),
              Duration.ofHours(2)),
          Duration.ofHours(1),
          Duration.ofHours(4),
          2_000);

  static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(10);

  /** A quarter of an hour before a midnight in Shanghai. */
  private static final Instant BEGIN = Instant.parse("2025-03-09T15:45:00Z");

  private static final Register REGISTER = DEFINITIONS.register();
  private static final List<String> PORTS = List.of("CNYTN", "HKHKG");
  private static final int PARTITIONS_PER_TOPIC = 2;
  private static final long MINUTE = 60_000;

  /**
   * A record in a log.
   *
   * @param consignment its number in the world
   * @param record what is remembered of it, where it is accepted
   */
  record Published(int consignment, Candidate candidate, JourneyRecord record) {

    EventTopic topic() {
      return candidate.raw().topic();
    }

    /** Epoch milliseconds. */
    long timestamp() {
      return candidate.raw().timestamp();
    }
  }

  static World draw(Random random) {
    return new Drawing(random).world();
  }

  private static final class Drawing {

    /** A record on its way to a log. */
    private record Sent(long arrival, int partition, Published published) {}

    private static final List<Integer> MINUTES = List.of(0, 1, 14, 15, 16, 75, 300, 540, 541);

    private final Random random;
    private final RecordReader reader = new RecordReader(REGISTER);
    private final List<Sent> sent = new ArrayList<>();
    private long greatestEventTime;

    Drawing(Random random) {
      this.random = random;
    }

    World world() {
      // Where a producer does not key its records, versions of one event lie in several partitions.
      boolean scattered = random.nextInt(3) == 0;
      int consignments = 1 + random.nextInt(4);
      for (int consignment = 0; consignment < consignments; consignment++) {
        int events = 1 + random.nextInt(4);
        for (int event = 0; event < events; event++) {
          publishEvent(consignment, event, scattered);
        }
      }
      List<Duration> silences =
          List.of(Duration.ofMinutes(1), Duration.ofHours(3), Duration.ofDays(3));
      return new World(
          logs(), greatestEventTime + silences.get(random.nextInt(silences.size())).toMillis());
    }

    private void publishEvent(int consignment, int event, boolean scattered) {
      EventTopic topic =
          random.nextInt(4) == 0 ? EventTopic.CLEARANCE_EVENTS : EventTopic.CARGO_MOVEMENTS;
      long happened =
          BEGIN.toEpochMilli()
              + MINUTES.get(random.nextInt(MINUTES.size())) * MINUTE
              + random.nextInt((int) MINUTE);
      int port = random.nextInt(PORTS.size());
      int versions = List.of(1, 1, 2, 2, 3, 4).get(random.nextInt(6));
      for (int version = 0; version < versions; version++) {
        long eventTime = random.nextBoolean() ? happened : happened + minutes(-30, 30);
        int portNow = random.nextInt(3) == 0 ? 1 - port : port;
        boolean retracted = random.nextInt(5) == 0;
        SpecificRecord value =
            topic == EventTopic.CARGO_MOVEMENTS
                ? movement(consignment, "e" + event, version, retracted, eventTime, portNow)
                : clearance(consignment, "e" + event, version, retracted, eventTime, portNow);
        greatestEventTime = Math.max(greatestEventTime, eventTime);
        long timestamp = Math.max(eventTime, happened + minutes(0, 60));
        publish(consignment, topic, SingleObject.encode(value), timestamp, scattered);
      }
    }

    /** Once, or twice with the same record timestamp, as a producer that tries again would. */
    private void publish(
        int consignment, EventTopic topic, byte[] value, long timestamp, boolean scattered) {
      JourneyRecord record = reader.read(topic, value);
      int copies = random.nextInt(4) == 0 ? 2 : 1;
      for (int copy = 0; copy < copies; copy++) {
        int place = scattered ? random.nextInt(PARTITIONS_PER_TOPIC) : consignment;
        int partition = place % PARTITIONS_PER_TOPIC;
        RawRecord raw =
            new RawRecord(topic, partition, sent.size(), timestamp, null, value, List.of());
        Candidate candidate =
            new Candidate(raw, ConsignmentKey.of(nameOf(consignment)), record.eventTime());
        sent.add(
            new Sent(
                timestamp + minutes(0, 20),
                topic.ordinal() * PARTITIONS_PER_TOPIC + partition,
                new Published(consignment, candidate, record)));
      }
    }

    private List<List<Published>> logs() {
      List<Sent> inOrder = sent.stream().sorted(Comparator.comparingLong(Sent::arrival)).toList();
      return IntStream.range(0, EventTopic.values().length * PARTITIONS_PER_TOPIC)
          .mapToObj(
              partition ->
                  inOrder.stream()
                      .filter(each -> each.partition() == partition)
                      .map(Sent::published)
                      .toList())
          .toList();
    }

    private SpecificRecord movement(
        int consignment, String eventId, int version, boolean retracted, long eventTime, int port) {
      return CargoMovement.newBuilder()
          .setEventId(eventId)
          .setVersion(version)
          .setRetracted(retracted)
          .setClassifier(Classifier.ACTUAL)
          .setEventTime(Instant.ofEpochMilli(eventTime))
          .setConsignmentId(nameOf(consignment))
          .setMovement(random.nextInt(4) == 0 ? Movement.LOADED : Movement.DISCHARGED)
          .setPort(PORTS.get(port))
          .setDirection(Direction.IMPORT)
          .setMode(Mode.SEA)
          .setLaden(random.nextInt(4) != 0)
          .setGrossMassKg(random.nextInt(30_000))
          .setTeuHundredths(100 + random.nextInt(125))
          .build();
    }

    private SpecificRecord clearance(
        int consignment, String eventId, int version, boolean retracted, long eventTime, int port) {
      return ClearanceEvent.newBuilder()
          .setEventId(eventId)
          .setVersion(version)
          .setRetracted(retracted)
          .setEventTime(Instant.ofEpochMilli(eventTime))
          .setConsignmentId(nameOf(consignment))
          .setDeclarationId("d1")
          .setStage(Stage.RELEASED)
          .setPort(PORTS.get(port))
          .setDirection(Direction.IMPORT)
          .setMode(Mode.SEA)
          .setProgrammes(List.of())
          .setGrossMassKg(random.nextInt(30_000))
          .setValueFen(random.nextInt(1_000_000))
          .build();
    }

    private static String nameOf(int consignment) {
      return "consignment " + consignment;
    }

    private long minutes(int least, int most) {
      return random.nextLong(least * MINUTE, most * MINUTE + 1);
    }
  }
}
