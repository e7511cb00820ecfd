package io.portally.bench.peer;

import java.nio.file.Path;

/** A peer engine, as a program: {@code java … MAIN file.properties}. */
public interface Peer {

  /** Carries the run to its end. */
  void drain(PeerRun run) throws Exception;

  /** Runs a peer: exit code 0 when every row has landed, 1 where something went wrong. */
  static void main(String[] arguments, Peer peer) {
    if (arguments.length != 1) {
      System.err.println("A peer takes one argument, its properties file.");
      System.exit(2);
    }
    try {
      peer.drain(PeerRun.of(PeerSettings.read(Path.of(arguments[0]))));
    } catch (Exception e) {
      e.printStackTrace();
      System.exit(1);
    }
    System.exit(0);
  }
}
