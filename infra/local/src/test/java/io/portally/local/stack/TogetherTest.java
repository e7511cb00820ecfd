package io.portally.local.stack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TogetherTest {

  private static final int ALL = 5;

  private final CountDownLatch begun = new CountDownLatch(ALL);
  private final AtomicInteger ended = new AtomicInteger();

  @Test
  void eachRunsWhileTheOthersDo() {
    Together.run(List.of(this::meet, this::meet, this::meet, this::meet, this::meet));

    assertThat(ended).hasValue(ALL);
  }

  @Test
  void theOthersEndBeforeAFailureIsThrownWithAllThatFailed() {
    assertThatThrownBy(
            () ->
                Together.run(
                    List.of(
                        this::meet, this::meetAndFail, this::meet, this::meetAndFail, this::meet)))
        .isInstanceOf(StackFailure.class)
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));

    assertThat(ended).hasValue(ALL);
  }

  /** Ends when all have begun. */
  private void meet() {
    begun.countDown();
    try {
      assertThat(begun.await(30, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    ended.incrementAndGet();
  }

  private void meetAndFail() {
    meet();
    throw StackFailure.configuration("on purpose");
  }
}
