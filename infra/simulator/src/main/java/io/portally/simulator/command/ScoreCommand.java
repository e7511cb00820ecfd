package io.portally.simulator.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.events.SlaRule;
import io.portally.events.SlowClearance;
import io.portally.schemas.Decoded;
import io.portally.schemas.SingleObjectDecoder;
import io.portally.schemas.Topic;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import io.portally.simulator.truth.Score;
import io.portally.simulator.truth.Scoring;
import io.portally.simulator.truth.TruthLines;
import io.portally.tally.area.RegisterReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how well alerts were raised. */
@Command(
    name = "score",
    description = {
      "Hold the alerts of slow-clearances against a truth that simulate has written: found, missed,",
      "false, and how late. The rules are those of sla-rules as they stand, or of a file; they have",
      "to be those that held all along."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every alert that had to be was found, and no other",
      "1:some were missed or false",
      "2:wrong usage",
      "3:no broker could be reached"
    },
    sortOptions = false)
public final class ScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaTarget target = new KafkaTarget();

  @Parameters(index = "0", paramLabel = "TRUTH", description = "A file that --truth has written")
  private Path truth = Path.of("");

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Rules as JSON lines, in place of those on the topic.")
  private @Nullable Path rulesFile;

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = "Alerts as JSON lines with their recordTime, in place of those on the topic.")
  private @Nullable Path alertsFile;

  /** A record with its timestamp, in milliseconds since 1970. */
  private interface Reader {
    void read(@Nullable SpecificRecord record, String key, long recordMillis);
  }

  @Override
  public Integer call() {
    TruthLines.Written written = truth();
    Map<String, SlaRule> rules = new LinkedHashMap<>();
    readAll(
        Topic.SLA_RULES,
        rulesFile,
        (record, key, millis) -> {
          if (record instanceof SlaRule rule) {
            rules.put(key, rule);
          } else {
            rules.remove(key);
          }
        });
    Scoring scoring =
        new Scoring(written.horizon(), written.legs(), rules.values(), RegisterReader.bundled());
    readAll(
        Topic.SLOW_CLEARANCES,
        alertsFile,
        (record, key, millis) -> {
          if (record instanceof SlowClearance alert) {
            scoring.take(alert, millis);
          }
        });
    Score score = scoring.score();
    show(score, rules.size());
    return score.missed() + score.falseAlarms() == 0 ? ExitCode.DONE : ExitCode.SOME_INPUT_REFUSED;
  }

  private TruthLines.Written truth() {
    try {
      return TruthLines.read(truth);
    } catch (IOException e) {
      throw unreadable(truth, e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private void readAll(Topic topic, @Nullable Path file, Reader reader) {
    if (file != null) {
      readFile(topic, file, reader);
      return;
    }
    SingleObjectDecoder decoder = SingleObjectDecoder.of(topic);
    target.readAll(
        topic.suffix(),
        record ->
            reader.read(
                decoded(decoder, record.value()),
                record.key() == null ? "" : new String(record.key(), UTF_8),
                record.timestamp()));
  }

  private static void readFile(Topic topic, Path file, Reader reader) {
    LineReader lines = new LineReader(topic, RecordTime.NOW, InstantSource.system());
    SingleObjectDecoder decoder = SingleObjectDecoder.of(topic);
    int number = 0;
    try {
      for (String text : Files.readAllLines(file)) {
        number++;
        Line line = text.isBlank() ? null : lines.read(text, number);
        if (line instanceof Line.Bad bad) {
          throw new CommandFailure(
              ExitCode.USAGE, "%s line %d: %s".formatted(file, bad.number(), bad.why()));
        }
        if (line instanceof Line.Message message) {
          reader.read(
              decoded(decoder, message.value()),
              message.key() == null ? "" : new String(message.key(), UTF_8),
              message.timestamp());
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static @Nullable SpecificRecord decoded(
      SingleObjectDecoder decoder, byte @Nullable [] value) {
    return decoder.decode(value) instanceof Decoded.Event event ? event.record() : null;
  }

  private static CommandFailure unreadable(Path file, IOException e) {
    return new CommandFailure(
        ExitCode.USAGE, "'%s' is no file that can be read: %s".formatted(file, e), e);
  }

  private void show(Score score, int rules) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("rules in force     %,d".formatted(rules));
    out.println("expected           %,d".formatted(score.expected()));
    out.println("found              %,d".formatted(score.found()));
    out.println("missed             %,d".formatted(score.missed()));
    out.println("false              %,d".formatted(score.falseAlarms()));
    out.println(
        "excused            %,d (what makes them wrong was told later)".formatted(score.excused()));
    out.println(
        "elsewhere          %,d (of consignments that the truth does not know)"
            .formatted(score.elsewhere()));
    out.println(
        "ended              %,d as it was, %,d otherwise or not yet"
            .formatted(score.ended(), score.wronglyEnded()));
    List.of(50.0, 99.0, 100.0)
        .forEach(
            percent ->
                out.println(
                    "%-18s %s"
                        .formatted(
                            percent == 100 ? "delay, greatest" : "delay, p%.0f".formatted(percent),
                            words(score.delay(percent)))));
    out.flush();
  }

  private static String words(@Nullable Duration delay) {
    return delay == null ? "-" : "%.3f s".formatted(delay.toMillis() / 1e3);
  }
}
