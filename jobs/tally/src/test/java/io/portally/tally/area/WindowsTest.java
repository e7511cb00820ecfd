package io.portally.tally.area;

import static io.portally.tally.Samples.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class WindowsTest {
  private static final Instant YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant YEAR_2100 = Instant.parse("2100-01-01T00:00:00Z");

  @Example
  void aDayInShanghaiBeginsAt16HoursUtc() {
    Windows windows = new Windows(SHANGHAI);

    assertThat(start(windows, Granularity.DAY, "2026-03-02T15:59:59.999Z"))
        .isEqualTo("2026-03-01T16:00:00Z");
    assertThat(start(windows, Granularity.DAY, "2026-03-02T16:00:00Z"))
        .isEqualTo("2026-03-02T16:00:00Z");
    assertThat(end(windows, Granularity.DAY, "2026-03-02T16:00:00Z"))
        .isEqualTo("2026-03-03T16:00:00Z");
  }

  @Example
  void minutesAndHoursBeginWhereTheirFirstMillisecondLies() {
    Windows windows = new Windows(SHANGHAI);

    assertThat(start(windows, Granularity.MINUTE, "2026-03-02T08:59:59.999Z"))
        .isEqualTo("2026-03-02T08:59:00Z");
    assertThat(start(windows, Granularity.MINUTE, "2026-03-02T09:00:00Z"))
        .isEqualTo("2026-03-02T09:00:00Z");
    assertThat(start(windows, Granularity.HOUR, "2026-03-02T08:59:59.999Z"))
        .isEqualTo("2026-03-02T08:00:00Z");
    assertThat(start(windows, Granularity.HOUR, "2026-03-02T09:00:00Z"))
        .isEqualTo("2026-03-02T09:00:00Z");
    assertThat(end(windows, Granularity.MINUTE, "2026-03-02T09:00:00Z"))
        .isEqualTo("2026-03-02T09:01:00Z");
    assertThat(end(windows, Granularity.HOUR, "2026-03-02T09:00:00Z"))
        .isEqualTo("2026-03-02T10:00:00Z");
  }

  @Example
  void hoursAndDaysOfAHalfHourZoneBeginAtHalfPastInUtc() {
    Windows windows = new Windows(ZoneId.of("Asia/Kolkata"));

    assertThat(start(windows, Granularity.HOUR, "2026-03-02T09:29:00Z"))
        .isEqualTo("2026-03-02T08:30:00Z");
    assertThat(start(windows, Granularity.HOUR, "2026-03-02T09:30:00Z"))
        .isEqualTo("2026-03-02T09:30:00Z");
    assertThat(start(windows, Granularity.DAY, "2026-03-02T18:29:59Z"))
        .isEqualTo("2026-03-01T18:30:00Z");
  }

  @Example
  void aDayIsAnHourShorterOrLongerWhereTheClockIsPut() {
    Windows windows = new Windows(ZoneId.of("Europe/Berlin"));

    assertThat(start(windows, Granularity.DAY, "2026-03-29T12:00:00Z"))
        .isEqualTo("2026-03-28T23:00:00Z");
    assertThat(end(windows, Granularity.DAY, "2026-03-28T23:00:00Z"))
        .isEqualTo("2026-03-29T22:00:00Z");
    assertThat(start(windows, Granularity.DAY, "2026-10-25T12:00:00Z"))
        .isEqualTo("2026-10-24T22:00:00Z");
    assertThat(end(windows, Granularity.DAY, "2026-10-24T22:00:00Z"))
        .isEqualTo("2026-10-25T23:00:00Z");
  }

  @Example
  void theHourThatTheClockRepeatsIsTwoHours() {
    Windows windows = new Windows(ZoneId.of("Europe/Berlin"));

    assertThat(start(windows, Granularity.HOUR, "2026-10-25T00:30:00Z"))
        .isEqualTo("2026-10-25T00:00:00Z");
    assertThat(start(windows, Granularity.HOUR, "2026-10-25T01:30:00Z"))
        .isEqualTo("2026-10-25T01:00:00Z");
  }

  @Example
  void anHourIsCutWhereTheClockIsPutWithinIt() {
    Windows windows = new Windows(ZoneId.of("Australia/Lord_Howe"));

    assertThat(start(windows, Granularity.HOUR, "2026-04-04T14:59:00Z"))
        .isEqualTo("2026-04-04T14:00:00Z");
    assertThat(start(windows, Granularity.HOUR, "2026-04-04T15:10:00Z"))
        .isEqualTo("2026-04-04T15:00:00Z");
    assertThat(end(windows, Granularity.HOUR, "2026-04-04T15:00:00Z"))
        .isEqualTo("2026-04-04T15:30:00Z");
  }

  @Example
  void aDayThatTheZoneLeftOutHasNoWindow() {
    Windows windows = new Windows(ZoneId.of("Pacific/Apia"));

    assertThat(start(windows, Granularity.DAY, "2011-12-30T09:59:00Z"))
        .isEqualTo("2011-12-29T10:00:00Z");
    assertThat(end(windows, Granularity.DAY, "2011-12-29T10:00:00Z"))
        .isEqualTo("2011-12-30T10:00:00Z");
  }

  @Example
  void instantsBefore1970HaveWindowsToo() {
    Windows windows = new Windows(ZoneId.of("UTC"));

    assertThat(Windows.minuteOf(-1)).isEqualTo(-1);
    assertThat(Windows.minuteOf(-60_000)).isEqualTo(-1);
    assertThat(Windows.minuteOf(-60_001)).isEqualTo(-2);
    assertThat(Windows.minuteOf(0)).isZero();
    assertThat(windows.startOf(Granularity.HOUR, -1)).isEqualTo(-60);
    assertThat(windows.startOf(Granularity.DAY, -1)).isEqualTo(-1_440);
    assertThat(windows.startOf(Granularity.DAY, 0)).isZero();
    assertThat(windows.endOf(Granularity.DAY, -1_440)).isZero();
  }

  @Property(tries = 3_000)
  void everyMinuteLiesInOneWindowOfEachGranularityAndShorterWindowsInLongerOnes(
      @ForAll("zones") ZoneId zone, @ForAll("instants") Instant instant) {
    Windows windows = new Windows(zone);
    long minute = Windows.minuteOf(instant.toEpochMilli());

    for (Granularity granularity : Granularity.values()) {
      long start = windows.startOf(granularity, minute);
      long end = windows.endOf(granularity, start);
      assertThat(minute).isBetween(start, end - 1);
      for (long other : List.of(start, end - 1)) {
        assertThat(new Windows(zone).startOf(granularity, other)).isEqualTo(start);
      }
      assertThat(new Windows(zone).startOf(granularity, end)).isEqualTo(end);
    }
    long hour = windows.startOf(Granularity.HOUR, minute);
    long day = windows.startOf(Granularity.DAY, minute);
    assertThat(hour).isGreaterThanOrEqualTo(day);
    assertThat(windows.endOf(Granularity.HOUR, hour))
        .isLessThanOrEqualTo(windows.endOf(Granularity.DAY, day));
  }

  @Property(tries = 3_000)
  void aWindowIsOneHourOrOneDateOfTheZone(
      @ForAll("zones") ZoneId zone, @ForAll("instants") Instant instant) {
    Windows windows = new Windows(zone);
    long minute = Windows.minuteOf(instant.toEpochMilli());
    var local = instant.atZone(zone).toLocalDateTime();

    long hour = windows.startOf(Granularity.HOUR, minute);
    for (long each : List.of(hour, windows.endOf(Granularity.HOUR, hour) - 1)) {
      var other = Instant.ofEpochMilli(Windows.millisOf(each)).atZone(zone).toLocalDateTime();
      assertThat(other.toLocalDate()).isEqualTo(local.toLocalDate());
      assertThat(other.getHour()).isEqualTo(local.getHour());
    }
    long day = windows.startOf(Granularity.DAY, minute);
    for (long each : List.of(day, windows.endOf(Granularity.DAY, day) - 1)) {
      var other = Instant.ofEpochMilli(Windows.millisOf(each)).atZone(zone).toLocalDate();
      assertThat(other).isEqualTo(local.toLocalDate());
    }
  }

  @Property(tries = 3_000)
  void aDayIsTheCalendarsWhereTheClockIsPutToo(
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") Instant instant,
      @ForAll @IntRange(min = -4_500, max = 4_500) int minutesLater) {
    var put = zone.getRules().nextTransition(instant);
    Instant near = put == null ? instant : put.getInstant();
    long minute = Windows.minuteOf(near.toEpochMilli()) + minutesLater;
    LocalDate date = Instant.ofEpochMilli(Windows.millisOf(minute)).atZone(zone).toLocalDate();
    Windows windows = new Windows(zone);

    long start = windows.startOf(Granularity.DAY, minute);
    assertThat(start).isEqualTo(beginningOf(date, zone));
    assertThat(windows.endOf(Granularity.DAY, start))
        .isEqualTo(beginningOf(date.plusDays(1), zone));
  }

  private static long beginningOf(LocalDate date, ZoneId zone) {
    return Windows.minuteOf(date.atStartOfDay(zone).toInstant().toEpochMilli());
  }

  @Property
  void whatWasAskedBeforeMakesNoDifference(
      @ForAll("zones") ZoneId zone,
      @ForAll("instants") Instant first,
      @ForAll @IntRange(min = -3_000, max = 3_000) int minutesLater) {
    Windows asked = new Windows(zone);
    long minute = Windows.minuteOf(first.toEpochMilli());

    for (Granularity granularity : Granularity.values()) {
      long unused = asked.startOf(granularity, minute);
      assertThat(asked.startOf(granularity, minute + minutesLater))
          .isEqualTo(new Windows(zone).startOf(granularity, minute + minutesLater));
    }
  }

  @Example
  void windowsComeBackFromTheirBytes() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Windows(SHANGHAI));
    }
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    Windows windows = (Windows) in.readObject();

    assertThat(windows.zone()).isEqualTo(SHANGHAI);
    assertThat(start(windows, Granularity.DAY, "2026-03-02T16:00:00Z"))
        .isEqualTo("2026-03-02T16:00:00Z");
    assertThat(start(windows, Granularity.HOUR, "2026-03-02T16:59:00Z"))
        .isEqualTo("2026-03-02T16:00:00Z");
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    List<ZoneId> all = ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();
    return Arbitraries.oneOf(
        Arbitraries.of(all),
        Arbitraries.of(
            Stream.of("Asia/Shanghai", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo")
                .map(ZoneId::of)
                .toList()));
  }

  /** Of the time that is believed; half of them near a change of Lord Howe's clocks. */
  @Provide
  Arbitrary<Instant> instants() {
    var rules = ZoneId.of("Australia/Lord_Howe").getRules();
    Arbitrary<Instant> any =
        Arbitraries.longs()
            .between(YEAR_2000.toEpochMilli(), YEAR_2100.toEpochMilli() - 1)
            .map(Instant::ofEpochMilli);
    Arbitrary<Duration> near = Arbitraries.longs().between(-120, 120).map(Duration::ofMinutes);
    return Arbitraries.oneOf(
        any, any.flatMap(instant -> near.map(rules.nextTransition(instant).getInstant()::plus)));
  }

  private static String start(Windows windows, Granularity granularity, String instant) {
    long minute = Windows.minuteOf(Instant.parse(instant).toEpochMilli());
    return iso(windows.startOf(granularity, minute));
  }

  private static String end(Windows windows, Granularity granularity, String start) {
    return iso(windows.endOf(granularity, Windows.minuteOf(Instant.parse(start).toEpochMilli())));
  }

  private static String iso(long minute) {
    return Instant.ofEpochMilli(Windows.millisOf(minute)).toString();
  }
}
