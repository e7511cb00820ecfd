package io.portally.local.stack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

// Everything static is set before all tests.
@SuppressWarnings("NullAway.Init")
@ExtendWith(OneStack.class)
public class EmbeddedStackIT {

  private static final String RULES = "portally.sla-rules";
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

  private static EmbeddedStack stack;

  @BeforeAll
  static void useStack(EmbeddedStack shared) {
    stack = shared;
  }

  @Test
  void theBrokerHasTheTopicsOfTheContract() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get(10, SECONDS))
          .contains(
              "portally.cargo-movements",
              "portally.clearance-events",
              "portally.slow-clearances",
              "portally.dead-letters",
              "portally.late-events",
              RULES);
      assertThat(partitions(admin, "portally.cargo-movements")).isEqualTo(8);
      assertThat(partitions(admin, RULES)).isEqualTo(1);
      assertThat(setting(admin, RULES, TopicConfig.CLEANUP_POLICY_CONFIG)).isEqualTo("compact");
    }
  }

  @Test
  void historyIsKeptAndTheFutureIsRefused() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
      String topic = "portally.cargo-movements";
      assertThat(setting(admin, topic, TopicConfig.RETENTION_MS_CONFIG)).isEqualTo("-1");
      assertThat(setting(admin, topic, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG))
          .isEqualTo("3600000");
      assertThat(bytes(admin, "portally.dead-letters")).isGreaterThan(bytes(admin, topic));
    }
  }

  @Test
  void aTopicTakesTheFirstTryAsSoonAsItHasBeenMade() throws Exception {
    KafkaTopics topics = new KafkaTopics(stack.bootstrapServers());
    try (KafkaProducer<String, String> producer = withOneTry()) {
      for (int i = 0; i < 20; i++) {
        String name = "fresh-" + i;
        topics.create(List.of(KafkaTopics.forEver(name, 16)));
        sendToEach(16, name, producer);
      }
    }
  }

  private static KafkaProducer<String, String> withOneTry() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            stack.bootstrapServers(),
            "enable.idempotence",
            false,
            "retries",
            0),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void sendToEach(
      int partitions, String topic, KafkaProducer<String, String> producer) throws Exception {
    for (int partition = 0; partition < partitions; partition++) {
      producer.send(new ProducerRecord<>(topic, partition, "key", "value")).get(10, SECONDS);
    }
  }

  @Test
  void theDatabaseIsMigratedAndEachRoleMayDoItsPart() throws Exception {
    assertThat(number(stack.readerDataSource(), "select count(*) from portally.ports"))
        .isGreaterThan(100);
    assertThat(number(stack.writerDataSource(), "select min(number) from portally.generations"))
        .isEqualTo(1);
    assertThatThrownBy(
            () -> number(stack.readerDataSource(), "select count(*) from portally.refused_rows"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  @Test
  void aLoginWithoutItsPasswordIsRefused() {
    assertThatThrownBy(
            () -> DriverManager.getConnection(stack.jdbcUrl(), "portally_reader", "guess").close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  void theDatabaseIsAsDurableAsInProduction() throws Exception {
    assertThat(text(stack.readerDataSource(), "show fsync")).isEqualTo("on");
    assertThat(text(stack.readerDataSource(), "show synchronous_commit")).isEqualTo("on");
    assertThat(text(stack.readerDataSource(), "show track_commit_timestamp")).isEqualTo("on");
  }

  @Test
  void nothingListensBeyondLoopback() throws Exception {
    List<Integer> ports =
        List.of(
            Integer.parseInt(stack.bootstrapServers().substring("127.0.0.1:".length())),
            stack.addresses().postgresPort(),
            stack.flinkRestUrl().getPort());
    for (InetAddress address : otherAddresses()) {
      for (int port : ports) {
        assertThatThrownBy(() -> new Socket(address, port).close()).hasMessageContaining("refused");
      }
    }
  }

  @Test
  void aKilledTaskManagerComesBack() throws Exception {
    FlinkRest flink = new FlinkRest(stack.flinkRestUrl());
    // Where another test has killed one, it is on its way back.
    await().atMost(LONG_ENOUGH).until(() -> flink.slots() == 8);
    List<ProcessHandle> before = stack.taskManagers();
    assertThat(before).hasSize(2);

    before.get(0).destroyForcibly();

    await()
        .atMost(LONG_ENOUGH)
        .until(() -> stack.taskManagers().size() == 2 && !stack.taskManagers().equals(before));
    ProcessHandle after = stack.taskManagers().get(0);
    assertThat(after.pid()).isNotEqualTo(before.get(0).pid());
    await()
        .atMost(LONG_ENOUGH)
        .until(() -> flink.get("/taskmanagers").path("taskmanagers").size() == 2);
    await().atMost(LONG_ENOUGH).until(() -> flink.slots() == 8);
  }

  @Test
  void theBrokerComesBackOnItsPortWithItsRecords() throws Exception {
    String address = stack.bootstrapServers();
    put("before");
    new KafkaTopics(address).create(List.of(KafkaTopics.forEver("kept", 64)));
    stack.stopBroker();
    stack.startBroker();
    assertThat(stack.bootstrapServers()).isEqualTo(address);
    try (KafkaProducer<String, String> producer = withOneTry()) {
      sendToEach(64, "kept", producer);
    }
    assertThat(records()).contains("before");
  }

  @Test
  void theDatabaseComesBackOnItsPortWithItsRows() throws Exception {
    execute("create table if not exists public.kept as select 42 as number");
    stack.stopDatabase();
    assertThatThrownBy(() -> text(stack.ownerDataSource(), "select 1"))
        .isInstanceOf(SQLException.class);
    stack.startDatabase();
    assertThat(number(stack.ownerDataSource(), "select number from public.kept")).isEqualTo(42);
  }

  @Test
  void aSecondStackOnTheSameDataIsRefused() {
    Path data = stack.data();
    assertThatThrownBy(() -> EmbeddedStack.start(StackOptions.in(data)))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("A stack already runs on " + data);
    assertThat(data.resolve("stack.env")).exists();
  }

  @Test
  void aTakenPortIsRefusedAndLeavesNothingBehind(@TempDir Path other) {
    int taken = stack.flinkRestUrl().getPort();
    assertThatThrownBy(() -> EmbeddedStack.start(StackOptions.in(other).withPorts(0, 0, taken)))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("Port %d is taken; give --flink-port another one", taken);
    assertThat(DataDirectory.at(other).supervisor()).isEmpty();
  }

  private static int partitions(Admin admin, String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get(10, SECONDS)
        .values()
        .iterator()
        .next()
        .partitions()
        .size();
  }

  private static int bytes(Admin admin, String topic) throws Exception {
    return Integer.parseInt(setting(admin, topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
  }

  private static String setting(Admin admin, String topic, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin
        .describeConfigs(List.of(resource))
        .all()
        .get(10, SECONDS)
        .values()
        .iterator()
        .next()
        .get(key)
        .value();
  }

  private static void put(String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(RULES, "key", value)).get(10, SECONDS);
    }
  }

  private static List<String> records() {
    TopicPartition rules = new TopicPartition(RULES, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", stack.bootstrapServers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(rules));
      consumer.seekToBeginning(List.of(rules));
      return consumer.poll(Duration.ofSeconds(20)).records(rules).stream()
          .map(ConsumerRecord::value)
          .toList();
    }
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = stack.ownerDataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(DataSource source, String sql) throws SQLException {
    return Long.parseLong(text(source, sql));
  }

  private static String text(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static List<InetAddress> otherAddresses() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }
}
