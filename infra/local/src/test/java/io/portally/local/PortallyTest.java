package io.portally.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PortallyTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void withoutACommandItSaysWhatToType() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("Say what to do, such as: portally demo.");
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains(
            "demo",
            "test",
            "up",
            "down",
            "job",
            "generation",
            "send",
            "simulate",
            "dead-letters",
            "notify",
            "alerts",
            "rules",
            "bench");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "test",
        "up",
        "down",
        "job",
        "generation",
        "generation list",
        "generation new",
        "generation use",
        "send",
        "simulate",
        "dead-letters",
        "dead-letters list",
        "dead-letters replay",
        "notify",
        "alerts",
        "alerts list",
        "alerts ack",
        "alerts unack",
        "rules",
        "rules list",
        "rules put",
        "rules delete",
        "rules suggest",
        "bench"
      })
  void everyCommandHasHelp(String command) {
    assertThat(run((command + " --help").split(" "))).isZero();
    assertThat(out.toString()).contains("Usage: portally " + command, "--data", "--verbose");
  }

  @Test
  void theVersionNamesWhatItStandsOn() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString())
        .contains("Portally", "Flink", "Kafka", "PostgreSQL", "Java")
        .doesNotContain("${");
  }

  @Test
  void aWrongOptionIsNamed() {
    assertThat(run("up", "--deatch")).isEqualTo(2);
    assertThat(err.toString()).contains("'--deatch'", "See: portally up --help");
  }

  @Test
  void aWrongCommandIsNamed() {
    assertThat(run("dmeo")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("There is no command 'dmeo'; the commands are: demo, test, up, down, job,");
  }

  @Test
  void aValueThatIsNoNumberIsNamed() {
    assertThat(run("up", "--kafka-port", "many")).isEqualTo(2);
    assertThat(err.toString()).contains("--kafka-port", "many");
  }

  @Test
  void aPortThatIsNoneIsNamed(@TempDir Path data) {
    assertThat(run("up", "--kafka-port", "70000", "--data", data.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "--kafka-port 70000 is not a port; give one from 1 to 65535, or none for a free one.");
  }

  @Test
  void aDataDirectoryThatIsAFileIsRefused(@TempDir Path temp) throws Exception {
    Path file = Files.createFile(temp.resolve("file"));
    assertThat(run("up", "--data", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains(file.toString(), "choose another with --data")
        .hasLineCount(1);
  }

  @Test
  void anUnknownJobIsNamedWithThoseThatThereAre(@TempDir Path data) {
    assertThat(run("job", "port-metric", "--data", data.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "There is no job 'port-metric'; the jobs are: port-metrics, slow-clearance, alert-archive.");
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamed(@TempDir Path data) {
    String nobody = "http://127.0.0.1:1";
    assertThat(run("job", "port-metrics", "--flink", nobody, "--data", data.toString()))
        .isEqualTo(3);
    assertThat(err.toString()).contains(nobody, "./portally up").hasLineCount(1);
  }

  @Test
  void twoGenerationsForOneJobAreNamed(@TempDir Path data) {
    int exit =
        run("job", "port-metrics", "--generation=2", "-Dportally.generation=3", "--data=" + data);
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "--generation 2 and -D portally.generation=3 name two generations; give one of them.");
  }

  @Test
  void generationsWithoutADatabaseAskForOne(@TempDir Path data) {
    assertThat(run("generation", "list", "--data=" + data)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("No stack runs, and no other database is named; start one with ./portally up")
        .hasLineCount(1);
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNamed(@TempDir Path data) {
    String nobody = "jdbc:postgresql://127.0.0.1:1/portally";
    int exit =
        run("generation", "use", "2", "--jdbc-url=" + nobody, "--owner=me", "--data=" + data);
    assertThat(exit).isEqualTo(3);
    assertThat(err.toString())
        .startsWith("The database " + nobody + " does not answer")
        .hasLineCount(1);
  }

  @Test
  void aFileWithoutTheOwnersPasswordIsNamed(@TempDir Path data) {
    int exit =
        run(
            "generation",
            "list",
            "--jdbc-url=jdbc:postgresql://127.0.0.1:1/portally",
            "--owner=me",
            "--owner-password-file=" + data.resolve("none"),
            "--data=" + data);
    assertThat(exit).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("--owner-password-file " + data.resolve("none") + " cannot be read")
        .hasLineCount(1);
  }

  @Test
  void stackTracesAreShownWhenAskedFor(@TempDir Path data) {
    run("job", "nonsense", "--verbose", "--data", data.toString());
    assertThat(err.toString()).contains("StackFailure", "\tat io.portally");
  }

  @Test
  void downWhereNothingRunsSaysSo(@TempDir Path data) {
    assertThat(run("down", "--data", data.toString())).isZero();
    assertThat(out.toString()).isEqualToIgnoringNewLines("Nothing runs on " + data + ".");
  }

  private int run(String... arguments) {
    CommandLine commands = Portally.commandLine();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    return commands.execute(arguments);
  }
}
