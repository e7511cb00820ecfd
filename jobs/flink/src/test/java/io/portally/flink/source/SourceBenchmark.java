package io.portally.flink.source;

import static io.portally.flink.fixture.Rules.DEFINITIONS;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.flink.fixture.Rules;
import io.portally.flink.fixture.Times;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.PortallyTypes;
import io.portally.flink.type.RawRecord;
import io.portally.schemas.Cursor;
import io.portally.schemas.CursorReader;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObject;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.tally.fate.EventTopic;
import io.portally.tally.journey.RecordReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.Collector;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * What a record costs on the task's thread, from Kafka's record to the journey's side of the
 * shuffle, without Kafka and network. Run by hand, on one thread; prints nanoseconds of that
 * thread's CPU time (in the fastest round) and allocated bytes for each record. Not a test: it
 * fails nothing.
 */
public final class SourceBenchmark {

  /** So few that they stay in the caches, as what has just been fetched does. */
  private static final int RECORDS = 2_000;

  private static final int PASSES = 50;
  private static final int ROUNDS = 40;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String topic;
  private final List<ConsumerRecord<byte[], byte[]>> records;
  private final Judged judged = new Judged();

  /** Whatever is made goes in here, so that making it cannot be left out. */
  private long seen;

  private SourceBenchmark(String topic, Stream<? extends SpecificRecord> events) {
    this.topic = topic;
    this.records = events.limit(RECORDS).map(event -> published(topic, event)).toList();
  }

  /** Runs the parts that are named; all where none is. */
  public static void main(String[] parts) throws IOException {
    Random random = new Random(4);
    SourceBenchmark movements =
        new SourceBenchmark("portally.cargo-movements", Stream.generate(() -> movement(random)));
    SourceBenchmark clearances =
        new SourceBenchmark("portally.clearance-events", Stream.generate(() -> clearance(random)));
    for (SourceBenchmark benchmark : List.of(movements, clearances)) {
      benchmark.run(List.of(parts));
    }
  }

  private void run(List<String> parts) throws IOException {
    measure(parts, "avro", avro());
    measure(parts, "cursor", cursor());
    measure(parts, "judge", judging());
    measure(parts, "ship", shipping());
  }

  /** Decoding alone, as Avro's reader does it. */
  private Part avro() {
    SingleObjectDecoder decoder = new SingleObjectDecoder();
    return record -> {
      Decoded decoded = decoder.decode(record.value());
      seen += decoded instanceof Decoded.Event event ? event.record().getSchema().hashCode() : 0;
    };
  }

  /** Decoding alone, with the cursor. */
  private Part cursor() {
    CursorReader reader = CursorReader.of(EventTopic.ofSuffix(topic.substring(9)).wire());
    return record -> seen += reader.read(record.value()) instanceof Cursor ? 1 : 0;
  }

  /** What the source does: decoding, judging, and an element for those behind it. */
  private Part judging() {
    JudgingDeserializer deserializer = opened();
    return record -> {
      deserializer.deserialize(record, judged);
      seen += judged.last instanceof JudgedRecord.Candidate ? 1 : 0;
    };
  }

  /** The same and the shuffle's two sides, up to what is to be remembered. */
  private Part shipping() {
    JudgingDeserializer deserializer = opened();
    TypeSerializer<JudgedRecord.Candidate> serializer =
        PortallyTypes.CANDIDATE.createSerializer(new SerializerConfigImpl());
    RecordReader reader = DEFINITIONS.recordReader();
    DataOutputSerializer out = new DataOutputSerializer(1 << 12);
    DataInputDeserializer in = new DataInputDeserializer();
    return record -> {
      deserializer.deserialize(record, judged);
      if (judged.last instanceof JudgedRecord.Candidate candidate) {
        out.clear();
        serializer.serialize(candidate, out);
        in.setBuffer(out.getSharedBuffer(), 0, out.length());
        RawRecord raw = serializer.deserialize(in).raw();
        seen += reader.read(raw.topic(), raw.value()).eventTime();
        shippedBytes += out.length();
        shipped++;
      }
    };
  }

  private long shippedBytes;
  private long shipped;

