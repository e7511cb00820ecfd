package io.portally.local.command;

/** A word that a shell reads as it is. */
final class ShellWord {

  private ShellWord() {}

  /** Quoted where it must be. */
  static String of(String text) {
    return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
