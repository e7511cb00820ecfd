package io.portally.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portally.local.stack.DataDirectory;
import io.portally.local.stack.FlinkRest;
import io.portally.local.stack.StackAddresses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpAndDownIT {

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

  private Path data;
  private Path output;
  private int runs;

  @BeforeEach
  void inADirectory(@TempDir Path temp) {
    data = temp.resolve("data with a space");
    output = temp;
  }

  @AfterEach
  void nothingIsLeft() {
    DataDirectory.at(data).stopSupervisor();
    DataDirectory.at(data).endOrphans();
  }

  @Test
  void aStackIsFoundRefusedASecondTimeTakenOverFromAKilledSupervisorAndStopped() throws Exception {
    assertThat(run("up", "--detach")).isEqualTo("0");
    Map<String, String> addresses = addresses();
    assertThat(new FlinkRest(URI.create(addresses.get("FLINK_REST_URL"))).slots()).isEqualTo(8);
    assertThat(ports(addresses)).isGreaterThan(100);

    assertThat(run("up", "--detach")).startsWith("2").contains("A stack already runs on " + data);
    assertThat(run("up")).startsWith("2").contains("A stack already runs on " + data);

    // What takes the path for a URI would write beside it.
    assertThat(output.resolve("data%20with%20a%20space")).doesNotExist();

    theFirstJobSaysWhatTheFirstGenerationMeans();

    List<ProcessHandle> orphans = processes();
    assertThat(orphans).hasSizeGreaterThanOrEqualTo(5);
    DataDirectory.at(data).supervisor().orElseThrow().destroyForcibly();
    await().atMost(LONG_ENOUGH).until(() -> DataDirectory.at(data).supervisor().isEmpty());
    assertThat(orphans).filteredOn(ProcessHandle::isAlive).hasSizeGreaterThanOrEqualTo(4);

    PortallyProcess attached = PortallyProcess.start(nextOutput(), "up", "--data", data.toString());
    await().atMost(LONG_ENOUGH).until(() -> attached.output().contains("Ready after"));
    assertThat(orphans).noneMatch(ProcessHandle::isAlive);
    assertThat(addresses()).isEqualTo(addresses);
    assertThat(run("generation", "list"))
        .as("what the first job said outlives its supervisor")
        .containsPattern("\\*.*313  [0-9a-f]{64}$");

    List<ProcessHandle> children = processes();
    assertThat(children).hasSizeGreaterThanOrEqualTo(5);
    // As Ctrl-C does, and as a supervisor in the background hears it.
    assertThat(run("down")).isEqualTo("0Stopped.");
    assertThat(attached.await(LONG_ENOUGH)).isZero();
    assertThat(attached.output()).endsWith("Stopping ...\nStopped.\n");
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(data.resolve("stack.env")).doesNotExist();

    assertThat(run("down", "--wipe")).startsWith("0Nothing runs on");
    assertThat(data).doesNotExist();
  }

  @Test
  void aStartThatIsInterruptedLeavesNothingRunning() throws Exception {
    PortallyProcess attached = PortallyProcess.start(nextOutput(), "up", "--data", data.toString());
    await().atMost(LONG_ENOUGH).until(() -> Files.exists(data.resolve("run/jobmanager.pid")));
    List<ProcessHandle> children = processes();

    attached.terminate();

    assertThat(attached.await(LONG_ENOUGH)).isZero();
    assertThat(attached.output()).endsWith("Stopped.\n").doesNotContain("Ready");
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(DataDirectory.at(data).endOrphans()).isFalse();
  }

  private void theFirstJobSaysWhatTheFirstGenerationMeans() throws Exception {
    assertThat(run("generation", "list")).startsWith("0").contains("bound to no definitions yet");

    assertThat(run("job", "port-metrics", "--bounded")).startsWith("0Job port-metrics runs as ");

    assertThat(run("generation", "list")).containsPattern("\\*.*313  [0-9a-f]{64}$");
    assertThat(run("job", "port-metrics", "--bounded", "-D", "portally.zone=UTC"))
        .startsWith("2The job was not started: generation 1 was computed under other definitions (")
        .contains("./portally generation new");
  }

  /** Exit code and output in one, without line ends. */
  private String run(String... arguments) throws Exception {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = data.toString();
    PortallyProcess process = PortallyProcess.start(nextOutput(), all);
    int exitCode = process.await(LONG_ENOUGH);
    return arguments[0].equals("up") && exitCode == 0
        ? "0"
        : exitCode + process.output().replace("\n", "");
  }

  private Path nextOutput() {
    return output.resolve("output-" + runs++);
  }

  private Map<String, String> addresses() {
    return StackAddresses.read(data.resolve("stack.env"));
  }

  /** The supervisor and all that descends from it, and the database's own first process. */
  private List<ProcessHandle> processes() throws IOException {
    List<ProcessHandle> processes =
        new ArrayList<>(DataDirectory.at(data).supervisor().orElseThrow().descendants().toList());
    Path postmaster = data.resolve("postgresql/data/postmaster.pid");
    // There a moment before it says anything.
    await()
        .atMost(LONG_ENOUGH)
        .until(() -> !Files.exists(postmaster) || Files.size(postmaster) > 0);
    if (Files.exists(postmaster)) {
      ProcessHandle.of(Long.parseLong(Files.readAllLines(postmaster).get(0).strip()))
          .ifPresent(processes::add);
    }
    return processes;
  }

  private static long ports(Map<String, String> stack) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                stack.get("JDBC_URL"), stack.get("PGUSER"), stack.get("PGPASSWORD"));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from portally.ports")) {
      row.next();
      return row.getLong(1);
    }
  }
}
