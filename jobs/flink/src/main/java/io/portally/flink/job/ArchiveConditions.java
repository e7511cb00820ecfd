package io.portally.flink.job;

import io.portally.flink.sink.SqlState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What must hold before AlertArchiveJob is worth starting: a job with a missing topic or a wrong
 * password would restart for ever.
 */
final class ArchiveConditions {

  private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(15);

  private ArchiveConditions() {}

  /**
   * The topic and the tables are there.
   *
   * @throws IllegalConfigurationException if not
   * @throws UnreachableServerException if a server does not answer
   */
  static void check(AlertArchiveConfig config) {
    checkTopic(config);
    checkTables(config);
  }

  private static void checkTopic(AlertArchiveConfig config) {
    Properties properties = new Properties();
    properties.putAll(config.kafka());
    int patience = Math.toIntExact(KAFKA_PATIENCE.toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    String servers = properties.getProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    try (Admin admin = Admin.create(properties)) {
      admin.describeTopics(List.of(config.topic())).allTopicNames().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the broker", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new IllegalConfigurationException(
            "the topic %s is not at %s: create it, or correct %s"
                .formatted(config.topic(), servers, PortMetricsOptions.TOPIC_PREFIX.key()),
            e);
      }
      throw unreachable(servers, e.getCause() == null ? e : e.getCause());
    } catch (KafkaException e) {
      throw unreachable(servers, e);
    }
  }

  private static UnreachableServerException unreachable(String servers, Throwable cause) {
    return new UnreachableServerException(
        "no Kafka broker answers at %s (%s): start it, or correct %s"
            .formatted(servers, cause.getMessage(), PortMetricsOptions.BOOTSTRAP_SERVERS.key()),
        cause);
  }

  private static void checkTables(AlertArchiveConfig config) {
    try (Connection connection = config.database().connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT FROM portally.slow_clearances, portally.slow_clearance_states LIMIT 0")) {
      statement.execute();
    } catch (SQLException e) {
      String sentence =
          "the database %s cannot take alerts from %s: %s"
              .formatted(config.database().url(), config.database().user(), e.getMessage());
      throw SqlState.of(e) == SqlState.NO_USE_TRYING
          ? new IllegalConfigurationException(
              sentence
                  + "; apply this version's migrations, and give the user the role portally_writer",
              e)
          : new UnreachableServerException(sentence, e);
    }
  }
}
