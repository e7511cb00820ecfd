package io.portally.bench.alerts;

import io.portally.alerts.notify.Target;
import io.portally.alerts.open.Change;
import io.portally.alerts.open.OpenAlerts;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A target that takes down when it was told of the alerts of clearances that fall due. One that is
 * not named counts from when the crowd that it is one of was told.
 */
final class TimedTarget implements Target {

  private final Target target;
  private final Lodgements lodgements;
  private final AtomicLongArray toldAt;
  private final AtomicInteger told = new AtomicInteger();

  /**
   * @param count how many of the clearances may fall due, by their numbers from 0 on
   */
  TimedTarget(Target target, Lodgements of, int count) {
    this.target = target;
    lodgements = of;
    toldAt = new AtomicLongArray(count);
  }

  /** When the target had taken the alert, epoch milliseconds; 0 where it has not. */
  long toldAt(int number) {
    return toldAt.get(number);
  }

  /** Of how many the target was told. */
  int told() {
    return told.get();
  }

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public Set<String> alreadyNamed() throws IOException, InterruptedException {
    return target.alreadyNamed();
  }

  @Override
  public void begin(OpenAlerts open, boolean isFirstTime) throws IOException, InterruptedException {
    target.begin(open, isFirstTime);
  }

  @Override
  public void tell(List<Change> changes, OpenAlerts open) throws IOException, InterruptedException {
    target.tell(changes, open);
    long now = System.currentTimeMillis();
    for (Change change : changes) {
      if (change instanceof Change.Opened opened) {
        long number = lodgements.numberOf(opened.alert().alert().getConsignmentId());
        if (number >= 0 && number < toldAt.length()) {
          if (toldAt.compareAndSet((int) number, 0, now)) {
            told.incrementAndGet();
          }
        }
      }
    }
  }

  @Override
  public void remind(OpenAlerts open) throws IOException, InterruptedException {
    target.remind(open);
  }
}
