package io.portally.tally.area;

/** A register that must not be used; the message names the file, the line and the remedy. */
public final class RegisterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegisterException(String message) {
    super(message);
  }

  RegisterException(String message, Throwable cause) {
    super(message, cause);
  }
}
