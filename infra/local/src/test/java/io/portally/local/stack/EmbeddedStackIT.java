package io.portally.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStackIT {

  @Test
  void everyAddressAnswers(@TempDir Path temp) throws Exception {
    long begin = System.nanoTime();
    try (EmbeddedStack stack = EmbeddedStack.start(StackOptions.in(temp))) {
      System.out.println("up in ms " + (System.nanoTime() - begin) / 1000000);
      System.out.println(stack.addresses().environment());
      try (Connection connection = stack.ownerDataSource().getConnection()) {
        assertThat(connection.isValid(1)).isTrue();
      }
      begin = System.nanoTime();
    }
    System.out.println("down in ms " + (System.nanoTime() - begin) / 1000000);
  }
}
