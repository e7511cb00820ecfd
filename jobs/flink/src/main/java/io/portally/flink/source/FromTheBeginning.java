package io.portally.flink.source;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Without state a partition is read from its beginning. Unlike {@code
 * OffsetsInitializer.earliest()} this does not jump where records that were to be read next have
 * been deleted meanwhile: a hole would look like complete windows, so it fails the job instead.
 */
// Kafka has deprecated the enum that the connector's interface asks for.
@SuppressWarnings("deprecation")
public final class FromTheBeginning implements OffsetsInitializer {

  private static final long serialVersionUID = 1L;

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return retriever.beginningOffsets(partitions);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
