package io.portally.bench.traffic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A register of a user's own with as many ports as are wanted. The second has half the weight of
 * the first, the third a third, and so on, as ports do.
 *
 * @param ports how many, up to 36 to the power of three
 */
public record MadeRegister(int ports) {

  private static final int MOST = 36 * 36 * 36;
  private static final List<String> PROVINCES =
      List.of(
          "CN-TJ", "CN-LN", "CN-SH", "CN-JS", "CN-ZJ", "CN-FJ", "CN-SD", "CN-GD", "CN-GX", "CN-HI");
  private static final List<String> REGIONS = List.of("NORTH", "EAST", "SOUTH");

  /**
   * A register.
   *
   * @throws IllegalArgumentException with a sentence where there are not so many codes
   */
  public MadeRegister {
    if (ports < 1 || ports > MOST) {
      throw new IllegalArgumentException(
          "there are no %d ports; write a number from 1 to %d".formatted(ports, MOST));
    }
  }

  /** Writes its two files into the folder. */
  public void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "code,name_en,name_zh,kind,province,province_en,province_zh,region,latitude,longitude,"
            + "code_source,weight,confidence");
    for (int i = 0; i < ports; i++) {
      String province = PROVINCES.get(i % PROVINCES.size());
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,Port %d,港口%d,SEA,%s,%s,%s,%s,30.0,120.0,ASSIGNED,%.6f,HIGH",
              code(i),
              i + 1,
              i + 1,
              province,
              province,
              province,
              REGIONS.get(i % REGIONS.size()),
              weight(i)));
    }
    Files.write(portsFile(folder), lines);
    List<String> regions = new ArrayList<>();
    regions.add("level,code,name_en,name_zh");
    REGIONS.forEach(region -> regions.add("REGION,%s,%s,%s".formatted(region, region, region)));
    regions.add("NATION,CN,China,中国");
    Files.write(regionsFile(folder), regions);
  }

  /** Where {@link #write} puts the ports. */
  public static Path portsFile(Path folder) {
    return folder.resolve("ports.csv");
  }

  /** Where {@link #write} puts regions and nations. */
  public static Path regionsFile(Path folder) {
    return folder.resolve("regions.csv");
  }

  PortChoice choice() {
    return PortChoice.of(
        IntStream.range(0, ports).mapToObj(MadeRegister::code).toList(),
        IntStream.range(0, ports).mapToDouble(MadeRegister::weight).toArray());
  }

  private static double weight(int port) {
    return 1.0 / (port + 1);
  }

  private static String code(int port) {
    String number = Integer.toString(port, 36).toUpperCase(Locale.ROOT);
    return "CN" + "0".repeat(3 - number.length()) + number;
  }
}
