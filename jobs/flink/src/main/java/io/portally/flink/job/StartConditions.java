package io.portally.flink.job;

import io.portally.flink.sink.DatabaseAccess;
import io.portally.flink.sink.SqlState;
import io.portally.tally.Definitions;
import io.portally.tally.measure.FactTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * What must hold before the job is worth starting. A job with a missing topic or a wrong password
 * would restart for ever, and one that begins in the middle would write partial sums.
 */
final class StartConditions {

  private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(15);

  private StartConditions() {}

  /**
   * All topics are there, the event topics have a partition for every source subtask, and (for a
   * start without state that is to add to a generation's rows) they still hold their beginning.
   *
   * @throws IllegalConfigurationException if not
   * @throws UnreachableServerException if no broker answers
   */
  static void checkTopics(PortMetricsConfig config, int parallelism, boolean wantsBeginning) {
    checkTopics(config.input(), config.allTopics(), parallelism, wantsBeginning);
  }

  /**
   * The same for any job that reads events.
   *
   * @param allTopics that it reads or writes, by their full names
   */
  static void checkTopics(
      EventInput input, List<String> allTopics, int parallelism, boolean wantsBeginning) {
    ask(
        input,
        allTopics,
        (admin, topics) -> {
          List<TopicPartition> partitions = new ArrayList<>();
          int mostOfOneTopic = 0;
          for (String topic : input.topics()) {
            List<TopicPartition> ofTopic = partitionsOf(topic, topics);
            partitions.addAll(ofTopic);
            mostOfOneTopic = Math.max(mostOfOneTopic, ofTopic.size());
          }
          // The source deals out each topic's partitions in turn, beginning anywhere.
          if (mostOfOneTopic < parallelism) {
            throw new IllegalConfigurationException(
                "the parallelism of %d is more than the %d partitions that any of %s has: a subtask without a partition would hold event time back for ever; lower -D parallelism.default"
                    .formatted(parallelism, mostOfOneTopic, input.topics()));
          }
          if (wantsBeginning) {
            requireBeginning(admin, partitions);
          }
        });
  }

  /**
   * The topic of rules has one partition: in several, versions and deletions would have no order.
   *
   * @param topic by its full name
   * @throws IllegalConfigurationException if not
   * @throws UnreachableServerException if no broker answers
   */
  static void checkRules(EventInput input, String topic) {
    ask(
        input,
        List.of(topic),
        (admin, topics) -> {
          int partitions = partitionsOf(topic, topics).size();
          if (partitions != 1) {
            throw new IllegalConfigurationException(
                "%s has %d partitions, and rules need their order: make it anew with one"
                    .formatted(topic, partitions));
          }
        });
  }

  /** What is asked of a broker about topics that are there. */
  @FunctionalInterface
  private interface Question {
    void ask(Admin admin, Map<String, TopicDescription> topics)
        throws InterruptedException, ExecutionException, TimeoutException;
  }

