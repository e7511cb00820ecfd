package io.portally.flink.pipeline;

import static io.portally.flink.fixture.Cells.complete;
import static io.portally.flink.fixture.Cells.discharged;
import static io.portally.flink.fixture.Cells.quality;
import static io.portally.flink.fixture.Cells.running;
import static io.portally.flink.fixture.MovementDraft.movement;
import static io.portally.flink.fixture.Rules.DEFINITIONS;
import static io.portally.flink.fixture.Times.NINE;
import static io.portally.flink.fixture.Times.NOON;
import static io.portally.flink.fixture.Times.SECOND;
import static io.portally.flink.fixture.Times.TEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.flink.fixture.MovementDraft;
import io.portally.flink.operator.Refresh;
import io.portally.flink.source.EventTimeWatermarks;
import io.portally.flink.type.JudgedRecord;
import io.portally.flink.type.JudgedRecord.Refused;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.area.AreaLevel;
import io.portally.tally.area.Granularity;
import io.portally.tally.fate.Fate;
import io.portally.tally.fate.Reason;
import io.portally.tally.fate.Verdict;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.upserttest.sink.UpsertTestFileUtil;
import org.apache.flink.connector.upserttest.sink.UpsertTestSink;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole dataflow on a real, if small, cluster. */
class PortMetricsPipelineTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  private static final Instant AS_OF = TEN;
  private static final List<String> PORTS = List.of("CNYTN", "CNSHK", "HKHKG");
  private static final int BOXES = 300;
  private static final HexFormat HEX = HexFormat.of();

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  Path directory;

  @Test
  void judgedRecordsBecomeRowsDeadLettersAndLateEvents() throws Exception {
    Result result =
        run(
            2,
            movement().of("A").offset(1).candidate(),
            movement().of("A").offset(2).candidate(),
            movement().of("B").offset(3).candidate(),
            movement().of("C").offset(4).at(TEN).port("HKHKG").candidate(),
            movement().of("D").offset(5).candidate(),
            movement().of("D").offset(6).retractedIn(1).candidate(),
            refused(7, new Verdict.Rejected(Reason.UNDECODABLE, "no value")),
            refused(8, new Verdict.Late(Reason.NONE, "late", 1)),
            refused(9, Verdict.Ignored.INSTANCE),
            new JudgedRecord.HeartbeatMark(NINE.toEpochMilli()));

    assertThat(result.rows())
        .containsEntry(
            yantian(Granularity.MINUTE),
            // Four accepted records: A, B, and both of D, of which nothing is left.
            new Row(yantian(Granularity.MINUTE), 4, true, new long[] {2, 40_000, 400}))
        .containsEntry(
            yantian(Granularity.DAY),
            new Row(yantian(Granularity.DAY), 4, false, new long[] {2, 40_000, 400}))
        .containsEntry(
            cell(AreaLevel.PORT, "HKHKG", Granularity.HOUR, TEN),
            running(cell(AreaLevel.PORT, "HKHKG", Granularity.HOUR, TEN), 1))
        .containsEntry(
            cell(AreaLevel.REGION, "GBA", Granularity.DAY, NINE),
            new Row(
                cell(AreaLevel.REGION, "GBA", Granularity.DAY, NINE),
                5,
                false,
                new long[] {3, 60_000, 600}))
        .containsEntry(
            cell(AreaLevel.NATION, "HK", Granularity.MINUTE, TEN),
            running(cell(AreaLevel.NATION, "HK", Granularity.MINUTE, TEN), 1));
    assertThat(recordsBy(Fate.ACCEPTED, Reason.NONE, result)).isEqualTo(5);
    assertThat(recordsBy(Fate.DUPLICATE, Reason.NONE, result)).isEqualTo(1);
    assertThat(recordsBy(Fate.REJECTED, Reason.UNDECODABLE, result)).isEqualTo(1);
    assertThat(recordsBy(Fate.LATE, Reason.NONE, result)).isEqualTo(1);
    assertThat(recordsBy(Fate.IGNORED, Reason.NONE, result)).isEqualTo(1);
    assertThat(result.rejected()).containsExactly(7L);
    assertThat(result.late()).containsExactly(8L);
  }

  @Test
  void everyAreaIsTheSumOfItsPortsAndEveryWindowTheSumOfItsMinutes() throws Exception {
    Result result = run(2, morning(7).toArray(JudgedRecord[]::new));

    long boxes = 0;
    for (String port : PORTS) {
      boxes += events(cell(AreaLevel.PORT, port, Granularity.DAY, NINE), result);
    }
    assertThat(boxes).isEqualTo(BOXES);
    assertThat(events(cell(AreaLevel.REGION, "GBA", Granularity.DAY, NINE), result))
        .isEqualTo(boxes);
    assertThat(
            result.rows().keySet().stream()
                .filter(cell -> isOf(cell, AreaLevel.REGION, "GBA", Granularity.MINUTE))
                .mapToLong(cell -> events(cell, result))
                .sum())
        .isEqualTo(boxes);
  }

  @Test
  void aReplayInAnotherOrderAtAnotherParallelismGivesTheSameRows() throws Exception {
    Result first = run(2, morning(1).toArray(JudgedRecord[]::new));
    Result replay = run(1, morning(2).toArray(JudgedRecord[]::new));

    assertThat(first.rows()).hasSizeGreaterThan(100);
    assertThat(replay.rows()).isEqualTo(first.rows());
  }

  @Test
  void windowsThatHaveEndedAreCompleteAndOthersAreNot() throws Exception {
    Result result = run(2, movement().of("A").at(NINE).candidate(), atNoon().candidate());

    assertThat(result.rows())
        .containsEntry(yantian(Granularity.HOUR), complete(yantian(Granularity.HOUR), 1))
        .containsEntry(
            cell(AreaLevel.PORT, "CNYTN", Granularity.HOUR, NOON),
            running(cell(AreaLevel.PORT, "CNYTN", Granularity.HOUR, NOON), 1));
  }

  /** Boxes at three ports in some order, each said twice and corrected once. */
  private static List<JudgedRecord> morning(long order) {
    List<JudgedRecord> records = new ArrayList<>();
    for (int i = 0; i < BOXES; i++) {
      MovementDraft box =
          movement()
              .of("UCR-" + i % 50)
              .event("E-" + i)
              .at(NINE.plus(SECOND.multipliedBy(i * 7L)))
              .port(PORTS.get(i % PORTS.size()));
      records.add(box.candidate());
      records.add(box.candidate());
      records.add(box.version(1).kilograms(i).candidate());
    }
    Collections.shuffle(records, new Random(order));
    return records;
  }

  private static MovementDraft atNoon() {
    return movement().of("B").at(NOON);
  }

  private static Refused refused(long offset, Verdict verdict) {
    return new Refused(movement().offset(offset).raw(), verdict);
  }

  private static Cell yantian(Granularity granularity) {
    return cell(AreaLevel.PORT, "CNYTN", granularity, NINE);
  }

  private static Cell cell(AreaLevel level, String code, Granularity granularity, Instant at) {
    return discharged(level, code, granularity, at);
  }

  private static boolean isOf(Cell cell, AreaLevel level, String code, Granularity granularity) {
    return cell.granularity() == granularity
        && cell.dimensions() == discharged(level, code, granularity, NINE).dimensions();
  }

  private static long events(Cell cell, Result result) {
    Row row = result.rows().get(cell);
    return row == null ? 0 : row.measures()[0];
  }

  private static long recordsBy(Fate fate, Reason reason, Result result) {
    return events(quality(fate, reason, Granularity.DAY, NINE), result);
  }

  /**
   * What a database and two topics would hold at the end.
   *
   * @param rejected offsets
   * @param late offsets
   */
  private record Result(Map<Cell, Row> rows, List<Long> rejected, List<Long> late) {}

  private Result run(int parallelism, JudgedRecord... records) throws Exception {
    var env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.configure(
        new Configuration()
            .set(CoreOptions.DEFAULT_PARALLELISM, parallelism)
            .set(PipelineOptions.AUTO_GENERATE_UIDS, false)
            .set(PipelineOptions.GENERIC_TYPES, false)
            .set(PipelineOptions.OBJECT_REUSE, true));
    DataStream<JudgedRecord> source =
        env.fromData(List.of(records), PortallyTypes.JUDGED_RECORD)
            .uid("records")
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.forGenerator(
                    context -> new EventTimeWatermarks(Duration.ofSeconds(10))))
            .uid("watermarks");
    var second = Duration.ofSeconds(1);
    var outputs =
        PortMetricsPipeline.build(
            source,
            DEFINITIONS,
            1,
            new PortMetricsPipeline.Pace(
                Duration.ofMillis(10), new Refresh(second, second, second), AS_OF));
    Path run = directory.resolve("run-" + parallelism);
    keep(
        outputs.rows(),
        row -> bytes(row.cell(), PortallyTypes.CELL),
        PortallyTypes.ROW,
        run,
        "rows");
    keep(
        outputs.rejected(),
        PortMetricsPipelineTest::offset,
        PortallyTypes.REFUSED,
        run,
        "rejected");
    keep(outputs.late(), PortMetricsPipelineTest::offset, PortallyTypes.REFUSED, run, "late");
    env.execute();
    Map<Cell, Row> rows = new HashMap<>();
    kept(PortallyTypes.ROW, run, "rows").forEach(row -> rows.put(row.cell(), row));
    return new Result(
        rows,
        kept(PortallyTypes.REFUSED, run, "rejected").stream().map(r -> r.raw().offset()).toList(),
        kept(PortallyTypes.REFUSED, run, "late").stream().map(r -> r.raw().offset()).toList());
  }

  private static byte[] offset(Refused refused) {
    return new byte[] {(byte) refused.raw().offset()};
  }

  /** The newest value under each key, as a database keeps it. */
  private static <T> void keep(
      DataStream<T> values,
      SerializationSchema<T> key,
      TypeInformation<T> type,
      Path run,
      String name)
      throws IOException {
    Files.createDirectories(run);
    values
        .sinkTo(
            UpsertTestSink.<T>builder()
                .setOutputFile(run.resolve(name).toFile())
                .setKeySerializationSchema(key)
                .setValueSerializationSchema(value -> bytes(value, type))
                .build())
        .setParallelism(1)
        .name(name)
        .uid(name + "-sink");
  }

  private static <T> List<T> kept(TypeInformation<T> type, Path run, String name)
      throws IOException {
    DeserializationSchema<String> key = new Read<>(Types.STRING, bytes -> HEX.formatHex(bytes));
    DeserializationSchema<T> value = new Read<>(type, bytes -> read(bytes, type));
    return List.copyOf(
        UpsertTestFileUtil.readRecords(run.resolve(name).toFile(), key, value).values());
  }

  private static <T> T read(byte[] bytes, TypeInformation<T> type) throws IOException {
    return type.createSerializer(new SerializerConfigImpl())
        .deserialize(new DataInputDeserializer(bytes));
  }

  private interface Reading<T> {
    T of(byte[] bytes) throws IOException;
  }

  // Used here only, and never sent anywhere.
  @SuppressWarnings("serial")
  private record Read<T>(TypeInformation<T> type, Reading<T> reading)
      implements DeserializationSchema<T> {

    @Override
    public T deserialize(byte[] bytes) throws IOException {
      return reading.of(bytes);
    }

    @Override
    public boolean isEndOfStream(T next) {
      return false;
    }

    @Override
    public TypeInformation<T> getProducedType() {
      return type;
    }
  }

  private static <T> byte[] bytes(T value, TypeInformation<T> type) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(64);
      type.createSerializer(new SerializerConfigImpl()).serialize(value, out);
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
