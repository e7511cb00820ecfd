package io.portally.simulator.command;

import io.portally.schemas.Topic;
import io.portally.simulator.lines.Instants;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.sink.Pace;
import io.portally.simulator.sink.Progress;
import io.portally.simulator.sink.Run;
import io.portally.simulator.sink.SinkException;
import io.portally.simulator.traffic.Incident;
import io.portally.simulator.traffic.IncidentKind;
import io.portally.simulator.traffic.IncidentLines;
import io.portally.simulator.traffic.Publication;
import io.portally.simulator.traffic.Traffic;
import io.portally.simulator.traffic.TrafficOptions;
import io.portally.simulator.truth.Truth;
import io.portally.simulator.truth.WitnessedTraffic;
import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has an incident happen on a running stack. */
@Command(
    name = "incident",
    description = {
      "Have something hold cargo up, on the running stack and in real time. What waits is reported",
      "at once, with when it began to; the rest as it happens, until all of it goes on. It is"
          + " cargo",
      "of its own, beside other traffic.",
      "Kinds: port-slows, port-closes, inspection-backlog, corridor-blocks."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all goes on again, or ended with Ctrl-C",
      "2:wrong usage",
      "3:no broker could be reached"
    },
    sortOptions = false)
public final class IncidentCommand implements Callable<Integer> {
  private static final List<Topic> TOPICS = List.of(Topic.CARGO_MOVEMENTS, Topic.CLEARANCE_EVENTS);

  /**
   * How far back the cargo begins: what is told a day after it happened is late. The hour is for
   * publications that take a while.
   */
  private static final Duration REACH = Duration.ofHours(23);

  /** Who watches an incident end does not wait for stragglers. */
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(5);

  private static final Duration LONGEST_SINCE = Duration.ofHours(20);
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaTarget target = new KafkaTarget();
  @Mixin private TruthOption truthOption = new TruthOption();

  @Parameters(
      index = "0",
      paramLabel = "KIND",
      description = "port-slows, port-closes, inspection-backlog or corridor-blocks")
  private String kind = "";

  @Option(
      names = "--port",
      paramLabel = "CODE",
      defaultValue = "CNTAO",
      description =
          "Where, as a UN/LOCODE; of a corridor, where it ends. Default: ${DEFAULT-VALUE}.")
  private String port = "";

  @Option(
      names = "--from-port",
      paramLabel = "CODE",
      description = "Where a corridor begins, which is blocked.")
  private @Nullable String fromPort;

  @Option(
      names = "--capacity",
      paramLabel = "SHARE",
      description =
          "Share of the work that goes on meanwhile. Default: 0.2 where a port slows, 0.1 of"
              + " inspections, else 0.")
  private @Nullable Double capacity;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "8h",
      description =
          "For how long it has been going on already when it is told, up to 20h. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration since = Duration.ofHours(8);

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "2m",
      description = "For how much longer it goes on. Default: ${DEFAULT-VALUE}.")
  private Duration remaining = Duration.ofMinutes(2);

  @Option(
      names = "--clears-in",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "1m",
      description =
          "How long it then takes to work off what has waited. Default: ${DEFAULT-VALUE}.")
  private Duration clearing = Duration.ofMinutes(1);

  @Option(
      names = "--rate",
      paramLabel = "RECORDS",
      defaultValue = "5",
      description =
          "Records a second of the whole nation's traffic, of which this holds up a part. Default:"
              + " ${DEFAULT-VALUE}.")
  private double rate = 5;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description = "Decides every draw. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  private final InstantSource clock;
  private long reported;

  /** Goes by the process's clock. */
  public IncidentCommand() {
    this(InstantSource.system());
  }

  IncidentCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Register register = RegisterReader.bundled();
    Incident incident = incident(now);
    Traffic traffic = traffic(incident, now, register);
    Truth truth = new Truth(register);
    try (Interruption interruption = Interruption.onShutdown();
        KafkaSink sink = target.connect(TOPICS)) {
      say(
          "%s at %s since %s, until %s; then all goes on by %s"
              .formatted(
                  incident.kind().word(),
                  place(incident),
                  Instants.write(incident.from()),
                  Instants.write(incident.until()),
                  Instants.write(incident.cleared())));
      LongPast told = new LongPast(traffic, clock);
      Iterator<Publication> witnessed = new WitnessedTraffic(told, told::delayOfLast, truth);
      Pace pace = Pace.of(1, told.toldAt());
      Progress end =
          new Run(witnessed, told.toldAt(), sink, pace, progress -> report(progress, traffic))
              .toTheEnd();
      interruption.acknowledge();
      truthOption.write(truth);
      say("%d records, up to %s".formatted(end.records(), Instants.write(end.simulated())));
      if (end.records() == 0) {
        say("Nothing was held up: no cargo of this traffic was there; raise --rate or --since");
      }
    } catch (SinkException e) {
      throw new CommandFailure(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
    return ExitCode.DONE;
  }

  private Incident incident(Instant now) {
    if (since.compareTo(LONGEST_SINCE) > 0) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--since is %s: write at most %s, as what is told a day late changes nothing"
              .formatted(Durations.words(since), Durations.words(LONGEST_SINCE)));
    }
    try {
      IncidentKind known = IncidentLines.kindOf(kind);
      Instant until = now.plus(remaining);
      return new Incident(
          known.word(),
          known,
          port,
          fromPort,
          capacity == null ? known.usualCapacity() : capacity,
          now.minus(since),
          until,
          until.plus(clearing));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "The incident's " + e.getMessage(), e);
    }
  }

  private Traffic traffic(Incident incident, Instant now, Register register) {
    try {
      TrafficOptions options =
          TrafficOptions.builder()
              .seed(seed)
              .rate(rate)
              .start(now.minus(REACH))
              .reportedAgain(0)
              .toldWithin(TOLD_WITHIN)
              .build();
      return Traffic.heldUpBy(incident, options, register);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "Option " + e.getMessage(), e);
    }
  }

  private static String place(Incident incident) {
    return incident.fromPort() == null
        ? incident.port()
        : incident.fromPort() + " to " + incident.port();
  }

  private void report(Progress progress, Traffic traffic) {
    long now = clock.millis();
    if (now - reported >= BETWEEN_REPORTS.toMillis()) {
      reported = now;
      say("%d records told, %d wait".formatted(progress.records(), traffic.heldUp()));
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
