package io.portally.bench.traffic;

import io.portally.tally.area.Port;
import io.portally.tally.area.RegisterReader;
import java.util.Arrays;
import java.util.List;

/** Ports with their shares of the traffic. */
final class PortChoice {

  private final List<String> codes;

  /** Of each port and all before it, the weights added up. */
  private final double[] upTo;

  private final int busiest;
  private final double shareOfTheBusiest;

  private PortChoice(List<String> codes, double[] upTo, int busiest, double shareOfTheBusiest) {
    this.codes = codes;
    this.upTo = upTo;
    this.busiest = busiest;
    this.shareOfTheBusiest = shareOfTheBusiest;
  }

  /**
   * Ports by their weights.
   *
   * @param weights in the order of the codes, above 0 in all
   */
  static PortChoice of(List<String> codes, double... weights) {
    double[] upTo = weights.clone();
    Arrays.parallelPrefix(upTo, Double::sum);
    int busiest = 0;
    for (int i = 1; i < weights.length; i++) {
      busiest = weights[i] > weights[busiest] ? i : busiest;
    }
    return new PortChoice(List.copyOf(codes), upTo, busiest, 0);
  }

  /** Those of the register that comes with Portally. */
  static PortChoice bundled() {
    List<Port> ports = RegisterReader.bundled().ports();
    return of(
        ports.stream().map(Port::code).toList(),
        ports.stream().mapToDouble(Port::weight).toArray());
  }

  /** The same where the busiest port has that share, and all of them what is left. */
  PortChoice withShareOfTheBusiest(double share) {
    return new PortChoice(codes, upTo, busiest, share);
  }

  /**
   * Which port has it.
   *
   * @param unit evenly from 0 to below 1
   */
  int at(double unit) {
    if (unit < shareOfTheBusiest) {
      return busiest;
    }
    double rest = (unit - shareOfTheBusiest) / (1 - shareOfTheBusiest);
    int found = Arrays.binarySearch(upTo, rest * upTo[upTo.length - 1]);
    // A port begins where those before it end.
    return Math.min(found < 0 ? -found - 1 : found + 1, codes.size() - 1);
  }

  String code(int port) {
    return codes.get(port);
  }

  /** The port that another one's boxes are taken to; the same where there is but one. */
  int neighbourOf(int port) {
    return (port + 1) % codes.size();
  }
}
