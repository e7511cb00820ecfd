package io.portally.local.sink;

import static java.util.stream.Collectors.groupingBy;

import io.portally.local.sink.World.Published;
import io.portally.tally.area.Port;
import io.portally.tally.journey.MovementRecord;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the tables must say in the end, added up from the published records without the classes that
 * the job adds up with. A row is told as {@link FactRows} tells it.
 */
final class Truth {

  private record Event(int consignment, String eventId) {}

  private record Version(int consignment, Object topic, String eventId, int version) {}

  /** A window's name and bounds. */
  private record Window(String granularity, long startSecond, long endMillis) {}

  private final World world;
  private final Map<String, long[]> cells = new TreeMap<>();
  private final Map<String, Boolean> complete = new TreeMap<>();

  private Truth(World world) {
    this.world = world;
  }

  static Map<String, String> of(World world) {
    Truth truth = new Truth(world);
    List<Published> published = world.partitions().stream().flatMap(List::stream).toList();
    truth.countFates(published);
    truth.countMovements(published);
    Map<String, String> rows = new TreeMap<>();
    truth.cells.forEach(
        (cell, measures) ->
            rows.put(cell, FactRows.told(truth.complete.getOrDefault(cell, false), measures)));
    return rows;
  }

  private void countFates(List<Published> published) {
    Set<Version> accepted = new HashSet<>();
    for (Published each : published) {
      Version version =
          new Version(
              each.consignment(), each.topic(), each.record().eventId(), each.record().version());
      String fate = accepted.add(version) ? "ACCEPTED" : "DUPLICATE";
      for (Window window : windowsOf(each.timestamp())) {
        add(window, "data_quality", "%s|%s|-".formatted(each.topic().suffix(), fate), 1);
      }
    }
  }

  private void countMovements(List<Published> published) {
    published.stream()
        .filter(each -> each.record() instanceof MovementRecord)
        .collect(groupingBy(each -> new Event(each.consignment(), each.record().eventId())))
        .values()
        .forEach(this::countHighest);
  }

  private void countHighest(List<Published> versions) {
    MovementRecord highest =
        versions.stream()
            .map(each -> (MovementRecord) each.record())
            .max(Comparator.comparingInt(MovementRecord::version))
            .orElseThrow();
    if (highest.retracted()) {
      return;
    }
    String what =
        "%s|%s|%s|%s"
            .formatted(highest.movement(), highest.direction(), highest.mode(), highest.laden());
    for (Window window : windowsOf(highest.eventTime())) {
      for (String area : areasOf(World.DEFINITIONS.register().ports().get(highest.port()))) {
        add(
            window,
            "throughput",
            area + "|" + what,
            1,
            highest.grossMassKg(),
            highest.teuHundredths());
      }
    }
  }

  private static List<String> areasOf(Port port) {
    List<String> areas = new ArrayList<>();
    areas.add("PORT|" + port.code());
    areas.add("PROVINCE|" + port.provinceCode());
    if (port.regionCode() != null) {
      areas.add("REGION|" + port.regionCode());
    }
    areas.add("NATION|" + port.nationCode());
    return areas;
  }

  private static List<Window> windowsOf(long epochMillis) {
    ZonedDateTime instant = Instant.ofEpochMilli(epochMillis).atZone(World.ZONE);
    return Stream.of(ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS)
        .map(
            unit -> {
              ZonedDateTime start = instant.truncatedTo(unit);
              String name = unit.name().substring(0, unit.name().length() - 1);
              long end = start.plus(1, unit).toInstant().toEpochMilli();
              return new Window(name, start.toEpochSecond(), end);
            })
        .toList();
  }

  private void add(Window window, String table, String dimensions, long... more) {
    String cell =
        "%s|%s|%s|%s".formatted(table, window.granularity(), window.startSecond(), dimensions);
    complete.put(cell, window.endMillis() - 1 <= world.finalWatermark());
    long[] sums = cells.computeIfAbsent(cell, c -> new long[more.length]);
    for (int i = 0; i < more.length; i++) {
      sums[i] += more[i];
    }
  }
}
