package io.portally.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Curves as SVG, both axes by their logarithms, so that what grows in proportion is a straight line
 * that rises by as much as it goes to the right.
 *
 * @param title what is drawn
 * @param x what is varied
 * @param y what was measured, with its unit
 * @param curves at least one, each with at least one dot
 */
record Chart(String title, String x, String y, List<Curve> curves) {

  /** Measured dots that belong together, in the order of x; both above 0. */
  record Curve(String name, List<Dot> dots) {}

  record Dot(double x, double y) {}

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;
  private static final int LEFT = 70;
  private static final int RIGHT = 20;
  private static final int TOP = 60;
  private static final int BOTTOM = 55;

  /** Told apart by those who do not see colours too: by the shape of the dots' lines. */
  private static final List<String> COLOURS = List.of("#0b6e99", "#c2571a", "#4a7c2c");

  private static final List<String> DASHES = List.of("none", "7 4", "2 3");

  /** The whole file. */
  String svg() {
    Axis across = Axis.over(all(Dot::x), LEFT, WIDTH - RIGHT);
    Axis up = Axis.over(all(Dot::y), HEIGHT - BOTTOM, TOP);
    List<String> lines = new ArrayList<>();
    lines.add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\" fill=\"#333\">"
            .formatted(WIDTH, HEIGHT));
    lines.add("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
    lines.add(text(LEFT, 20, "start", title).replace("<text", "<text font-size=\"15\""));
    for (double tick : across.ticks()) {
      double at = across.at(tick);
      lines.add(line(at, TOP, at, HEIGHT - BOTTOM));
      lines.add(text(at, HEIGHT - BOTTOM + 18, "middle", number(tick)));
    }
    for (double tick : up.ticks()) {
      double at = up.at(tick);
      lines.add(line(LEFT, at, WIDTH - RIGHT, at));
      lines.add(text(LEFT - 8, at + 4, "end", number(tick)));
    }
    lines.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", x));
    lines.add(text(LEFT, 40, "start", y));
    for (int i = 0; i < curves.size(); i++) {
      draw(i, across, up, lines);
    }
    lines.add("</svg>");
    return String.join("\n", lines) + "\n";
  }

  private double[] all(ToDoubleFunction<Dot> what) {
    return curves.stream().flatMap(curve -> curve.dots().stream()).mapToDouble(what).toArray();
  }

  private void draw(int number, Axis across, Axis up, List<String> lines) {
    Curve curve = curves.get(number);
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (Dot dot : curve.dots()) {
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", across.at(dot.x()), up.at(dot.y())));
      lines.add(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>",
              across.at(dot.x()),
              up.at(dot.y()),
              colour));
      lines.add(
          text(across.at(dot.x()), up.at(dot.y()) - 9, "middle", number(dot.y()))
              .replace("<text", "<text fill=\"%s\"".formatted(colour)));
    }
    lines.add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>"
            .formatted(points.toString().strip(), colour, DASHES.get(number % DASHES.size())));
    lines.add(
        text(WIDTH - RIGHT, 24 + 16 * number, "end", curve.name())
            .replace("<text", "<text fill=\"%s\"".formatted(colour)));
  }

  private static String line(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>",
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String anchor, String what) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        what.replace("&", "&amp;").replace("<", "&lt;"));
  }

  /** As a person reads it: 10 k, 5 M, 0.25. */
  static String number(double value) {
    if (value >= 1e6) {
      return trimmed(value / 1e6) + " M";
    }
    return value >= 1e4 ? trimmed(value / 1e3) + " k" : trimmed(value);
  }

  private static String trimmed(double value) {
    String text =
        value >= 100
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /**
   * From the number to its place, by logarithms.
   *
   * @param least the number at the place {@code from}, {@code most} that at {@code to}
   */
  private record Axis(double least, double most, double from, double to) {

    private static final double[] STEPS = {1, 2, 5};

    /** From the nearest step below all to the nearest above. */
    static Axis over(double[] numbers, double from, double to) {
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      for (double number : numbers) {
        if (!(number > 0)) {
          throw new IllegalArgumentException(number + " has no logarithm");
        }
        least = Math.min(least, number);
        most = Math.max(most, number);
      }
      double below = least;
      double above = most;
      for (double step : steps(least / 10, most * 10)) {
        if (step <= least) {
          below = step;
        }
        if (step > most) {
          above = step;
          break;
        }
      }
      return new Axis(below, above, from, to);
    }

    double at(double number) {
      return from + (to - from) * Math.log(number / least) / Math.log(most / least);
    }

    List<Double> ticks() {
      List<Double> all = steps(least, most);
      List<Double> tens =
          all.stream()
              .filter(step -> Math.abs(Math.rint(Math.log10(step)) - Math.log10(step)) < 1e-6)
              .toList();
      return tens.size() > 3 ? tens : all;
    }

    /** 1, 2, 5, 10, 20, 50, … within the two. */
    private static List<Double> steps(double least, double most) {
      List<Double> steps = new ArrayList<>();
      for (int power = (int) Math.floor(Math.log10(least)); power <= Math.log10(most); power++) {
        for (double step : STEPS) {
          double number = step * Math.pow(10, power);
          if (number >= least * (1 - 1e-9) && number <= most * (1 + 1e-9)) {
            steps.add(number);
          }
        }
      }
      return steps;
    }
  }
}
