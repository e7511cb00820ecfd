package io.portally.simulator.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {
  private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");

  @TempDir private Path directory = Path.of(""); // JUnit sets it
  private final StringWriter err = new StringWriter();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void simulateWritesAFileForEachTopicThatSendCanRead() throws IOException {
    int exit =
        simulate(
            "--out", directory.toString(), "--events", "2000", "--corrupt", "0.1", "--speed", "60");

    assertThat(exit).isZero();
    int lines = 0;
    for (Topic topic : List.of(Topic.CARGO_MOVEMENTS, Topic.CLEARANCE_EVENTS)) {
      LineReader reader = new LineReader(topic, RecordTime.EVENT, InstantSource.fixed(NOW));
      List<String> written = Files.readAllLines(directory.resolve(topic.suffix() + ".jsonl"));
      assertThat(written).isNotEmpty();
      assertThat(written).allMatch(line -> reader.read(line, 1) instanceof Line.Message);
      lines += (int) written.stream().filter(line -> !line.contains("emittedAt")).count();
    }
    assertThat(lines).isEqualTo(2_000);
    assertThat(err.toString()).contains("2000 records, up to 2026-03-");
  }

  @Test
  void theSameCommandWritesTheSameFiles() throws IOException {
    String start = "2026-03-01T00:00:00Z";
    Path again = directory.resolve("again");
    simulate("--out", directory.toString(), "--events", "500", "--start", start);
    simulate("--out", again.toString(), "--events", "500", "--start", start);

    assertThat(directory.resolve("clearance-events.jsonl"))
        .hasSameBinaryContentAs(again.resolve("clearance-events.jsonl"));
  }

  @Test
  void simulateWritesOneTopicToTheStandardOutput() {
    assertThat(simulate("--stdout", "cargo-movements", "--events", "100")).isZero();

    assertThat(out.toString(UTF_8).lines()).allMatch(line -> line.contains("\"movement\":"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --late 1.5          | Option late is 1.5: write a share from 0 to 1, such as 0.01
          --speed fast        | Option speed is 'fast': write a factor such as 60, or max
          --speed -1          | Option speed is -1.0: write a factor above 0
          --start tomorrow    | Option 'tomorrow' is no instant; write ISO 8601
          --start 2031-01-01T00:00:00Z | --start is 2031-01-01T00:00:00Z, ahead of the clock
          --stdout sla-rules  | --stdout is 'sla-rules': write cargo-movements or clearance-events
          --seed 1            | No Kafka broker is known: start the stack with ./portally up
          """)
  void aWrongOptionOfSimulateEndsInOneSentence(String arguments, String sentence) {
    assertThat(simulate(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(sentence);
  }

  @Test
  void aDirectoryThatCannotBeWrittenEndsInOneSentence() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "x");

    assertThat(simulate("--out", file.toString(), "--events", "1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("cannot write to " + file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cargo -                       | 'cargo' is no topic for lines: write one of cargo-movements
          cargo-movements missing.jsonl | 'missing.jsonl' is no file that can be read
          cargo-movements - --record-time then | --record-time is 'then': write event or now
          portally.cargo-movements -    | No Kafka broker is known: start the stack with ./portally up
          cargo-movements - --bootstrap-servers nowhere | --bootstrap-servers is 'nowhere':
          """)
  void aWrongUseOfSendEndsInOneSentence(String arguments, String sentence) {
    assertThat(send("", arguments.split(" "))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(sentence);
  }

  @Test
  void aBrokerThatDoesNotAnswerEndsInOneSentenceAfterABoundedWait() throws IOException {
    String address;
    try (ServerSocket closedSoon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + closedSoon.getLocalPort();
    }

    assertThat(send("", "cargo-movements", "-", "--bootstrap-servers", address))
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "No Kafka broker answers at %s within 10 s: start the stack with ./portally up, or check --bootstrap-servers%n"
                .formatted(address));
  }

  private int simulate(String... arguments) {
    return run(new SimulateCommand(InstantSource.fixed(NOW), out), arguments);
  }

  private int send(String input, String... arguments) {
    return run(
        new SendCommand(new ByteArrayInputStream(input.getBytes(UTF_8)), InstantSource.fixed(NOW)),
        arguments);
  }

  private int run(Object command, String... arguments) {
    PrintWriter writer = new PrintWriter(err, true);
    return new CommandLine(command)
        .setErr(writer)
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              if (failure instanceof CommandFailure known) {
                writer.println(known.sentence());
                return known.exitCode();
              }
              throw failure;
            })
        .execute(arguments);
  }
}
