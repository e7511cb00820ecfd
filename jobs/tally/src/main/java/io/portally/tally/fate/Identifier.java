package io.portally.tally.fate;

import org.jspecify.annotations.Nullable;

/** What an id may look like, of whatever thing. */
public final class Identifier {

  /** In code points. */
  public static final int LONGEST = 64;

  private Identifier() {}

  /**
   * What is wrong with an id.
   *
   * @param field the name of the field that holds it
   * @return a clause for people; null where nothing is wrong
   */
  public static @Nullable String faultOf(String field, String value) {
    if (value.isEmpty()) {
      return field + " is empty";
    }
    if (value.length() > LONGEST && value.codePointCount(0, value.length()) > LONGEST) {
      return "%s has %d code points, more than %d"
          .formatted(field, value.codePointCount(0, value.length()), LONGEST);
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return "%s has the control character U+%04X at position %d"
            .formatted(field, (int) value.charAt(i), i);
      }
    }
    return null;
  }
}
