package io.portally.flink.job;

/** A server that the job needs does not answer. The message names it and says what to do. */
public final class UnreachableServerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreachableServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
