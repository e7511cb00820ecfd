package io.portally.bench.peer.streams;

import io.portally.bench.peer.Peer;
import io.portally.bench.peer.PeerRun;
import io.portally.bench.peer.PeerSettings;
import io.portally.flink.type.PortallyTypes;
import io.portally.tally.journey.ConsignmentKey;
import io.portally.tally.journey.Journeys;
import io.portally.tally.measure.Cell;
import io.portally.tally.measure.Contribution;
import io.portally.tally.measure.WindowTally;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The table {@code throughput} by Kafka Streams:
 *
 * <pre>
 *   topic ─ journey, combine ═ [cell] tally and write
 * </pre>
 *
 * (═ a repartition topic). Why it is configured as it is says the README beside the peers.
 */
public final class StreamsThroughput implements Peer {

  static final String JOURNEYS = "journeys";
  static final String TALLIES = "tallies";

  private static final Serde<ConsignmentKey> KEY = FlinkSerde.of(PortallyTypes.CONSIGNMENT_KEY);
  private static final Serde<Journeys> JOURNEY = FlinkSerde.of(PortallyTypes.JOURNEYS);
  private static final Serde<Cell> CELL = FlinkSerde.of(PortallyTypes.CELL);
  private static final Serde<Contribution> CONTRIBUTION = FlinkSerde.of(PortallyTypes.CONTRIBUTION);
  private static final Serde<WindowTally> TALLY = FlinkSerde.of(PortallyTypes.WINDOW_TALLY);

  private static final int FETCH_BYTES = 4 << 20;
  private static final int POLL_RECORDS = 5_000;
  private static final int BATCH_BYTES = 256 << 10;

  private StreamsThroughput() {}

  public static void main(String[] arguments) {
    Peer.main(arguments, new StreamsThroughput());
  }

  @Override
  public void drain(PeerRun run) throws Exception {
    CompletableFuture<Void> failure = new CompletableFuture<>();
    try (KafkaStreams streams = new KafkaStreams(topology(run), properties(run.settings()))) {
      streams.setUncaughtExceptionHandler(
          thrown -> {
            failure.completeExceptionally(thrown);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      run.awaitEnd(failure);
    }
  }

  private static Topology topology(PeerRun run) {
    boolean changelog = run.settings().changelog();
    StreamsBuilder builder = new StreamsBuilder();
    builder.addStateStore(store(JOURNEYS, KEY, JOURNEY, changelog));
    builder.addStateStore(store(TALLIES, CELL, TALLY, changelog));
    builder.stream(run.settings().topic(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .process(() -> new JourneyProcessor(run), JOURNEYS)
        .repartition(
            Repartitioned.with(CELL, CONTRIBUTION)
                .withName("cells")
                .withNumberOfPartitions(run.settings().parallelism()))
        .process(() -> new TallyProcessor(run), TALLIES);
    return builder.build();
  }

  private static <K, V> StoreBuilder<KeyValueStore<K, V>> store(
      String name, Serde<K> key, Serde<V> value, boolean changelog) {
    StoreBuilder<KeyValueStore<K, V>> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), key, value)
            .withCachingDisabled();
    return changelog ? store.withLoggingEnabled(Map.of()) : store.withLoggingDisabled();
  }

  private static Properties properties(PeerSettings settings) {
    Properties properties = new Properties();
    // Offsets and topics of an application stay: each run is an application of its own.
    properties.put(
        StreamsConfig.APPLICATION_ID_CONFIG,
        settings.topicPrefix() + "peer-streams-" + UUID.randomUUID());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.workDir().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.parallelism());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, POLL_RECORDS);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        FETCH_BYTES);
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLL_RECORDS);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    return properties;
  }
}
