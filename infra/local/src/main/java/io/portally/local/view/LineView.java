package io.portally.local.view;

import java.util.stream.Collectors;

/** Figures as one line, for a pipe or a log. */
public final class LineView {

  private static final int PORTS = 3;

  private LineView() {}

  public static String line(Figures figures) {
    return String.join(
        " | ",
        Words.second(figures.now()),
        "CN %s t, %s TEU in %s movements"
            .formatted(
                Words.tonnes(figures.total().massKg()),
                Words.teu(figures.total().teuHundredths()),
                Words.count(figures.total().movements())),
        busiest(figures),
        clearances(figures),
        "slow " + Words.alerts(figures.alerts()),
        Words.perSecond(figures.recordsPerSecond()),
        Words.watermark(figures),
        Words.fates(figures.fates(), ", "),
        "job " + figures.jobState());
  }

  /** Of imports, half of which took at most so long. */
  private static String clearances(Figures figures) {
    String medians =
        figures.clearances().stream()
            .filter(region -> region.imports().cases() > 0)
            .map(region -> region.code() + " " + Words.hours(region.imports().medianSeconds()))
            .collect(Collectors.joining(", "));
    return medians.isEmpty() ? "no clearance time yet" : "import clearance " + medians;
  }

  private static String busiest(Figures figures) {
    if (figures.ports().isEmpty()) {
      return "no port yet";
    }
    return figures.ports().stream()
        .limit(PORTS)
        .map(port -> port.code() + " " + Words.tonnes(port.tonnage().massKg()) + " t")
        .collect(Collectors.joining(", "));
  }
}
