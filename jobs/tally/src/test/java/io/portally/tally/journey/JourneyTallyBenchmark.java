package io.portally.tally.journey;

import static io.portally.tally.Samples.DEFINITIONS;
import static io.portally.tally.Samples.HAPPENED;
import static io.portally.tally.Samples.remembered;
import static io.portally.tally.Samples.rememberedClearance;

import io.portally.events.Movement;
import io.portally.events.Programme;
import io.portally.events.Stage;
import io.portally.tally.measure.Combiner;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a record costs in {@link JourneyTally#accept}, drained after every thousand consignments.
 * Run by hand, on one thread; prints nanoseconds of that thread's CPU time for each record, in the
 * fastest round. Not a test: it fails nothing.
 */
public final class JourneyTallyBenchmark {

  private static final int CONSIGNMENTS = 1_000;
  private static final int ROUNDS = 40;

  private JourneyTallyBenchmark() {}

  public static void main(String[] none) {
    for (int i = 0; i < 2; i++) {
      measure(
          "imports under two programmes",
          imports(List.of(Programme.AEO, Programme.TWO_STEP_DECLARATION)));
      measure("imports under no programme", imports(List.of()));
      measure("movements alone", movementsAlone());
    }
  }

  private static void measure(String name, List<List<JourneyRecord>> consignments) {
    JourneyTally tally = DEFINITIONS.journeyTally();
    Combiner combiner = new Combiner(DEFINITIONS.rollUp());
    long records = consignments.stream().mapToLong(List::size).sum();
    long fastest = Long.MAX_VALUE;
    long cells = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long[] drained = {0};
      long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (List<JourneyRecord> consignment : consignments) {
        Journeys journeys = new Journeys();
        for (JourneyRecord record : consignment) {
          tally.accept(journeys, record, combiner);
        }
      }
      long accepted = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
      combiner.drain(contribution -> drained[0]++);
      fastest = Math.min(fastest, accepted);
      cells = drained[0];
    }
    System.out.printf(
        "%s: %d ns a record, %.1f records a consignment, %d cells%n",
        name, fastest / records, (double) records / CONSIGNMENTS, cells);
  }

  private static List<List<JourneyRecord>> imports(List<Programme> programmes) {
    Random random = new Random(1);
    List<List<JourneyRecord>> consignments = new ArrayList<>();
    for (int i = 0; i < CONSIGNMENTS; i++) {
      String id = "6CN" + i;
      Instant arrived = HAPPENED.plusSeconds(random.nextInt(86_400));
      consignments.add(
          List.of(
              moved(id, Movement.ARRIVED, arrived),
              moved(id, Movement.DISCHARGED, after(arrived, 2, random)),
              told(id, Stage.LODGED, after(arrived, 3, random), programmes),
              told(id, Stage.ACCEPTED, after(arrived, 4, random), programmes),
              told(id, Stage.DOCUMENTS_CHECKED, after(arrived, 5, random), programmes),
              told(id, Stage.DUTY_PAID, after(arrived, 6, random), programmes),
              told(id, Stage.RELEASED, after(arrived, 7, random), programmes),
              moved(id, Movement.GATED_OUT, after(arrived, 20, random)),
              told(id, Stage.CLEARED, after(arrived, 40, random), programmes)));
    }
    return consignments;
  }

  private static List<List<JourneyRecord>> movementsAlone() {
    Random random = new Random(1);
    List<List<JourneyRecord>> consignments = new ArrayList<>();
    for (int i = 0; i < CONSIGNMENTS; i++) {
      String id = "6CN" + i;
      Instant arrived = HAPPENED.plusSeconds(random.nextInt(86_400));
      consignments.add(
          List.of(
              moved(id, Movement.ARRIVED, arrived),
              moved(id, Movement.DISCHARGED, after(arrived, 2, random)),
              moved(id, Movement.GATED_OUT, after(arrived, 20, random))));
    }
    return consignments;
  }

  private static Instant after(Instant arrived, int hours, Random random) {
    return arrived.plus(Duration.ofHours(hours)).plusSeconds(random.nextInt(3_600));
  }

  private static JourneyRecord moved(String id, Movement movement, Instant at) {
    return remembered(
        m -> m.setEventId(id + "-" + movement).setMovement(movement).setEventTime(at));
  }

  private static JourneyRecord told(
      String id, Stage stage, Instant at, List<Programme> programmes) {
    return rememberedClearance(
        c ->
            c.setEventId(id + "-" + stage)
                .setStage(stage)
                .setEventTime(at)
                .setProgrammes(programmes)
                .setAeoCountry("SG"));
  }
}
