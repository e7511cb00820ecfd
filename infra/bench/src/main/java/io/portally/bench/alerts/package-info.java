/**
 * How long an alert takes. The job of slow clearances runs live, with a given number of clearances
 * open and traffic of a given rate; some clearances fall due at known instants. {@link EventTime}
 * tells from what was published when event time had come far enough for an alert, so that the
 * watermark's own delay and the job's stand apart; the broker tells when the alert was there.
 */
@NullMarked
package io.portally.bench.alerts;

import org.jspecify.annotations.NullMarked;
