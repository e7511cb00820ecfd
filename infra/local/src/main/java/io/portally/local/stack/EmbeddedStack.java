package io.portally.local.stack;

import io.portally.db.Migrations;
import io.portally.db.Role;
import io.portally.db.Roles;
import io.portally.tally.area.RegisterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * A running broker, database and Flink cluster on one data directory. Everything answers when
 * {@link #start} returns; nothing of it runs any more when {@link #close} does. Not for use by
 * several threads at once.
 */
public final class EmbeddedStack implements AutoCloseable {

  /** Partitions of each topic of events. */
  public static final int EVENT_PARTITIONS = Topics.PARTITIONS;

  private static final String CHILD_LOGGING = "log4j2-child.properties";
  private static final String WRITER = Role.WRITER.roleName();
  private static final String READER = Role.READER.roleName();
  private static final String ACKNOWLEDGER = Role.ACKNOWLEDGER.roleName();

  private final DataDirectory data;
  private final Broker broker;
  private final Database database;
  private final FlinkCluster flink;
  private final boolean jobsAreLoadedOnce;

  private EmbeddedStack(
      DataDirectory data,
      Ports ports,
      StackOptions options,
      Installation installation,
      Consumer<String> notices) {
    this.data = data;
    this.jobsAreLoadedOnce = options.jobsAreLoadedOnce();
    int kafka = ports.given("kafka", "--kafka-port", options.kafkaPort());
    int postgres = ports.given("postgres", "--postgres-port", options.postgresPort());
    int rest = ports.given("flink", "--flink-port", options.flinkPort());
    Path logging = writeLogging(data);
    broker =
        new Broker(data, installation, logging, kafka, ports.free("kafka-controller"), notices);
    database = new Database(data, installation, postgres);
    flink =
        new FlinkCluster(
            data,
            installation,
            logging,
            options,
            rest,
            ports.free("flink-rpc"),
            ports.free("zookeeper"),
            notices);
    ports.save();
  }

  /** Starts a stack; what happens to its processes later is not reported. */
  public static EmbeddedStack start(StackOptions options) {
    return start(options, notice -> {});
  }

  /**
   * Starts a stack.
   *
   * @param notices takes a sentence whenever a process ended by itself and is started again
   * @throws StackFailure where it cannot be had; nothing is left running then
   */
  public static EmbeddedStack start(StackOptions options, Consumer<String> notices) {
    Installation installation = Installation.find();
    DataDirectory data = DataDirectory.open(options.data(), options.freeBytesNeeded());
    try (Ports ports = new Ports(data.ports())) {
      EmbeddedStack stack = new EmbeddedStack(data, ports, options, installation, notices);
      stack.startAll();
      return stack;
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** {@code host:port} of the broker. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** URL of the database, without a user. */
  public String jdbcUrl() {
    return database.jdbcUrl();
  }

  /** Flink's REST interface and web UI. */
  public URI flinkRestUrl() {
    return flink.restUrl();
  }

  /** The login that jobs write facts with. */
  public Login writer() {
    return new Login(WRITER, data.passwordOf(WRITER));
  }

  /** The login that figures are read with. */
  public Login reader() {
    return new Login(READER, data.passwordOf(READER));
  }

  /** The login that acknowledges alerts for people. */
  public Login acknowledger() {
    return new Login(ACKNOWLEDGER, data.passwordOf(ACKNOWLEDGER));
  }

  /** The login that migrates, and makes and switches generations. */
  public Login owner() {
    return new Login(Database.OWNER, data.passwordOf(Database.OWNER));
  }

  /** Connections of the database's owner, who may do anything. */
  public DataSource ownerDataSource() {
    return database.dataSource(Database.OWNER);
  }

  public DataSource writerDataSource() {
    return database.dataSource(WRITER);
  }

  public DataSource readerDataSource() {
    return database.dataSource(READER);
  }

  /** The JobManager, if it lives; one that is killed comes back, and goes on with its jobs. */
  public Optional<ProcessHandle> jobManager() {
    return flink.jobManager();
  }

  /** The database's first process, from which all others of it descend, if it runs. */
  public Optional<ProcessHandle> postmaster() {
    return database.postmaster();
  }

  /** The TaskManagers that live now; one that is killed comes back as another process. */
  public List<ProcessHandle> taskManagers() {
    return flink.taskManagers();
  }

  /** The Flink cluster, which can be stopped and started by itself. */
  public FlinkCluster flink() {
    return flink;
  }

  /** Whether the jobs of this build belong to the Flink cluster, as {@link StackOptions} has it. */
  public boolean jobsAreLoadedOnce() {
    return jobsAreLoadedOnce;
  }

  /** The broker's process, if it lives. */
  public Optional<ProcessHandle> brokerProcess() {
    return broker.handle();
  }

  /** The first of the database's processes, if it lives; the others are its children. */
  public Optional<ProcessHandle> databaseProcess() {
    return database.postmaster();
  }

  /** Ends the broker; clients see refused connections until {@link #startBroker}. */
  public void stopBroker() {
    broker.stop();
  }

  /** Starts the broker again, on the same port and with its topics. */
  public void startBroker() {
    broker.start();
  }

  /** Ends the database; every connection breaks. */
  public void stopDatabase() {
    database.stop();
  }

  /** Starts the database again, on the same port and with its data. */
  public void startDatabase() {
    database.start();
  }

  /** The data directory. */
  public Path data() {
    return data.root();
  }

  /** What the other commands and a shell need to reach this stack. */
  public StackAddresses addresses() {
    return new StackAddresses(
        bootstrapServers(),
        jdbcUrl(),
        database.port(),
        flinkRestUrl(),
        reader(),
        database.password(READER),
        writer(),
        owner(),
        acknowledger());
  }

  /**
   * Stops everything, jobs before what they run on, and gives the data directory back. An
   * interruption does not hasten it, and is kept.
   */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    List<RuntimeException> failures = new ArrayList<>();
    Runnable servers = () -> Together.run(List.of(flink::stop, broker::stop, database::stop));
    for (Runnable stop : List.<Runnable>of(flink::cancelJobs, servers, data::close)) {
      try {
        stop.run();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
  }

  private void startAll() {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      CompletionService<@Nullable Void> starts = new ExecutorCompletionService<>(threads);
      List<Runnable> servers = List.of(flink::start, broker::start, this::startAndMigrate);
      servers.forEach(server -> starts.submit(server, null));
      for (int i = 0; i < servers.size(); i++) {
        starts.take().get();
      }
      addresses().write(data.stackEnv());
    } catch (ExecutionException e) {
      stopAll(threads);
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      stopAll(threads);
      Thread.currentThread().interrupt();
      throw StackFailure.unreachable("The start was interrupted; nothing is left running.", e);
    } finally {
      threads.shutdown();
    }
  }

  /** Ends the starts that are still under way before what they started. */
  private void stopAll(ExecutorService starts) {
    starts.shutdownNow();
    try {
      starts.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    close();
  }

  private void startAndMigrate() {
    database.start();
    try {
      Migrations.migrate(ownerDataSource(), RegisterReader.bundled());
      Roles.grantLogin(ownerDataSource(), Role.WRITER, database.password(WRITER));
      Roles.grantLogin(ownerDataSource(), Role.READER, database.password(READER));
      Roles.grantLogin(ownerDataSource(), Role.ACKNOWLEDGER, database.password(ACKNOWLEDGER));
    } catch (SQLException | FlywayException e) {
      throw StackFailure.configuration(
          "The database on %s could not be migrated: %s".formatted(jdbcUrl(), e.getMessage()), e);
    }
  }

  /** Writes how the children log; the file that says so. */
  static Path writeLogging(DataDirectory data) {
    Path file = data.root().resolve("run").resolve(CHILD_LOGGING);
    try (InputStream in =
        Objects.requireNonNull(
            EmbeddedStack.class.getResourceAsStream("/io/portally/local/" + CHILD_LOGGING))) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
