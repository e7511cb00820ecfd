package io.portally.flink.operator;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/** State that this job must not take up. No restart would mend it, so the job fails for good. */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
final class ForeignStateException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  ForeignStateException(String message) {
    super(message);
  }
}
