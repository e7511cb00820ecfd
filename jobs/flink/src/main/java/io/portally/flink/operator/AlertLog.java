package io.portally.flink.operator;

import io.portally.flink.type.AboutConsignment;
import java.io.Serializable;
import org.apache.flink.util.function.ThrowingConsumer;

/**
 * Where alerts are told, as a task asks it before its first record: what a lost life has told is to
 * be known before anything is told once more. What comes back while the job runs would come too
 * late: behind records, and behind the look at all consignments that a restart begins with.
 */
@FunctionalInterface
public interface AlertLog extends Serializable {

  /**
   * Gives what has been told of all consignments since, of each alert in its order.
   *
   * @param instant when it was published at the earliest, by the clock, epoch milliseconds; 0: all.
   *     Some of what was published before may come as well
   */
  void toldSince(long instant, ThrowingConsumer<AboutConsignment.Echo, Exception> out)
      throws Exception;
}
