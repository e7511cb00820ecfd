package io.portally.alerts.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that a receiver knows too, and the signature that proves it (Standard Webhooks, v1). */
public final class WebhookSecret {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";

  /** What Standard Webhooks asks for: 24 to 64 bytes. */
  private static final int LEAST_BYTES = 24;

  private static final int MOST_BYTES = 64;

  private final SecretKeySpec key;

  private WebhookSecret(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * Reads a secret as Standard Webhooks writes it: {@code whsec_} and 24 to 64 bytes in base64.
   *
   * @throws IllegalArgumentException if it is none; the message does not tell the secret
   */
  public static WebhookSecret parse(String text) {
    String base64 = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      // Not as a cause: it quotes a part of the secret.
      throw new IllegalArgumentException("it is not whsec_ and base64");
    }
    if (key.length < LEAST_BYTES || key.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "it has %d bytes; wanted: %d to %d".formatted(key.length, LEAST_BYTES, MOST_BYTES));
    }
    return new WebhookSecret(key);
  }

  /**
   * The signature of a message: {@code v1,} and the HMAC-SHA256 of id, timestamp and body.
   *
   * @param timestamp of the attempt, whole seconds since the epoch
   */
  String sign(String id, long timestamp, byte[] body) {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes("%s.%d.".formatted(id, timestamp).getBytes(UTF_8));
    signed.writeBytes(body);
    return "v1," + new String(Base64.getEncoder().encode(hmac(signed.toByteArray())), US_ASCII);
  }

  private byte[] hmac(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(bytes);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
