package io.portally.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portally.events.CargoMovement;
import io.portally.events.Classifier;
import io.portally.events.ClearanceEvent;
import io.portally.events.Direction;
import io.portally.events.Heartbeat;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of the event topics with anything in their fields that can be written. */
final class RandomEvents {

  private static final String[] WORDS = {
    "", "CNYTN", "SG", "箱号", "\uD83D\uDEA2", "\u0000", "a\nb", "\u007F", "\uFFFD", "é"
  };

  private static final int LONGEST_PLAIN = 70;

  private final Random random;

  /** Texts are pieces of it. */
  private final String plain;

  RandomEvents(Random random) {
    this.random = random;
    byte[] ascii = new byte[100_000];
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = (byte) (' ' + random.nextInt(0x5F));
    }
    this.plain = new String(ascii, US_ASCII);
  }

  SpecificRecord next() {
    int kind = random.nextInt(20);
    return kind == 0 ? new Heartbeat(instant()) : kind < 11 ? movement() : clearance();
  }

  private CargoMovement movement() {
    return new CargoMovement(
        text(),
        number(),
        random.nextBoolean(),
        any(Classifier.values()),
        instant(),
        text(),
        textOrNull(),
        any(Movement.values()),
        text(),
        textOrNull(),
        any(Direction.values()),
        any(Mode.values()),
        random.nextBoolean(),
        longNumber(),
        number());
  }

  private ClearanceEvent clearance() {
    return new ClearanceEvent(
        text(),
        number(),
        random.nextBoolean(),
        instant(),
        text(),
        text(),
        any(Stage.values()),
        text(),
        textOrNull(),
        any(Direction.values()),
        any(Mode.values()),
        programmes(),
        textOrNull(),
        textOrNull(),
        numberOrNull(),
        numberOrNull(),
        random.nextBoolean() ? null : instant(),
        longNumber(),
        longNumber(),
        numberOrNull());
  }

  private <T> T any(T[] of) {
    return of[random.nextInt(of.length)];
  }

  private List<Programme> programmes() {
    int size = random.nextInt(10_000) == 0 ? CarefulReader.MAX_ITEMS : random.nextInt(4);
    return Stream.generate(() -> any(Programme.values())).limit(size).toList();
  }

  private Instant instant() {
    return Instant.ofEpochMilli(longNumber());
  }

  /** Of any length that it can be written with. */
  private long longNumber() {
    long number = random.nextLong() >> random.nextInt(Long.SIZE);
    return random.nextInt(50) == 0 ? Long.MIN_VALUE : number;
  }

  private int number() {
    int number = random.nextInt() >> random.nextInt(Integer.SIZE);
    return random.nextInt(50) == 0 ? Integer.MIN_VALUE : number;
  }

  private @Nullable Integer numberOrNull() {
    return random.nextBoolean() ? null : number();
  }

  private @Nullable String textOrNull() {
    return random.nextBoolean() ? null : text();
  }

  private String text() {
    if (random.nextInt(20_000) == 0) {
      return "x".repeat(CarefulReader.MAX_TEXT_BYTES);
    }
    if (random.nextInt(4) == 0) {
      return any(WORDS) + any(WORDS);
    }
    int begin = random.nextInt(plain.length() - LONGEST_PLAIN);
    return plain.substring(begin, begin + random.nextInt(LONGEST_PLAIN));
  }
}
