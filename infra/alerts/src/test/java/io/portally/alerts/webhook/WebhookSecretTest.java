package io.portally.alerts.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSecretTest {

  /** The example of the reference implementations of Standard Webhooks. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void theSignatureIsThatOfTheReferenceImplementations() {
    assertThat(
            WebhookSecret.parse(SECRET)
                .sign(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    1_614_265_330,
                    "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @CsvSource({
    "whsec_, it has 0 bytes",
    "whsec_c2hvcnQ=, it has 5 bytes",
    "whsec_?, it is not whsec_ and base64"
  })
  void whatIsNoSecretIsRefusedWithoutBeingTold(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookSecret.parse(text))
        .withMessageContaining(why)
        .withMessageNotContaining("c2hvcnQ")
        .withNoCause();
  }
}
