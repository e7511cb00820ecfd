package io.portally.simulator.command;

import io.portally.simulator.letters.DeadLetter;
import io.portally.simulator.letters.LetterLines;
import io.portally.simulator.letters.Letters;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows dead letters, or writes them to a file of lines. */
@Command(
    name = "list",
    description = {
      "Show the newest records that were rejected: topic-partition-offset, reason, record time,",
      "size, and what is wrong. With --out, write all of them as JSON lines to be mended in an",
      "editor and published again by ./portally dead-letters replay FILE: with the event's fields",
      "where the value can be decoded, else with its bytes in base64. A record of which only the",
      "beginning is kept is left out of the file."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:wrong usage", "3:no broker could be reached"},
    sortOptions = false)
public final class DeadLettersListCommand implements Callable<Integer> {

  private static final int SHOWN = 20;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaTarget target = new KafkaTarget();
  @Mixin private LetterFilter filter = new LetterFilter();

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      description =
          "At most so many, the newest by record time; 0 for all. Default: 20, with --out all.")
  private @Nullable Integer limit;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write them to this file as JSON lines, in place of showing them.")
  private @Nullable Path out;

  @Option(names = "--late", description = "Late events in place of dead letters.")
  private boolean late;

  @Override
  public Integer call() {
    int most = most();
    Letters letters = new Letters(filter.predicate(target.topicPrefix()));
    target.readAll(late ? KafkaTarget.LATE_EVENTS : KafkaTarget.DEAD_LETTERS, letters::take);
    List<DeadLetter> all = letters.inOrder();
    List<DeadLetter> newest = all.subList(Math.max(0, all.size() - most), all.size());
    if (out == null) {
      show(newest, all.size());
    } else {
      write(newest, out);
    }
    if (letters.foreign() > 0) {
      err().println("%d records there are none of ours".formatted(letters.foreign()));
    }
    err().flush();
    return ExitCode.DONE;
  }

  private int most() {
    if (limit == null) {
      return out == null ? SHOWN : Integer.MAX_VALUE;
    }
    if (limit < 0) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--limit is %d: write a number such as 20, or 0 for all".formatted(limit));
    }
    return limit == 0 ? Integer.MAX_VALUE : limit;
  }

  private void show(List<DeadLetter> newest, int of) {
    PrintWriter lines = spec.commandLine().getOut();
    newest.forEach(letter -> lines.println(LetterListing.of(letter)));
    lines.flush();
    err()
        .println(
            newest.size() < of
                ? "the newest %d of %d; --limit 0 shows all".formatted(newest.size(), of)
                : "%d in all".formatted(of));
  }

  private void write(List<DeadLetter> letters, Path file) {
    try (LetterLines lines =
        new LetterLines(
            new BufferedOutputStream(Files.newOutputStream(file)), target.topicPrefix())) {
      for (DeadLetter letter : letters) {
        lines.write(letter);
      }
      err()
          .println(
              "%d written to %s: %d with their fields, %d as bytes, which cannot be decoded; %d left out, of which only the beginning is kept"
                  .formatted(
                      lines.asFields() + lines.asBytes(),
                      file,
                      lines.asFields(),
                      lines.asBytes(),
                      lines.leftOut()));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "cannot write to %s: %s; name a file in a directory that is writable and has space"
              .formatted(file, e),
          e);
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
