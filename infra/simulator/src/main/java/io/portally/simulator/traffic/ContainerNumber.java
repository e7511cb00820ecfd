package io.portally.simulator.traffic;

/** Identification of freight containers, ISO 6346. */
final class ContainerNumber {
  /** Owner codes of well-known carriers and lessors, with the category U. */
  private static final String[] OWNERS = {
    "CSNU", "COSU", "OOLU", "CBHU", "MSKU", "MSCU", "CMAU", "EGHU", "HLXU", "ONEU", "YMLU", "TCLU",
    "TGHU", "SITU", "CAIU", "FCIU"
  };

  private ContainerNumber() {}

  /** A number that follows from the bits, with its check digit. */
  static String of(long bits) {
    String owner = OWNERS[(int) (bits & 15)];
    int serial = Math.floorMod(bits >>> 4, 1_000_000);
    char[] number = new char[11];
    owner.getChars(0, 4, number, 0);
    for (int i = 9; i >= 4; i--) {
      number[i] = (char) ('0' + serial % 10);
      serial /= 10;
    }
    number[10] = (char) ('0' + checkDigit(number));
    return new String(number);
  }

  /** Of the first ten characters. Letters count from 10 on, without the multiples of 11. */
  static int checkDigit(char[] number) {
    int sum = 0;
    for (int i = 0; i < 10; i++) {
      sum += value(number[i]) << i;
    }
    return sum % 11 % 10;
  }

  private static int value(char sign) {
    if (sign <= '9') {
      return sign - '0';
    }
    int letter = sign - 'A';
    return letter + 10 + (letter + 9) / 10;
  }
}
