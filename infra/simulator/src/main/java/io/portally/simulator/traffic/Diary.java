package io.portally.simulator.traffic;

import io.portally.events.Classifier;
import io.portally.events.Mode;
import io.portally.events.Movement;
import io.portally.events.Stage;
import io.portally.simulator.traffic.Step.Clock;
import io.portally.simulator.traffic.Step.Place;
import java.util.ArrayList;
import java.util.List;

/** Takes down what happens in a life, with how it is told. Hours are even time. */
final class Diary {
  private static final double HOUR = 3_600_000;

  private final Chances chances;
  private final List<Step> steps = new ArrayList<>();

  Diary(Chances chances) {
    this.chances = chances;
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  /** The greatest distance of a step from the beginning, in milliseconds. */
  long longestOffset() {
    return steps.stream()
        .mapToLong(step -> Math.abs(step.timing().moment().offset()))
        .max()
        .orElse(0);
  }

  /**
   * A movement, now and then with a forecast.
   *
   * @param piece counted from 0; -1 for the consignment as a whole
   */
  void moved(
      Movement movement, double hours, Clock clock, int piece, Place at, Place other, Mode mode) {
    steps.add(
        new Step.Moved(timing(hours, clock), movement, Classifier.ACTUAL, piece, at, other, mode));
    if (chances.happens(Figures.FORECAST)) {
      Classifier forecast =
          chances.happens(Figures.FORECAST_IS_PLAN) ? Classifier.PLANNED : Classifier.ESTIMATED;
      steps.add(new Step.Moved(timing(hours, clock), movement, forecast, piece, at, other, mode));
    }
  }

  void staged(Stage stage, double hours, Clock clock, int declaration, Place at, Mode mode) {
    steps.add(new Step.Staged(timing(hours, clock), stage, declaration, at, mode));
  }

  private Step.Timing timing(double hours, Clock clock) {
    double repeat = chances.logBetween(Figures.REPEAT_HOURS[0], Figures.REPEAT_HOURS[1]);
    double again = repeat + chances.logBetween(10.0 / 3600, 1);
    double late = chances.between(Figures.LATE_HOURS[0], Figures.LATE_HOURS[1]);
    long publication = publication();
    return new Step.Timing(
        moment(hours, clock),
        publication,
        publication + millis(repeat),
        publication + millis(again),
        millis(late),
        millis(premature()));
  }

  static Step.Moment moment(double hours, Clock clock) {
    double most = Schedule.LONGEST_HOURS;
    return new Step.Moment(millis(Math.min(Math.max(hours, -most), most)), clock);
  }

  private long publication() {
    double[] delay = Figures.PUBLICATION_SECONDS;
    double seconds = chances.took(Spread.around(delay[0], delay[1]));
    return (long) (1000 * Math.min(Math.max(seconds, delay[2]), delay[3]));
  }

  private double premature() {
    double[] apart = Figures.REPORTED_APART;
    return chances.happens(0.5)
        ? chances.between(apart[0], apart[1])
        : chances.between(apart[1], apart[2]);
  }

  private static long millis(double hours) {
    return (long) (hours * HOUR);
  }
}
