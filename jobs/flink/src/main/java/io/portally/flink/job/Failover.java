package io.portally.flink.job;

import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.checkpoint.CheckpointRecoveryFactory;
import org.apache.flink.runtime.highavailability.HighAvailabilityServices;
import org.apache.flink.runtime.highavailability.HighAvailabilityServicesUtils;
import org.apache.flink.runtime.jobmanager.HighAvailabilityMode;
import org.apache.flink.runtime.state.SharedStateRegistry;
import org.apache.flink.util.concurrent.Executors;

/**
 * In Flink's application mode {@code main} runs again whenever a JobManager takes over, and nothing
 * among its arguments says that the job has state. The cluster's high availability services know.
 */
final class Failover {

  /** Only whether there is one is asked, and nothing is ever added here. */
  private static final int CHECKPOINTS_KEPT = 1;

  private Failover() {}

  /**
   * Whether the cluster remembers a checkpoint of the very job that is about to start, from which
   * it would go on. False where the job has not been given an id beforehand, as in a session
   * cluster, and where nothing is highly available.
   *
   * @throws UnreachableServerException if what the cluster remembers cannot be read
   */
  static boolean hasCheckpoint(Configuration configuration) {
    return HighAvailabilityMode.isHighAvailabilityModeActivated(configuration)
        && configuration
            .getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID)
            .map(JobID::fromHexString)
            .filter(job -> remembers(job, configuration))
            .isPresent();
  }

  private static boolean remembers(JobID job, Configuration configuration) {
    try {
      HighAvailabilityServices services =
          HighAvailabilityServicesUtils.createAvailableOrEmbeddedServices(
              configuration, Executors.directExecutor(), Failover::giveUp);
      try {
        return checkpoints(job, services.getCheckpointRecoveryFactory()) > 0;
      } finally {
        services.close();
      }
    } catch (Exception e) {
      throw new UnreachableServerException(
          "the cluster's high availability services do not say whether job %s has a checkpoint (%s): see that they answer, or correct high-availability.*"
              .formatted(job, e.getMessage()),
          e);
    }
  }

  private static int checkpoints(JobID job, CheckpointRecoveryFactory factory) throws Exception {
    return factory
        .createRecoveredCompletedCheckpointStore(
            job,
            CHECKPOINTS_KEPT,
            SharedStateRegistry.DEFAULT_FACTORY,
            Executors.directExecutor(),
            RecoveryClaimMode.NO_CLAIM)
        .getNumberOfRetainedCheckpoints();
  }

  private static void giveUp(Throwable failure) {
    throw new IllegalStateException("the high availability services have failed", failure);
  }
}