  private void measure(List<String> parts, String name, Part part) throws IOException {
    if (!parts.isEmpty() && !parts.contains(name)) {
      return;
    }
    double fastest = Double.MAX_VALUE;
    double allocated = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long start = THREADS.getCurrentThreadCpuTime();
      for (int pass = 0; pass < PASSES; pass++) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
          part.take(record);
        }
      }
      double taken = (double) PASSES * RECORDS;
      fastest = Math.min(fastest, (THREADS.getCurrentThreadCpuTime() - start) / taken);
      allocated = (THREADS.getCurrentThreadAllocatedBytes() - before) / taken;
    }
    System.out.printf(
        "%-26s %-7s %7.1f ns %7.1f bytes allocated%s%n",
        topic,
        name,
        fastest,
        allocated,
        shipped == 0 ? "" : " %7.1f bytes shipped".formatted((double) shippedBytes / shipped));
  }

  private interface Part {
    void take(ConsumerRecord<byte[], byte[]> record) throws IOException;
  }

  private static final class Judged implements Collector<JudgedRecord> {
    private JudgedRecord last = new JudgedRecord.HeartbeatMark(0);

    @Override
    public void collect(JudgedRecord judged) {
      last = judged;
    }

    @Override
    public void close() {}
  }

  /** A third are plans, as in real feeds. */
  private static CargoMovement movement(Random random) {
    Instant at = Times.NINE.plusMillis(random.nextInt(3_600_000));
    boolean elsewhere = random.nextInt(3) == 0;
    return CargoMovement.newBuilder()
        .setEventId(id("E", random, 12))
        .setClassifier(random.nextInt(3) == 0 ? Classifier.PLANNED : Classifier.ACTUAL)
        .setEventTime(at)
        .setConsignmentId(id("6CN", random, 15))
        .setEquipmentId(random.nextInt(10) == 0 ? null : id("MSKU", random, 7))
        .setMovement(Movement.values()[1 + random.nextInt(6)])
        .setPort(port(random))
        .setOtherPort(elsewhere ? "NLRTM" : null)
        .setDirection(Direction.values()[1 + random.nextInt(5)])
        .setMode(Mode.values()[1 + random.nextInt(8)])
        .setGrossMassKg(random.nextInt(30_000))
        .setTeuHundredths(200)
        .build();
  }

  private static ClearanceEvent clearance(Random random) {
    boolean aeo = random.nextInt(4) == 0;
    return ClearanceEvent.newBuilder()
        .setEventId(id("E", random, 12))
        .setEventTime(Times.NINE.plusMillis(random.nextInt(3_600_000)))
        .setConsignmentId(id("6CN", random, 15))
        .setDeclarationId(id("", random, 18))
        .setStage(Stage.values()[1 + random.nextInt(12)])
        .setPort(port(random))
        .setOffice(id("", random, 4))
        .setDirection(Direction.values()[1 + random.nextInt(2)])
        .setMode(Mode.values()[1 + random.nextInt(8)])
        .setProgrammes(aeo ? List.of(Programme.AEO, Programme.ADVANCE_DECLARATION) : List.of())
        .setAeoCountry(aeo ? "SG" : null)
        .setPartnerCountry("DE")
        .setSingleWindowService(1 + random.nextInt(964))
        .setSingleWindowCategory(1 + random.nextInt(25))
        .setGrossMassKg(random.nextInt(30_000))
        .setValueFen(random.nextInt(1_000_000_000))
        .setHsChapter(1 + random.nextInt(97))
        .build();
  }

  private static String id(String start, Random random, int digits) {
    StringBuilder id = new StringBuilder(start);
    for (int i = 0; i < digits; i++) {
      id.append((char) ('0' + random.nextInt(10)));
    }
    return id.toString();
  }

  private static String port(Random random) {
    return Rules.REGISTER.ports().get(random.nextInt(Rules.REGISTER.ports().size())).code();
  }

  /** Published two seconds after it happened, under its consignment's key, without headers. */
  private static ConsumerRecord<byte[], byte[]> published(String topic, SpecificRecord event) {
    Instant at = (Instant) event.get(event.getSchema().getField("eventTime").pos());
    String consignment = (String) event.get(event.getSchema().getField("consignmentId").pos());
    return new ConsumerRecord<>(
        topic,
        3,
        123_456_789L,
        at.plusSeconds(2).toEpochMilli(),
        TimestampType.CREATE_TIME,
        -1,
        -1,
        consignment.getBytes(UTF_8),
        SingleObject.encode(event),
        new RecordHeaders(),
        Optional.empty());
  }

  private static JudgingDeserializer opened() {
    var deserializer = new JudgingDeserializer(DEFINITIONS, "portally.");
    deserializer.open(
        new DeserializationSchema.InitializationContext() {
          @Override
          public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
          }

          @Override
          public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(SourceBenchmark.class.getClassLoader());
          }
        });
    return deserializer;
  }
}
