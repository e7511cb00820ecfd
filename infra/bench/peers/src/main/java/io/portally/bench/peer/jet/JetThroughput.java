package io.portally.bench.peer.jet;

import static com.hazelcast.jet.core.EventTimePolicy.noEventTime;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.DAG;
import com.hazelcast.jet.core.Edge;
import com.hazelcast.jet.core.Partitioner;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.Vertex;
import com.hazelcast.jet.kafka.KafkaProcessors;
import io.portally.bench.peer.Peer;
import io.portally.bench.peer.PeerRun;
import io.portally.bench.peer.PeerSettings;
import io.portally.tally.measure.Contribution;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The table {@code throughput} by Hazelcast Jet, in one member:
 *
 * <pre>
 *   Kafka source ─ journey, combine ═ [cell] tally and write
 * </pre>
 *
 * (═ a partitioned edge, ─ an isolated one: each reader has a journey processor to itself). Why it
 * is configured as it is says the README beside the peers.
 */
public final class JetThroughput implements Peer {

  /** Under which the processors, which Jet makes from copies of the DAG, find what they share. */
  private static final String RUN = "run";

  private static final int FETCH_BYTES = 4 << 20;
  private static final int POLL_RECORDS = 5_000;

  private JetThroughput() {}

  public static void main(String[] arguments) {
    Peer.main(arguments, new JetThroughput());
  }

  @Override
  public void drain(PeerRun run) throws Exception {
    HazelcastInstance member = Hazelcast.newHazelcastInstance(member(run));
    try {
      Job job =
          member
              .getJet()
              .newJob(
                  dag(run.settings()),
                  new JobConfig().setProcessingGuarantee(ProcessingGuarantee.NONE));
      run.awaitEnd(job.getFuture());
      job.cancel();
    } finally {
      member.shutdown();
    }
  }

  /** What the processors of a member have in common. */
  static PeerRun runOf(Processor.Context context) {
    Object run = context.hazelcastInstance().getUserContext().get(RUN);
    return (PeerRun) Objects.requireNonNull(run, RUN);
  }

  private static Config member(PeerRun run) {
    Config config = new Config();
    config.setUserContext(new ConcurrentHashMap<>(Map.of(RUN, run)));
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getJetConfig().setEnabled(true).setCooperativeThreadCount(run.settings().parallelism());
    config.getNetworkConfig().setPort(0).getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    return config;
  }

  private static DAG dag(PeerSettings settings) {
    FunctionEx<ConsumerRecord<byte[], byte[]>, ConsumerRecord<byte[], byte[]>> asItIs = r -> r;
    FunctionEx<Contribution, Integer> cellHash = contribution -> contribution.cell().hashCode();
    DAG dag = new DAG();
    Vertex source =
        dag.newVertex(
            "movements",
            KafkaProcessors.streamKafkaP(kafka(settings), asItIs, noEventTime(), settings.topic()));
    Vertex journey = dag.newVertex("journey", JourneyProcessor::new);
    Vertex tally = dag.newVertex("tally", TallyProcessor::new);
    for (Vertex vertex : new Vertex[] {source, journey, tally}) {
      vertex.localParallelism(settings.parallelism());
    }
    dag.edge(Edge.between(source, journey).isolated());
    dag.edge(Edge.between(journey, tally).partitioned(cellHash, Partitioner.HASH_CODE));
    return dag;
  }

  private static Properties kafka(PeerSettings settings) {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(
        ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(FETCH_BYTES));
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, String.valueOf(POLL_RECORDS));
    return properties;
  }
}
