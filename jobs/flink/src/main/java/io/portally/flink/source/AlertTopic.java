package io.portally.flink.source;

import io.portally.flink.operator.AlertLog;
import io.portally.flink.type.AboutConsignment;
import java.util.Properties;
import org.apache.flink.util.function.ThrowingConsumer;

/** The topic of alerts, read back to its end at one go. */
public final class AlertTopic implements AlertLog {

  private static final long serialVersionUID = 1L;

  private final TopicTail topic;

  /**
   * Names the topic; nothing is asked of a broker yet.
   *
   * @param kafka the properties of a consumer
   * @param topic by its full name
   */
  public AlertTopic(Properties kafka, String topic) {
    this.topic = new TopicTail(kafka, topic);
  }

  /**
   * Reads back to the end. What somebody else has put there is left out.
   *
   * @throws org.apache.kafka.common.KafkaException if no broker answers in time
   */
  @Override
  public void toldSince(long instant, ThrowingConsumer<AboutConsignment.Echo, Exception> out)
      throws Exception {
    topic.readSince(
        instant,
        record -> {
          AboutConsignment.Echo echo = EchoDeserializer.echoOf(record);
          if (echo != null) {
            out.accept(echo);
          }
        });
  }
}
