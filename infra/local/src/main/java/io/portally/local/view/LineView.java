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
        Words.perSecond(figures.recordsPerSecond()),
        Words.watermark(figures),
        Words.fates(figures.fates(), ", "),
        "job " + figures.jobState());
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
