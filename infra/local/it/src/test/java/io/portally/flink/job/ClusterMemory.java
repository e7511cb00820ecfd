package io.portally.flink.job;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptionsInternal;

/** Opens to tests what a job asks its cluster when a JobManager has taken over. */
public final class ClusterMemory {

  private ClusterMemory() {}

  /** Whether the job would find its own checkpoint, if it started in application mode. */
  public static boolean hasCheckpoint(Configuration cluster, String jobId) {
    Configuration ofTheJob = new Configuration(cluster);
    ofTheJob.set(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID, jobId);
    return Failover.hasCheckpoint(ofTheJob);
  }
}
