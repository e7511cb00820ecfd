package io.portally.simulator.traffic;

import io.portally.tally.area.Register;
import io.portally.tally.area.RegisterReader;
import io.portally.events.*;
import io.portally.tally.area.PortKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SimulatedWeekTest {
  static final Instant MONDAY = Instant.parse("2026-03-01T16:00:00Z");
  static final Register REGISTER = RegisterReader.bundled();

  @Test
  void print() {
    long t0 = System.nanoTime();
    double rate = 5;
    WeekOfTraffic w = new WeekOfTraffic(TrafficOptions.builder().rate(rate).start(MONDAY).build(), REGISTER);
    double year = 365 / 7.0 * 50 / rate;
    System.out.printf("t %.1f s records %d (%.3f/s)%n", (System.nanoTime()-t0)/1e9, w.records(), w.records()/604800.0);
    System.out.printf("tonnes %.3f bn yuan %.2f tn decl %.1f M%n", w.tonnes()*year/1e9, w.yuan()*year/1e12, w.released().size()*year/1e6);
    for (PortKind k : PortKind.values()) System.out.printf("%s decl %.4f tonnes %.4f value %.4f%n", k, w.share(o->true, o->o.kind()==k), w.shareOfTonnes(o -> o.kind()==k), w.shareOfYuan(o->o.kind()==k));
    for (Programme p : Programme.values()) System.out.printf("%s all %.4f import %.4f value %.4f%n", p, w.share(o->true, o->o.has(p)), w.share(o->o.is(Direction.IMPORT), o->o.has(p)), w.shareOfYuan(o->o.has(p)));
    System.out.printf("aeo foreign %.4f; inspected %.4f aeo %.4f; empty %.4f again %.4f%n", w.share(o->o.has(Programme.AEO), o -> !"CN".equals(o.event().getAeoCountry())), w.inspectedShare(false), w.inspectedShare(true), w.emptyShare(), w.reportedAgainShare());
    System.out.printf("night land %.3f rel %.3f ships %.3f weekend %.3f appts %.3f%n", w.nightOverDayOnLand(), w.nightOverDayOfReleases(), w.nightOverDayOfShips(), w.weekendOverWeekday(), w.appointmentsAtNight());
    double[] m = w.released().stream().mapToDouble(o -> o.tonnes()).sorted().toArray();
    System.out.printf("mass p50 %.3f p75 %.3f p99 %.1f max %.0f%n", m[m.length/2], m[m.length*3/4], m[(int)(m.length*.99)], m[m.length-1]);
    var p = w.partners((a,o)->a+o.yuan()); double s = p.values().stream().mapToDouble(x->x).sum();
    p.entrySet().stream().sorted((a,b)->Double.compare(b.getValue(),a.getValue())).forEach(e -> System.out.printf("%s %.3f ", e.getKey(), e.getValue()/s));
    System.out.println();
    for (double[] d : new double[][]{{.4,5}}) {
      t0 = System.nanoTime();
      LegsOfTraffic l = new LegsOfTraffic(TrafficOptions.builder().rate(d[0]).start(MONDAY).build(), REGISTER, 5);
      System.out.printf("t %.1f%n", (System.nanoTime()-t0)/1e9);
      for (LegsOfTraffic.Leg leg : LegsOfTraffic.Leg.values()) System.out.printf("%s n %d mean %.2f p10 %.2f p50 %.2f p90 %.2f%n", leg, l.count(leg), l.mean(leg), l.quantile(leg,.1), l.quantile(leg,.5), l.quantile(leg,.9));
    }
  }
}