  private static void ask(EventInput input, List<String> topics, Question question) {
    Properties properties = new Properties();
    properties.putAll(input.kafka());
    int patience = Math.toIntExact(KAFKA_PATIENCE.toMillis());
    properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience);
    properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience);
    String servers = properties.getProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    try (Admin admin = Admin.create(properties)) {
      question.ask(admin, describe(admin, topics));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the broker", e);
    } catch (ExecutionException e) {
      throw refusal(servers, topics, e.getCause() == null ? e : e.getCause());
    } catch (KafkaException | TimeoutException e) {
      throw refusal(servers, topics, e);
    }
  }

  private static Map<String, TopicDescription> describe(Admin admin, List<String> topics)
      throws InterruptedException, ExecutionException, TimeoutException {
    return admin
        .describeTopics(topics)
        .allTopicNames()
        .get(KAFKA_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static List<TopicPartition> partitionsOf(
      String topic, Map<String, TopicDescription> topics) {
    TopicDescription description = topics.get(topic);
    return description == null
        ? List.of()
        : description.partitions().stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
  }

  private static void requireBeginning(Admin admin, List<TopicPartition> partitions)
      throws InterruptedException, ExecutionException, TimeoutException {
    Map<TopicPartition, ListOffsetsResultInfo> earliest =
        admin
            .listOffsets(
                partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.earliest())))
            .all()
            .get(KAFKA_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    earliest.forEach(
        (partition, info) -> {
          if (info.offset() > 0) {
            throw new IllegalConfigurationException(
                "the first %d records of %s have been deleted, and the job would start without state: its partial sums would one day outrank full ones. Start from a savepoint (execution.state-recovery.path); or make a new generation (./portally generation new) and name it (portally.generation)"
                    .formatted(info.offset(), partition));
          }
        });
  }

  /**
   * Whether the topics must still hold their beginning: not where the job has state, and not where
   * the generation has no rows that its own could outrank.
   *
   * @throws UnreachableServerException if a server does not answer that must be asked
   */
  static boolean wantsBeginning(
      Configuration configuration, PortMetricsConfig config, int generation) {
    boolean hasState =
        configuration.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent()
            || Failover.hasCheckpoint(configuration);
    return !hasState && !isFresh(config, generation);
  }

  /**
   * Whether the generation was named on purpose and has no rows yet: nothing there can be outranked
   * by partial sums.
   *
   * @throws UnreachableServerException if the database does not answer
   */
  static boolean isFresh(PortMetricsConfig config, int generation) {
    if (config.generation() == null) {
      return false;
    }
    String rows =
        Stream.of(FactTable.values())
            .map(
                table ->
                    "EXISTS (SELECT FROM portally.%s WHERE generation = %d)"
                        .formatted(table.tableName(), generation))
            .collect(Collectors.joining(" OR "));
    try (Connection connection = config.database().connect();
        PreparedStatement statement = connection.prepareStatement("SELECT " + rows);
        ResultSet answer = statement.executeQuery()) {
      return answer.next() && !answer.getBoolean(1);
    } catch (SQLException e) {
      throw new UnreachableServerException(
          "the database %s does not say whether generation %d has rows: %s"
              .formatted(config.database().url(), generation, e.getMessage()),
          e);
    }
  }

  private static RuntimeException refusal(String servers, List<String> allTopics, Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return new IllegalConfigurationException(
          "not all of the topics %s are at %s: create them, or correct %s"
              .formatted(allTopics, servers, PortMetricsOptions.TOPIC_PREFIX.key()),
          cause);
    }
    return new UnreachableServerException(
        "no Kafka broker answers at %s (%s): start it, or correct %s"
            .formatted(servers, cause.getMessage(), PortMetricsOptions.BOOTSTRAP_SERVERS.key()),
        cause);
  }

  /**
   * The generation to write: the configured one or the current one.
   *
   * @throws IllegalConfigurationException if there is none, or it belongs to other definitions, or
   *     the database refuses the role
   * @throws UnreachableServerException if the database does not answer
   */
  static int generation(PortMetricsConfig config) {
    String query =
        config.generation() == null
            ? "SELECT number, fingerprint FROM portally.generations WHERE current"
            : "SELECT number, fingerprint FROM portally.generations WHERE number = "
                + config.generation();
    try (Connection connection = config.database().connect();
        PreparedStatement statement = connection.prepareStatement(query);
        ResultSet generation = statement.executeQuery()) {
      if (!generation.next()) {
        throw new IllegalConfigurationException(
            "there is no generation %s in portally.generations: make one (./portally generation new), or correct %s"
                .formatted(config.generation(), PortMetricsOptions.GENERATION.key()));
      }
      requireSameDefinitions(generation.getInt(1), generation.getString(2), config.definitions());
      return generation.getInt(1);
    } catch (SQLException e) {
      throw refusal(config.database(), e);
    }
  }

  private static RuntimeException refusal(DatabaseAccess database, SQLException e) {
    String sentence =
        "the database %s cannot be asked for its generations as %s: %s"
            .formatted(database.url(), database.user(), e.getMessage());
    return SqlState.of(e) == SqlState.NO_USE_TRYING
        ? new IllegalConfigurationException(sentence, e)
        : new UnreachableServerException(sentence, e);
  }

  private static void requireSameDefinitions(
      int generation, @Nullable String fingerprint, Definitions definitions) {
    if (fingerprint != null && !fingerprint.equals(definitions.fingerprint())) {
      throw new IllegalConfigurationException(
          "generation %d was computed under other definitions (%s) than the configured ones (%s): restore register, zone and bounds; or make a new generation (./portally generation new, with these options) and name it (portally.generation)"
              .formatted(generation, fingerprint, definitions.fingerprint()));
    }
  }
}
