package io.portally.bench.traffic;

import io.portally.local.stack.Leaders;
import io.portally.local.stack.StackFailure;
import io.portally.local.stack.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics that hold nothing, whatever was there before. */
public final class EmptyTopics {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Records of a time of their own are older than any retention. */
  private static final Map<String, String> FOR_EVER = Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1");

  private EmptyTopics() {}

  /** Returns when the topics are there and empty. */
  public static void make(String bootstrapServers, List<String> names) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      make(admin, names);
    }
  }

  static void make(Admin admin, List<String> names) {
    makeAll(
        admin,
        names.stream()
            .map(name -> new NewTopic(name, Backlog.PARTITIONS, (short) 1).configs(FOR_EVER))
            .toList());
  }

  /** Returns when the topics are there as they are described, and empty. */
  public static void makeAll(String bootstrapServers, List<NewTopic> fresh) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      makeAll(admin, fresh);
    }
  }

  private static void makeAll(Admin admin, List<NewTopic> fresh) {
    List<String> names = fresh.stream().map(NewTopic::name).toList();
    delete(admin, names);
    // A deleted topic goes a moment later.
    Waiting.until(
        () -> areMade(admin, fresh),
        PATIENCE,
        "The topics %s could not be made; see the broker's log.".formatted(names));
  }

  /** Returns when the broker has been told to forget the topics. */
  public static void delete(String bootstrapServers, List<String> names) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      delete(admin, names);
    }
  }

  private static void delete(Admin admin, List<String> names) {
    try {
      Set<String> there = admin.listTopics().names().get();
      admin.deleteTopics(names.stream().filter(there::contains).toList()).all().get();
    } catch (ExecutionException e) {
      throw StackFailure.unreachable(
          "The topics %s could not be deleted: %s".formatted(names, e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StackFailure.unreachable("The making of topics was interrupted.", e);
    }
  }

  private static boolean areMade(Admin admin, List<NewTopic> topics) {
    try {
      admin.createTopics(topics).all().get();
      Leaders.await(admin, topics);
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw StackFailure.unreachable("No topics could be made: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
