package io.portally.tally.journey;

import static io.portally.tally.Samples.DEFINITIONS;

import io.portally.tally.area.Granularity;
import io.portally.tally.journey.ReferenceRows.Figures;
import io.portally.tally.measure.Combiner;
import io.portally.tally.measure.Contribution;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The rows that come of a consignment's records, which are all accepted. */
final class TalliedConsignment {

  private final JourneyTally tally = DEFINITIONS.journeyTally();
  private final Journeys journeys = new Journeys();
  private final Combiner combiner = new Combiner(DEFINITIONS.rollUp());
  private final ReferenceRows rows = new ReferenceRows();

  void accept(SpecificRecord... records) {
    for (SpecificRecord record : records) {
      tally.accept(journeys, History.remembered(record), combiner);
      combiner.drain(this::add);
    }
  }

  private void add(Contribution contribution) {
    rows.add(
        History.keyOf(contribution.cell()),
        Figures.of(
            contribution.revision(),
            contribution.measures(),
            contribution.cell().table().measures().size()));
  }

  /**
   * The measures of a table's days, added up; of ports alone where it has areas.
   *
   * @param words the dimensions that a row must have, in any order
   */
  List<Long> days(String table, Object... words) {
    return sum(table, Granularity.DAY, words).measures();
  }

  /** The same of the hours. */
  List<Long> hours(String table, Object... words) {
    return sum(table, Granularity.HOUR, words).measures();
  }

  /** The sketch's buckets of the days, by index. */
  List<Long> bucketsOfDays(String table, Object... words) {
    return List.copyOf(sum(table, Granularity.DAY, words).buckets().keySet());
  }

  private Figures sum(String table, Granularity granularity, Object... words) {
    return rows.asMap().entrySet().stream()
        .filter(row -> row.getKey().table().equals(table))
        .filter(row -> row.getKey().granularity() == granularity)
        .filter(row -> isNoLargerArea(row.getKey().dimensions()))
        .filter(row -> row.getKey().dimensions().containsAll(List.of(words)))
        .map(Map.Entry::getValue)
        .reduce(Figures::plus)
        .orElse(Figures.zeros(0));
  }

  private static boolean isNoLargerArea(List<Object> dimensions) {
    return List.of("PROVINCE", "REGION", "NATION").stream().noneMatch(dimensions::contains);
  }
}
