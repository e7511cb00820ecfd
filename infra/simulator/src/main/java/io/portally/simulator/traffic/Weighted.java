package io.portally.simulator.traffic;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Things of which each is drawn as often as its weight says. */
final class Weighted<T> {
  private final List<T> things;
  private final double[] upTo;

  Weighted(List<T> things, ToDoubleFunction<T> weight) {
    this.things = List.copyOf(things);
    upTo = new double[things.size()];
    double sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += weight.applyAsDouble(things.get(i));
      upTo[i] = sum;
    }
    if (!(sum > 0)) {
      throw new IllegalArgumentException("nothing to draw from: the weights add to " + sum);
    }
  }

  T draw(Draw draw) {
    int found = Arrays.binarySearch(upTo, draw.unit() * total());
    return things.get(Math.min(found >= 0 ? found + 1 : -found - 1, upTo.length - 1));
  }

  double total() {
    return upTo[upTo.length - 1];
  }

  List<T> things() {
    return things;
  }
}
