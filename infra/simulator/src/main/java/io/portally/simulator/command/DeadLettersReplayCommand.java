package io.portally.simulator.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.schemas.Topic;
import io.portally.simulator.letters.DeadLetter;
import io.portally.simulator.letters.Letters;
import io.portally.simulator.lines.Line;
import io.portally.simulator.lines.LineReader;
import io.portally.simulator.lines.RecordTime;
import io.portally.simulator.lines.Topics;
import io.portally.simulator.sink.KafkaSink;
import io.portally.simulator.sink.SinkException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes dead letters once more. */
@Command(
    name = "replay",
    description = {
      "Publish records that were rejected to the topic that they came from: a selection as they",
      "were, after an upgrade of the job, or the mended lines of a FILE that dead-letters list --out",
      "has written. Record time, key, partition and headers are those of the original, unless the",
      "line says otherwise. Replayed twice, a record counts once: the second is a duplicate.",
      "",
      "As a record keeps its time, a job that has gone on for more than a day (and an hour) since",
      "finds its windows closed: it is late (WINDOW_CLOSED), and counts in no figure. Such records",
      "count in a generation of their own only, computed with a portally.margin as wide as they are",
      "old; docs/fates.md says how."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all are published",
      "1:some were refused, the others are published",
      "2:wrong usage",
      "3:no broker could be reached"
    },
    sortOptions = false)
public final class DeadLettersReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaTarget target = new KafkaTarget();
  @Mixin private LetterFilter filter = new LetterFilter();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "Lines of dead-letters list --out, mended or not; each says which letter it is.")
  private @Nullable Path file;

  @Option(names = "--all", description = "All of them, where no other option says which.")
  private boolean all;

  @Option(
      names = "--dry-run",
      description = "Say what would be published and what refused, and publish nothing.")
  private boolean dryRun;

  private final List<Outgoing> outgoing = new ArrayList<>();
  private int refused;

  /** A letter, and what is published of it. */
  private record Outgoing(DeadLetter letter, Line.Message message) {}

  @Override
  public Integer call() {
    requireSelection();
    Letters letters = new Letters(filter.predicate(target.topicPrefix()));
    target.readAll(KafkaTarget.DEAD_LETTERS, letters::take);
    if (file == null) {
      letters.inOrder().forEach(this::takeAsItWas);
    } else {
      takeLines(file, letters);
    }
    if (dryRun) {
      show();
    } else {
      publish();
    }
    err()
        .println(
            "%d %s, %d refused"
                .formatted(outgoing.size(), dryRun ? "would be published" : "published", refused));
    err().flush();
    return refused == 0 ? ExitCode.DONE : ExitCode.SOME_INPUT_REFUSED;
  }

  private void requireSelection() {
    if (file == null && filter.isEmpty() && !all) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "Say which letters: name a FILE of dead-letters list --out, or --reason, --topic, --from or --to, or --all");
    }
    if (file != null && (all || !filter.isEmpty())) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "The lines of %s say which letters they are: drop --all, --reason, --topic, --from and --to"
              .formatted(file));
    }
    if (file != null && (!Files.isReadable(file) || Files.isDirectory(file))) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'%s' is no file that can be read: name one that dead-letters list --out has written"
              .formatted(file));
    }
  }

  private void takeAsItWas(DeadLetter letter) {
    Optional<Topic> topic = topicOf(letter);
    if (topic.isEmpty()) {
      refuse(letter.origin().toString(), fromElsewhere(letter));
    } else if (letter.isTruncated()) {
      refuse(
          letter.origin().toString(),
          "only the first bytes of its %d are kept; it has to come from its source again"
              .formatted(letter.length()));
    } else {
      take(
          letter,
          new Line.Message(
              topic.get(),
              letter.key(),
              letter.value(),
              letter.recordMillis(),
              new Line.Spread.To(letter.origin().partition())));
    }
  }

  private void takeLines(Path lines, Letters letters) {
    int number = 0;
    try (BufferedReader in = Files.newBufferedReader(lines, UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          takeLine(line, number, letters);
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s cannot be read beyond line %d: %s".formatted(lines, number, e.getMessage()),
          e);
    }
  }

  private void takeLine(String line, int number, Letters letters) {
    String place = "%s line %d".formatted(file, number);
    String name;
    try {
      name = LineReader.letter(line);
    } catch (IllegalArgumentException e) {
      refuse(place, String.valueOf(e.getMessage()));
      return;
    }
    DeadLetter letter = letters.named(name);
    if (letter == null) {
      refuse(place, "there is no dead letter '%s'; leave letter as it was".formatted(name));
      return;
    }
    Optional<Topic> topic = topicOf(letter);
    if (topic.isEmpty()) {
      refuse(place, fromElsewhere(letter));
      return;
    }
    LineReader reader = new LineReader(topic.get(), RecordTime.EVENT, InstantSource.system());
    Line read = reader.read(line, number);
    if (read instanceof Line.Bad bad) {
      refuse(place, bad.why());
    } else if (read instanceof Line.Message message) {
      take(letter, asTheLetterHasIt(message, letter));
    }
  }

  /** Key and partition of the original, where the line has not changed them. */
  private static Line.Message asTheLetterHasIt(Line.Message message, DeadLetter letter) {
    byte[] key = message.key() == null ? letter.key() : message.key();
    boolean stays =
        message.spread() instanceof Line.Spread.ByKey && Arrays.equals(key, letter.key());
    return new Line.Message(
        message.topic(),
        key,
        message.value(),
        message.timestamp(),
        stays ? new Line.Spread.To(letter.origin().partition()) : message.spread());
  }

  private void take(DeadLetter letter, Line.Message message) {
    if (letter.leftOut() > 0) {
      err()
          .println(
              "%s goes without %d of its headers (or its key), which were too large to be kept"
                  .formatted(letter.origin(), letter.leftOut()));
    }
    outgoing.add(new Outgoing(letter, message));
  }

  private void show() {
    PrintWriter out = spec.commandLine().getOut();
    outgoing.forEach(next -> out.println(LetterListing.of(next.letter())));
    out.flush();
  }

  private void publish() {
    if (outgoing.isEmpty()) {
      return;
    }
    try (KafkaSink sink =
        target.connect(
            outgoing.stream().map(next -> next.message().topic()).collect(Collectors.toSet()))) {
      outgoing.forEach(next -> sink.put(within(sink, next.message()), next.letter().headers()));
      sink.flush();
    } catch (SinkException e) {
      throw new CommandFailure(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
  }

  /** Where the topic has fewer partitions than it had, the one of the key. */
  private static Line.Message within(KafkaSink sink, Line.Message message) {
    boolean gone =
        message.spread() instanceof Line.Spread.To to
            && to.partition() >= sink.partitions(message.topic());
    return gone
        ? new Line.Message(
            message.topic(),
            message.key(),
            message.value(),
            message.timestamp(),
            new Line.Spread.ByKey())
        : message;
  }

  private Optional<Topic> topicOf(DeadLetter letter) {
    return Topics.named(letter.origin().topic(), target.topicPrefix());
  }

  private String fromElsewhere(DeadLetter letter) {
    return "it came from %s, which is no topic with the prefix '%s'; name another with --topic-prefix"
        .formatted(letter.origin().topic(), target.topicPrefix());
  }

  private void refuse(String place, String why) {
    refused++;
    err().println(place + ": " + why);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
