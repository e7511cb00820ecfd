package io.portally.bench.latency;

import java.util.ArrayList;
import java.util.List;

/** How far a job is behind its topics, looked at from time to time. */
final class Lag {

  private record Look(double seconds, double records) {}

  private final List<Look> looks = new ArrayList<>();

  void add(double seconds, double records) {
    looks.add(new Look(seconds, records));
  }

  /** The last look; 0 before the first. */
  double last() {
    return looks.isEmpty() ? 0 : looks.get(looks.size() - 1).records;
  }

  /** Records by which it grows in a second, by least squares; 0 before there are two looks. */
  double growth() {
    double meanSeconds = looks.stream().mapToDouble(Look::seconds).average().orElse(0);
    double meanRecords = looks.stream().mapToDouble(Look::records).average().orElse(0);
    double together = 0;
    double alone = 0;
    for (Look look : looks) {
      together += (look.seconds - meanSeconds) * (look.records - meanRecords);
      alone += (look.seconds - meanSeconds) * (look.seconds - meanSeconds);
    }
    return alone == 0 ? 0 : together / alone;
  }
}
