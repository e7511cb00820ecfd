package io.portally.simulator.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import io.portally.simulator.lines.Topics;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.sink.SinkException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes JSON lines. */
@Command(
    name = "send",
    description = {
      "Publish JSON lines to a topic, one record a line: field names and words as in the schema,",
      "instants as ISO 8601. Fields with a default may be left out; recordTime sets the record",
      "timestamp. A line that does not fit the schema is reported with its number and skipped."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all lines are published",
      "1:some lines were refused, the others are published",
      "2:wrong usage",
      "3:no broker could be reached"
    })
public final class SendCommand implements Callable<Integer> {
  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec;
  @Mixin private KafkaTarget target = new KafkaTarget();

  @Parameters(
      index = "0",
      paramLabel = "TOPIC",
      description =
          "cargo-movements, clearance-events, sla-rules or slow-clearances, with or without prefix")
  private String topic = "";

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description = "A file of JSON lines, or - for the standard input")
  private String file = "";

  @Option(
      names = "--record-time",
      paramLabel = "event|now",
      description =
          "The record timestamp of lines without recordTime: their event time, or the clock. Default: ${DEFAULT-VALUE}",
      defaultValue = "event")
  private String recordTime = "event";

  private final InputStream standardInput;
  private final InstantSource clock;
  private long published;
  private long refused;

  /** Reads the process's standard input and its clock. */
  public SendCommand() {
    this(System.in, InstantSource.system());
  }

  SendCommand(InputStream standardInput, InstantSource clock) {
    this.standardInput = standardInput;
    this.clock = clock;
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    Topic known = topic();
    LineReader reader = new LineReader(known, recordTime(), clock);
    try (BufferedReader lines = open();
        KafkaSink sink = target.connect(List.of(known))) {
      publish(lines, reader, sink);
      sink.flush();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "%s cannot be read: %s".formatted(file, e.getMessage()), e);
    } catch (SinkException e) {
      throw new CommandFailure(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
    report();
    return refused == 0 ? ExitCode.DONE : ExitCode.SOME_INPUT_REFUSED;
  }

  private Topic topic() {
    return Topics.named(topic, target.topicPrefix())
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "'%s' is no topic for lines: write one of %s, with or without the prefix '%s'"
                        .formatted(topic, Topics.names(), target.topicPrefix())));
  }

  private RecordTime recordTime() {
    return switch (recordTime) {
      case "event" -> RecordTime.EVENT;
      case "now" -> RecordTime.NOW;
      default ->
          throw new CommandFailure(
              ExitCode.USAGE, "--record-time is '%s': write event or now".formatted(recordTime));
    };
  }

  private BufferedReader open() throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      return new BufferedReader(new InputStreamReader(standardInput, UTF_8));
    }
    Path path = Path.of(file);
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'%s' is no file that can be read: name a file of JSON lines, or - for the standard input"
              .formatted(file));
    }
    return new BufferedReader(new InputStreamReader(Files.newInputStream(path), UTF_8));
  }

  private void publish(BufferedReader lines, LineReader reader, KafkaSink sink) throws IOException {
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        publish(reader.read(line, number), number, sink);
      }
    }
  }

  private void publish(Line line, int number, KafkaSink sink) {
    if (line instanceof Line.Bad bad) {
      refuse(bad);
      return;
    }
    Line.Message message = (Line.Message) line;
    if (message.spread() instanceof Line.Spread.To to
        && to.partition() >= sink.partitions(message.topic())) {
      refuse(
          new Line.Bad(
              number,
              "partition is %d; the topic has %d, counted from 0"
                  .formatted(to.partition(), sink.partitions(message.topic()))));
      return;
    }
    sink.put(message);
    published++;
  }

  private void refuse(Line.Bad bad) {
    refused++;
    err().println("%s line %d: %s".formatted(file, bad.number(), bad.why()));
  }

  private void report() {
    err().println("%d published, %d refused".formatted(published, refused));
    err().flush();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
