package io.portally.simulator.sink;

/** Says in one sentence what could not be put out, and what to do about it. */
public final class SinkException extends RuntimeException {
  public SinkException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
