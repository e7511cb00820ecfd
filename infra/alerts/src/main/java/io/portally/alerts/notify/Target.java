package io.portally.alerts.notify;

import io.portally.alerts.open.Change;
import io.portally.alerts.open.OpenAlerts;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Who is told of alerts. A method returns when everything has been taken. An {@link IOException}
 * says that it has not been, and is to be tried again as a whole: what was taken comes twice then.
 */
public interface Target {

  /** Names the target among others; its consumer group is called so. */
  String name();

  /** The ids of alerts that it has been told of by name and still holds as open. */
  Set<String> alreadyNamed() throws IOException, InterruptedException;

  /**
   * Begins, with what is open now.
   *
   * @param isFirstTime whether it has never been told of anything
   */
  void begin(OpenAlerts open, boolean isFirstTime) throws IOException, InterruptedException;

  /**
   * Tells of changes.
   *
   * @param changes in the order of the topic
   * @param open after all of them
   */
  void tell(List<Change> changes, OpenAlerts open) throws IOException, InterruptedException;

  /** Tells again what is open, for targets that forget. Called every so often. */
  void remind(OpenAlerts open) throws IOException, InterruptedException;
}
