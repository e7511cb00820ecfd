package io.portally.simulator.command;

import io.portally.schemas.Topic;
import io.portally.simulator.letters.DeadLetter;
import io.portally.simulator.lines.Instants;
import io.portally.simulator.lines.Topics;
import io.portally.tally.fate.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which dead letters: the options that list and replay share. */
final class LetterFilter {

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      split = ",",
      description = "Those with this reason, such as UNKNOWN_PORT; several with commas.")
  private List<String> reasons = List.of();

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Those that came from this topic, with or without prefix.")
  private @Nullable String topic;

  @Option(
      names = "--from",
      paramLabel = "INSTANT",
      description = "Those with this record time or a later one, such as 2026-03-01T08:00:00Z.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "INSTANT",
      description = "Those with an earlier record time.")
  private @Nullable String to;

  /** Whether it lets everything through. */
  boolean isEmpty() {
    return reasons.isEmpty() && topic == null && from == null && to == null;
  }

  /**
   * The filter that the options describe.
   *
   * @throws CommandFailure where one of them cannot be understood
   */
  Predicate<DeadLetter> predicate(String topicPrefix) {
    Set<Reason> wanted = EnumSet.noneOf(Reason.class);
    reasons.forEach(word -> wanted.add(reason(word)));
    Set<String> words = wanted.stream().map(Reason::word).collect(Collectors.toSet());
    String origin = topic == null ? null : topicPrefix + named(topic, topicPrefix).suffix();
    Instant first = from == null ? Instant.MIN : instant("--from", from);
    Instant end = to == null ? Instant.MAX : instant("--to", to);
    return letter ->
        (words.isEmpty() || words.contains(letter.reason()))
            && (origin == null || origin.equals(letter.origin().topic()))
            && !letter.recordTime().isBefore(first)
            && letter.recordTime().isBefore(end);
  }

  private static Reason reason(String word) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.word().equalsIgnoreCase(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "--reason is '%s': write one of %s"
                        .formatted(
                            word,
                            Arrays.stream(Reason.values())
                                .map(Reason::word)
                                .collect(Collectors.joining(", ")))));
  }

  private static Topic named(String name, String topicPrefix) {
    Optional<Topic> known = Topics.named(name, topicPrefix);
    return known.orElseThrow(
        () ->
            new CommandFailure(
                ExitCode.USAGE,
                "--topic is '%s': write one of %s, with or without the prefix '%s'"
                    .formatted(name, Topics.names(), topicPrefix)));
  }

  private static Instant instant(String option, String text) {
    try {
      return Instants.read(text);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
  }
}
