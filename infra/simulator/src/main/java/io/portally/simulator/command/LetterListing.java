package io.portally.simulator.command;

import io.portally.simulator.letters.DeadLetter;
import io.portally.simulator.lines.Instants;
import java.util.regex.Pattern;

/** A dead letter in one line for a person. */
final class LetterListing {

  /** What a terminal would obey rather than show: producers write parts of the message. */
  private static final Pattern NOT_TO_BE_SEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private LetterListing() {}

  /** Its name, reason, record time, size, and what is wrong. */
  static String of(DeadLetter letter) {
    String line =
        "%s  %s  %s  %s  %s"
            .formatted(
                letter.origin(),
                letter.reason(),
                Instants.write(letter.recordTime()),
                size(letter),
                letter.message());
    return NOT_TO_BE_SEEN.matcher(line).replaceAll("\uFFFD");
  }

  private static String size(DeadLetter letter) {
    byte[] value = letter.value();
    if (value == null) {
      return "no value";
    }
    return letter.isTruncated()
        ? "%d bytes, the first %d are kept".formatted(letter.length(), value.length)
        : "%d bytes".formatted(value.length);
  }
}
