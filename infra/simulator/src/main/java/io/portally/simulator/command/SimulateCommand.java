package io.portally.simulator.command;

import io.portally.schemas.Topic;
import io.portally.simulator.lines.Instants;
import io.portally.simulator.lines.Topics;
import io.portally.simulator.sink.JsonLinesSink;
import io.portally.simulator.sink.Pace;
import io.portally.simulator.sink.Progress;
import io.portally.simulator.sink.Run;
import io.portally.simulator.sink.Sink;
import io.portally.simulator.sink.SinkException;
import io.portally.simulator.traffic.Era;
import io.portally.simulator.traffic.Incident;
import io.portally.simulator.traffic.IncidentLines;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.simulator.truth.Truth;
import io.portally.simulator.truth.WitnessedTraffic;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the nation's traffic, into Kafka or as JSON lines. */
@Command(
    name = "simulate",
    subcommands = {IncidentCommand.class, ScoreCommand.class},
    description = {
      "Make the nation's traffic: consignments at all ports, in full swing from the first record on.",
      "Into Kafka at the chosen speed, or as JSON lines (--out, --stdout) as fast as it goes.",
      "The same options, start included, make the same bytes.",
      "incident orders one on a running stack, and score says how well alerts found it."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or ended with Ctrl-C",
      "2:wrong usage",
      "3:no broker could be reached"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final List<Topic> TOPICS = List.of(Topic.CARGO_MOVEMENTS, Topic.CLEARANCE_EVENTS);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;
  @Mixin private KafkaTarget target = new KafkaTarget();
  @Mixin private TruthOption truthOption = new TruthOption();

  @ArgGroup(exclusive = true)
  private @Nullable Output output;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = "Decides every draw. Default: ${DEFAULT-VALUE}",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description = {
        "Simulated seconds in a second of the clock; max: as fast as it goes. Default: ${DEFAULT-VALUE}.",
        "At another speed than 1 heartbeats are among the records: switch the jobs' off."
      },
      defaultValue = "1")
  private String speed = "1";

  @Option(
      names = "--rate",
      paramLabel = "RECORDS",
      description =
          "Records in a simulated second, on average over a week. Default: ${DEFAULT-VALUE}, which makes the nation's tonnes and yuan",
      defaultValue = "35")
  private double rate = 35;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = {
        "First record timestamp, such as 2026-03-01T00:00:00Z.",
        "Default: now; above real time so early that the clock is not passed"
      })
  private @Nullable String start;

  @Option(
      names = "--events",
      paramLabel = "COUNT",
      description = "How many records, heartbeats apart. Default: no end")
  private @Nullable Long events;

  @Option(
      names = "--duplicates",
      paramLabel = "SHARE",
      description = "Share of events that come twice or more. Default: ${DEFAULT-VALUE}",
      defaultValue = "0")
  private double duplicates;

  @Option(
      names = "--corrections",
      paramLabel = "SHARE",
      description = "Share of events that are corrected or retracted. Default: ${DEFAULT-VALUE}",
      defaultValue = "0")
  private double corrections;

  @Option(
      names = "--late",
      paramLabel = "SHARE",
      description = "Share of events that come 25 to 72 hours late. Default: ${DEFAULT-VALUE}",
      defaultValue = "0")
  private double late;

  @Option(
      names = "--corrupt",
      paramLabel = "SHARE",
      description = "Share of events that cannot be decoded. Default: ${DEFAULT-VALUE}",
      defaultValue = "0")
  private double corrupt;

  @Option(
      names = "--future-dated",
      paramLabel = "SHARE",
      description = "Share of events dated 10 minutes to 20 years ahead. Default: ${DEFAULT-VALUE}",
      defaultValue = "0")
  private double futureDated;

  @Option(
      names = "--reported-again",
      paramLabel = "SHARE",
      description =
          "Share of movements that are reported a second time with the right time. Default: ${DEFAULT-VALUE}",
      defaultValue = "0.03")
  private double reportedAgain = 0.03;

  @Option(
      names = "--busiest-port-share",
      paramLabel = "SHARE",
      description = "Share of events at the busiest port. Default: as many as its weight says",
      defaultValue = "0")
  private double busiestPortShare;

  @Option(
      names = "--before-reform",
      description =
          "Transfers within the Greater Bay Area as they were: 5 to 7 days, without combined port")
  private boolean beforeReform;

  @Option(
      names = "--incidents",
      paramLabel = "FILE",
      description =
          "Incidents that hold cargo up, as JSON lines: name, kind, port, from, until, and where wanted fromPort, capacity, cleared")
  private @Nullable Path incidents;

  private final InstantSource clock;
  private final OutputStream standardOutput;
  private long reported;

  /** Where to, if not to Kafka. */
  private static final class Output {
    @Option(
        names = "--out",
        paramLabel = "DIRECTORY",
        description =
            "Write cargo-movements.jsonl and clearance-events.jsonl there instead of into Kafka")
    private @Nullable Path directory;

    @Option(
        names = "--stdout",
        paramLabel = "TOPIC",
        description = "Write the lines of one of the two topics to the standard output instead")
    private @Nullable String topic;
  }

  /** Goes by the process's clock and writes to its standard output. */
  public SimulateCommand() {
    this(InstantSource.system(), System.out);
  }

  SimulateCommand(InstantSource clock, OutputStream standardOutput) {
    this.clock = clock;
    this.standardOutput = standardOutput;
    spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    TrafficOptions options = options();
    Instant begun = clock.instant();
    if (output == null && options.start().isAfter(begun)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--start is %s, ahead of the clock (%s): a broker refuses records of the future; name an earlier one, or write lines with --out"
              .formatted(options.start(), begun));
    }
    Register register = RegisterReader.bundled();
    Traffic traffic = traffic(options, register);
    try (Interruption interruption = Interruption.onShutdown();
        Sink sink = sink()) {
      announce(options);
      Pace pace = output == null ? Pace.of(options.speed(), options.start()) : null;
      Truth truth = new Truth(register);
      Iterator<Publication> made =
          truthOption.isWanted() ? new WitnessedTraffic(traffic, truth) : traffic;
      Progress end = new Run(made, options.start(), sink, pace, this::report).toTheEnd();
      interruption.acknowledge();
      truthOption.write(truth);
      say("%d records, up to %s".formatted(end.records(), Instants.write(end.simulated())));
    } catch (SinkException e) {
      throw new CommandFailure(
          output == null ? ExitCode.UNREACHABLE : ExitCode.USAGE,
          String.valueOf(e.getMessage()),
          e);
    }
    return ExitCode.DONE;
  }

  private TrafficOptions options() {
    try {
      TrafficOptions.Builder builder =
          TrafficOptions.builder()
              .seed(seed)
              .speed(speed())
              .rate(rate)
              .duplicates(duplicates)
              .corrections(corrections)
              .late(late)
              .corrupt(corrupt)
              .futureDated(futureDated)
              .reportedAgain(reportedAgain)
              .busiestPortShare(busiestPortShare)
              .era(beforeReform ? Era.BEFORE_REFORM : Era.AFTER_REFORM);
      if (events != null) {
        builder.events(events);
      }
      if (start != null) {
        builder.start(Instants.read(start));
      }
      return builder.build(clock.instant());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "Option " + e.getMessage(), e);
    }
  }

  private Traffic traffic(TrafficOptions options, Register register) {
    if (incidents == null) {
      return new Traffic(options, register);
    }
    try {
      List<Incident> ordered = IncidentLines.read(Files.readAllLines(incidents));
      return new Traffic(options, register, ordered);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'%s' is no file that can be read: name a file of incidents as JSON lines"
              .formatted(incidents),
          e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "%s: %s".formatted(incidents, e.getMessage()), e);
    }
  }

  private double speed() {
    if (speed.equals("max")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(speed);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "speed is '%s': write a factor such as 60, or max".formatted(speed), e);
    }
  }

  private Sink sink() {
    if (output == null) {
      return target.connect(TOPICS);
    }
    if (output.directory != null) {
      return JsonLinesSink.into(output.directory);
    }
    String name = String.valueOf(output.topic);
    Topic topic =
        Topics.named(name, target.topicPrefix())
            .filter(TOPICS::contains)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE,
                        "--stdout is '%s': write cargo-movements or clearance-events"
                            .formatted(name)));
    return JsonLinesSink.of(topic, new Unclosed(standardOutput));
  }

  private void announce(TrafficOptions options) {
    say(
        "seed %d, from %s, speed %s, %s records a simulated second%s"
            .formatted(
                options.seed(),
                Instants.write(options.start()),
                Double.isInfinite(options.speed()) ? "max" : Double.toString(options.speed()),
                options.rate(),
                options.emitsHeartbeats() ? ", with heartbeats" : ""));
  }

  private void report(Progress progress) {
    long now = clock.millis();
    if (now - reported < BETWEEN_REPORTS.toMillis()) {
      return;
    }
    boolean first = reported == 0;
    reported = now;
    if (!first) {
      say(
          "%d records, up to %s"
              .formatted(progress.records(), Instants.write(progress.simulated())));
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** The standard output outlives a sink. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
