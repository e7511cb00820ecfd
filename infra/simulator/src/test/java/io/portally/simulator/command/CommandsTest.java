package io.portally.simulator.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.portally.events.SlaRule;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import io.portally.simulator.truth.ExpectedAlert;
import io.portally.simulator.truth.Scoring;
import io.portally.simulator.truth.TrueLeg;
import io.portally.simulator.truth.TruthLines;
import io.portally.tally.area.RegisterReader;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {
  private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");

  private static final String RULE =
      """
      {"ruleId":"four-hours","version":1,"leg":"LODGEMENT_TO_RELEASE","thresholdMinutes":240,"severity":"WARNING","enabled":true}""";

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

  @Test
  void alertsAreScoredAgainstTheTruthOfASimulationWithAnIncident() throws IOException {
    Path truth = directory.resolve("truth.jsonl");
    Path rules = write("rules.jsonl", RULE);
    assertThat(simulate(withIncident("--events", "12000", "--truth", truth.toString()))).isZero();
    TruthLines.Written written = TruthLines.read(truth);
    List<ExpectedAlert> expected =
        new Scoring(written.horizon(), written.legs(), List.of(rule()), RegisterReader.bundled())
            .expected();
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(expected).anyMatch(alert -> alert.leg().incidents().contains("typhoon"));

    String all = expected.stream().map(CommandsTest::alertLine).collect(Collectors.joining("\n"));
    assertThat(score(truth, rules, write("alerts.jsonl", all))).isZero();
    assertThat(out.toString(UTF_8))
        .contains("found              %,d".formatted(expected.size()))
        .contains("missed             0")
        .contains("delay, greatest    2.000 s");

    out.reset();
    String oneLess = all.substring(all.indexOf('\n') + 1);
    assertThat(score(truth, rules, write("fewer.jsonl", oneLess)))
        .isEqualTo(ExitCode.SOME_INPUT_REFUSED);
    assertThat(out.toString(UTF_8)).contains("missed             1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          missing.jsonl | 'missing.jsonl' is no file that can be read
          pom.xml       | pom.xml holds no truth:
          """)
  void aFileThatIsNoTruthEndsInOneSentence(String file, String sentence) {
    assertThat(run(new ScoreCommand(), file)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          storm                      | The incident's kind is 'storm': write one of port-slows
          port-closes --port NLRTM   | Option port is NLRTM, which the register does not have
          port-closes --since 21h    | --since is 21h: write at most 20h
          port-closes --capacity 0.5 | The incident's capacity is 0.5: leave it out
          port-closes                | No Kafka broker is known: start the stack with ./portally up
          """)
  void aWrongUseOfIncidentEndsInOneSentence(String arguments, String sentence) {
    assertThat(run(new IncidentCommand(InstantSource.fixed(NOW)), arguments.split(" ")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains(sentence);
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

  private String[] withIncident(String... arguments) throws IOException {
    Path incidents =
        write(
            "incidents.jsonl",
            """
            {"name":"typhoon","kind":"port-closes","port":"CNTAO","from":"2026-03-01T03:00:00Z","until":"2026-03-01T09:00:00Z"}
            """);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--incidents", incidents.toString(), "--start", "2026-03-01T00:00:00Z"));
    all.addAll(List.of("--rate", "0.3", "--out", directory.toString()));
    return all.toArray(String[]::new);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private int score(Path truth, Path rules, Path alerts) {
    return run(
        new ScoreCommand(),
        truth.toString(),
        "--rules",
        rules.toString(),
        "--alerts",
        alerts.toString());
  }

  private static SlaRule rule() {
    Line line =
        new LineReader(Topic.SLA_RULES, RecordTime.NOW, InstantSource.system()).read(RULE, 1);
    byte[] value = ((Line.Message) line).value();
    return (SlaRule) ((Decoded.Event) new SingleObjectDecoder().decode(value)).record();
  }

  /** As it would stand on the topic two seconds after it could be known. */
  private static String alertLine(ExpectedAlert alert) {
    TrueLeg leg = alert.leg();
    return """
        {"recordTime":"%s","alertId":"%s","occurrence":1,"kind":"SLOW","status":"OPEN","consignmentId":"%s","declarationId":"%s","port":"%s","leg":"%s","ruleId":"%s","ruleVersion":1,"severity":"WARNING","startedAt":"%s","dueAt":"%s","waitingFor":"RELEASED","waitingOn":"CUSTOMS"}"""
        .formatted(
            alert.knowableAt().plusSeconds(2),
            leg.declarationId(),
            leg.consignmentId(),
            leg.declarationId(),
            leg.port(),
            leg.leg(),
            alert.ruleId(),
            leg.startedAt(),
            alert.dueAt());
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
        .setOut(new PrintWriter(out, true, UTF_8))
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
