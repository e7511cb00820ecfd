package io.portally.local;

import io.portally.local.job.EventTimeIT;
import io.portally.local.job.FaultsIT;
import io.portally.local.job.SideBySideIT;
import io.portally.local.job.SlowClearanceIT;
import io.portally.local.stack.EmbeddedStackIT;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.Suite;

/**
 * The classes that share a stack. They take longest, so that they are begun with: tests are run in
 * the order of their full names.
 */
@Suite
@SelectClasses({
  EventTimeIT.class,
  FaultsIT.class,
  SlowClearanceIT.class,
  SideBySideIT.class,
  // Leaves hundreds of partitions to a broker.
  EmbeddedStackIT.class
})
class OneStackIT {}
