package io.portally.tally.area;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.portally.tally.area.CsvTable.Line;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a register from its two CSV files, and refuses one with a hole. */
public final class RegisterReader {
  private static final List<String> PORT_COLUMNS =
      List.of(
          "code",
          "name_en",
          "name_zh",
          "kind",
          "province",
          "province_en",
          "province_zh",
          "region",
          "latitude",
          "longitude",
          "code_source",
          "weight",
          "confidence");
  private static final List<String> REGION_COLUMNS = List.of("level", "code", "name_en", "name_zh");

  /** UN/LOCODE: the country, then letters or digits. */
  private static final Pattern UN_LOCODE = Pattern.compile("[A-Z]{2}[A-Z0-9]{3}");

  /** ISO 3166-2:CN, which also lists what is a customs territory, and so a nation, of its own. */
  private static final List<String> PROVINCES =
      List.of(
          "CN-AH", "CN-BJ", "CN-CQ", "CN-FJ", "CN-GD", "CN-GS", "CN-GX", "CN-GZ", "CN-HA", "CN-HB",
          "CN-HE", "CN-HI", "CN-HK", "CN-HL", "CN-HN", "CN-JL", "CN-JS", "CN-JX", "CN-LN", "CN-MO",
          "CN-NM", "CN-NX", "CN-QH", "CN-SC", "CN-SD", "CN-SH", "CN-SN", "CN-SX", "CN-TJ", "CN-TW",
          "CN-XJ", "CN-XZ", "CN-YN", "CN-ZJ");

  private final Map<String, PortLine> ports = new LinkedHashMap<>();
  private final Map<String, Area> provinces = new TreeMap<>();
  private final Map<String, Area> regions = new LinkedHashMap<>();
  private final Map<String, Area> nations = new LinkedHashMap<>();

  private RegisterReader() {}

  /** The register that comes with Portally: the open ports of China. Read anew on each call. */
  public static Register bundled() {
    return new RegisterReader()
        .read("ports.csv", resource("ports.csv"), "regions.csv", resource("regions.csv"));
  }

  /**
   * Reads a register from files of one's own, in UTF-8, with the columns of the bundled ones.
   *
   * @throws RegisterException if a file cannot be read or has a hole: the message names the file,
   *     the line (counted from 1, the header's) and what to do
   */
  public static Register read(Path ports, Path regions) {
    return new RegisterReader()
        .read(ports.toString(), content(ports), regions.toString(), content(regions));
  }

  private Register read(
      String portsFile, String portsText, String regionsFile, String regionsText) {
    CsvTable.parse(regionsFile, regionsText, REGION_COLUMNS).forEach(this::addGrouping);
    CsvTable.parse(portsFile, portsText, PORT_COLUMNS).forEach(line -> addPort(line, regionsFile));
    if (ports.isEmpty()) {
      throw new RegisterException(portsFile + ":2: there is no port; a register has at least one");
    }
    List<Area> rollUps = new ArrayList<>(provinces.values());
    rollUps.addAll(regions.values());
    rollUps.addAll(nations.values());
    return new Register(ports.values().stream().map(PortLine::port).toList(), rollUps);
  }

  private void addGrouping(Line line) {
    AreaLevel level = AreaLevel.valueOf(line.word("level", List.of("REGION", "NATION")));
    Area area =
        new Area(level, line.required("code"), line.required("name_en"), line.required("name_zh"));
    Map<String, Area> known = level == AreaLevel.REGION ? regions : nations;
    if (known.put(area.code(), area) != null) {
      throw line.refused(
          "the %s '%s' is there twice; drop one of the two".formatted(level, area.code()));
    }
  }

  private void addPort(Line line, String regionsFile) {
    String code = portCode(line);
    Port port =
        new Port(
            code,
            line.required("name_en"),
            line.required("name_zh"),
            line.word("kind", PortKind.class),
            province(line),
            region(line, regionsFile),
            nation(line, code, regionsFile),
            line.number("latitude", -90, 90),
            line.number("longitude", -180, 180),
            line.number("weight", 0, Double.MAX_VALUE),
            line.word("code_source", List.of("UNLOCODE", "ASSIGNED")),
            line.word("confidence", List.of("HIGH", "MEDIUM")));
    PortLine earlier = ports.put(code, new PortLine(port, line.number()));
    if (earlier != null) {
      throw line.refused(
          "the code '%s' is that of line %d too; a code is one port's"
              .formatted(code, earlier.number()));
    }
  }

  private static String portCode(Line line) {
    String code = line.required("code");
    if (!UN_LOCODE.matcher(code).matches()) {
      throw line.refused(
          "the code '%s' has not the form of a UN/LOCODE; write two letters A-Z and three of A-Z or 0-9"
              .formatted(code));
    }
    return code;
  }

  private String province(Line line) {
    String code = line.required("province");
    if (!PROVINCES.contains(code)) {
      throw line.refused(
          "unknown province '%s'; use a code of ISO 3166-2:CN, such as CN-GD".formatted(code));
    }
    Area province =
        new Area(
            AreaLevel.PROVINCE, code, line.required("province_en"), line.required("province_zh"));
    Area known = provinces.putIfAbsent(code, province);
    if (known != null && !known.equals(province)) {
      throw line.refused(
          "the province '%s' is called %s %s here and %s %s on an earlier line; use one name"
              .formatted(
                  code, province.nameEn(), province.nameZh(), known.nameEn(), known.nameZh()));
    }
    return code;
  }

  private @Nullable String region(Line line, String regionsFile) {
    String code = line.field("region");
    if (code.isEmpty()) {
      return null;
    }
    requireKnown(line, "region", code, regions, regionsFile);
    return code;
  }

  private String nation(Line line, String portCode, String regionsFile) {
    String code = portCode.substring(0, 2);
    requireKnown(line, "nation", code, nations, regionsFile);
    return code;
  }

  private static void requireKnown(
      Line line, String what, String code, Map<String, Area> known, String regionsFile) {
    if (!known.containsKey(code)) {
      throw line.refused(
          "unknown %s '%s'; use one of %s, or add it to %s"
              .formatted(what, code, String.join(", ", known.keySet()), regionsFile));
    }
  }

  private static String resource(String name) {
    try (InputStream in = RegisterReader.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path beside its reader");
      }
      return decoded(name, in.readAllBytes());
    } catch (IOException e) {
      throw new RegisterException(name + ": the resource cannot be read", e);
    }
  }

  private static String content(Path file) {
    try {
      return decoded(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw new RegisterException(
          file + ": the file cannot be read; check that it is there and may be read", e);
    }
  }

  private static String decoded(String file, byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RegisterException(file + ": the file is not UTF-8; save it as UTF-8", e);
    }
  }

  /** A port and the line that it stands on. */
  private record PortLine(Port port, long number) {}
}
