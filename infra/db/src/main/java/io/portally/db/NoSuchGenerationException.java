package io.portally.db;

/** A generation was named that is not there; the message names those that are. */
public final class NoSuchGenerationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchGenerationException(String message) {
    super(message);
  }
}
