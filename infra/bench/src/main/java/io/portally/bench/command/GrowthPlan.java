package io.portally.bench.command;

import io.portally.bench.growth.Backend;
import io.portally.bench.growth.Point;
import io.portally.bench.growth.Point.Axis;
import io.portally.bench.traffic.LifeTopics;
import io.portally.local.stack.StackFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which points are measured.
 *
 * @param axes what is varied
 * @param open how many consignments are open at once
 * @param backends where state is kept; ports and skew are varied on the first
 * @param ports how many there are
 * @param skew the share of the busiest port
 * @param at how many consignments are open where ports and skew are varied
 */
record GrowthPlan(
    Set<Axis> axes,
    List<Integer> open,
    List<Backend> backends,
    List<Integer> ports,
    double skew,
    int at) {

  GrowthPlan {
    if (axes.isEmpty() || backends.isEmpty()) {
      throw StackFailure.configuration("Nothing is to be measured; name --vary and --backends.");
    }
  }

  /** Each point once, those that belong together one after the other. */
  List<Point> points() {
    List<Point> points = new ArrayList<>();
    if (axes.contains(Axis.OPEN)) {
      backends.forEach(
          backend -> open.forEach(count -> points.add(new Point(Axis.OPEN, count, backend, 0, 0))));
    }
    Backend first = backends.get(0);
    if (axes.contains(Axis.PORTS)) {
      ports.forEach(count -> points.add(new Point(Axis.PORTS, at, first, count, 0)));
    }
    if (axes.contains(Axis.SKEW)) {
      points.add(new Point(Axis.SKEW, at, first, 0, skew));
    }
    return points;
  }

  /**
   * What is read at each point; the same topics for points that differ in their backend alone.
   *
   * @throws StackFailure where there can be no such topics
   */
  Map<Point, LifeTopics> topics(long warmUpRecords, long leastRecords, long seed) {
    Map<Point, LifeTopics> topics = new LinkedHashMap<>();
    try {
      for (Point point : points()) {
        topics.put(
            point,
            new LifeTopics(
                point.open(), point.ports(), point.skew(), warmUpRecords, leastRecords, seed));
      }
    } catch (IllegalArgumentException e) {
      throw StackFailure.configuration(
          "There is no such traffic: %s.".formatted(e.getMessage()), e);
    }
    return topics;
  }
}
