package io.portally.tally.area;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegisterReaderTest {
  private static final String PORTS_HEADER =
      "code,name_en,name_zh,kind,province,province_en,province_zh,region,latitude,longitude,"
          + "code_source,weight,confidence\n";
  private static final String YANTIAN =
      "CNYTN,Yantian,盐田,SEA,CN-GD,Guangdong,广东省,GBA,22.57,114.28,UNLOCODE,4.5,HIGH\n";
  private static final String ZHANJIANG =
      "CNZNG,Zhanjiang,湛江,SEA,CN-GD,Guangdong,广东省,,21.18,110.42,UNLOCODE,2,MEDIUM\n";
  private static final String REGIONS =
      """
      level,code,name_en,name_zh
      REGION,GBA,Greater Bay Area,大湾区
      NATION,CN,China,中国
      """;

  private Path folder;
  private Path ports;
  private Path regions;

  @BeforeEach
  void aGoodRegister(@TempDir Path folder) throws IOException {
    this.folder = folder;
    ports = Files.writeString(folder.resolve("ports.csv"), PORTS_HEADER + YANTIAN + ZHANJIANG);
    regions = Files.writeString(folder.resolve("regions.csv"), REGIONS);
  }

  @Test
  void aRegisterWithoutAHoleIsRead() {
    Register register = RegisterReader.read(ports, regions);

    assertThat(register.ports())
        .containsExactly(
            new Port(
                "CNYTN",
                "Yantian",
                "盐田",
                PortKind.SEA,
                "CN-GD",
                "GBA",
                "CN",
                22.57,
                114.28,
                4.5,
                "UNLOCODE",
                "HIGH"),
            new Port(
                "CNZNG",
                "Zhanjiang",
                "湛江",
                PortKind.SEA,
                "CN-GD",
                null,
                "CN",
                21.18,
                110.42,
                2,
                "UNLOCODE",
                "MEDIUM"));
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsDoNoHarm() throws IOException {
    String plain = RegisterReader.read(ports, regions).fingerprint();
    Files.writeString(ports, "\uFEFF" + Files.readString(ports).replace("\n", "\r\n"));

    assertThat(RegisterReader.read(ports, regions).fingerprint()).isEqualTo(plain);
  }

  /** Each line: what the third line of ports.csv says instead of what, and the sentence. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ,SEA,       | ,CANAL,       | unknown kind 'CANAL'; use one of SEA, RIVER, AIR, RAIL, ROAD
          ,SEA,       | ,sea,         | unknown kind 'sea'
          ,SEA,       | ,,            | kind is empty; fill it in
          ,CN-GD,     | ,CN-XX,       | unknown province 'CN-XX'; use a code of ISO 3166-2:CN
          ,CN-GD,     | ,,            | province is empty
          CNZNG       | CNYTN         | the code 'CNYTN' is that of line 2 too
          ,21.18,     | ,90.01,       | latitude 90.01 is not in -90.0..90.0
          ,21.18,     | ,-91,         | latitude -91 is not in
          ,110.42,    | ,180.5,       | longitude 180.5 is not in -180.0..180.0
          ,110.42,    | ,-1e999,      | longitude -1e999 is not in
          ,21.18,     | ,north,       | latitude 'north' is not a number; write a decimal
          ,21.18,     | ,NaN,         | latitude 'NaN' is not a number
          ,21.18,     | ,,            | latitude is empty
          ,110.42,    | ,110d,        | longitude '110d' is not a number
          广东省,,     | 广东省,MOON,  | unknown region 'MOON'; use one of GBA, or add it to
          CNZNG       | CNZN          | the code 'CNZN' has not the form of a UN/LOCODE
          CNZNG       | CNZNGA        | the code 'CNZNGA' has not the form
          CNZNG       | C1ZNG         | the code 'C1ZNG' has not the form
          CNZNG       | cnzng         | the code 'cnzng' has not the form
          CNZNG       | ''            | code is empty
          CNZNG       | HKZNG         | unknown nation 'HK'; use one of CN, or add it to
          ,2,         | ,-0.1,        | weight -0.1 is not in 0.0..
          ,2,         | ,heavy,       | weight 'heavy' is not a number
          Zhanjiang   | ' '           | name_en is empty
          湛江         | ''            | name_zh is empty
          Guangdong   | Canton        | the province 'CN-GD' is called Canton 广东省 here and Guangdong 广东省 on an earlier
          广东省       | 广东           | the province 'CN-GD' is called Guangdong 广东 here
          广东省       | ''            | province_zh is empty
          UNLOCODE    | GUESSED       | unknown code_source 'GUESSED'; use one of UNLOCODE, ASSIGNED
          MEDIUM      | LOW           | unknown confidence 'LOW'; use one of HIGH, MEDIUM
          ,MEDIUM     | ''            | the line has 12 fields and the header 13
          MEDIUM      | MEDIUM,       | the line has 14 fields and the header 13
          Zhanjiang   | 'Zhan,jiang'  | the line has 14 fields and the header 13
          湛江         | '"湛江'        | this is no CSV; close every quote
          湛江         | '"湛"江'       | this is no CSV
          """)
  void aHoleInAPortsLineIsRefusedWithItsNumber(String right, String wrong, String sentence)
      throws IOException {
    assertThat(ZHANJIANG).contains(right);
    Files.writeString(ports, PORTS_HEADER + YANTIAN + ZHANJIANG.replace(right, wrong));

    assertRefused(ports + ":3: " + sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          REGION,GBA  | PROVINCE,GBA | :2: unknown level 'PROVINCE'; use one of REGION, NATION
          REGION,GBA  | REGION,      | :2: code is empty
          大湾区       | ''           | :2: name_zh is empty
          NATION,CN   | REGION,GBA   | :3: the REGION 'GBA' is there twice
          name_zh     | name         | :1: the header lacks the column 'name_zh'
          name_zh     | name_en      | :1: the column 'name_en' is there twice
          """)
  void aHoleInRegionsIsRefusedWithItsLine(String right, String wrong, String sentence)
      throws IOException {
    assertThat(REGIONS).contains(right);
    Files.writeString(regions, REGIONS.replace(right, wrong));

    assertRefused(regions + sentence);
  }

  @ParameterizedTest
  @CsvSource({"code", "kind", "province", "province_zh", "region", "latitude", "weight"})
  void aMissingColumnIsRefused(String column) throws IOException {
    Files.writeString(ports, Files.readString(ports).replaceFirst("\\b" + column + "\\b", "x"));

    assertRefused(ports + ":1: the header lacks the column '" + column + "'");
  }

  @Test
  void anEmptyFileHasNoHeader() throws IOException {
    Files.writeString(ports, "");

    assertRefused(ports + ":1: the header is missing; expected code,name_en,");
  }

  @Test
  void aRegisterWithoutPortsIsRefused() throws IOException {
    Files.writeString(ports, PORTS_HEADER);

    assertRefused(ports + ":2: there is no port");
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Files.writeString(ports, Files.readString(ports), Charset.forName("GB18030"));

    assertRefused(ports + ": the file is not UTF-8; save it as UTF-8");
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    ports = folder.resolve("none.csv");

    assertRefused(ports + ": the file cannot be read");
  }

  @Test
  void theLineNumberCountsLinesNotRecords() throws IOException {
    String overTwoLines = YANTIAN.replace("Yantian", "\"Yan\ntian\"");
    Files.writeString(ports, PORTS_HEADER + "\n" + overTwoLines + ZHANJIANG.replace("SEA", "LAKE"));

    assertRefused(ports + ":5: unknown kind 'LAKE'");
  }

  @Test
  void theFingerprintHeedsNeitherTheOrderOfLinesNorNamesPlacesAndWeights() throws IOException {
    String before = RegisterReader.read(ports, regions).fingerprint();
    Files.writeString(
        ports,
        PORTS_HEADER
            + ZHANJIANG.replace("湛江", "湛江港").replace("21.18", "21.2").replace(",2,", ",3,")
            + YANTIAN.replace("Yantian", "Yantian International"));

    assertThat(RegisterReader.read(ports, regions).fingerprint())
        .isEqualTo(before)
        .matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CNZNG                  | CNZN2
          CN-GD,Guangdong,广东省  | CN-HI,Hainan,海南省
          广东省,,                | 广东省,GBA,
          """)
  void theFingerprintFollowsCodesAndWhatTheyRollUpTo(String one, String other) throws IOException {
    String before = RegisterReader.read(ports, regions).fingerprint();
    Files.writeString(ports, PORTS_HEADER + YANTIAN + ZHANJIANG.replace(one, other));

    assertThat(RegisterReader.read(ports, regions).fingerprint()).isNotEqualTo(before);
  }

  @Test
  void theBundledFilesAreWhatTheReaderOfFilesReads() throws IOException {
    for (String name : new String[] {"ports.csv", "regions.csv"}) {
      try (var in = RegisterReader.class.getResourceAsStream(name)) {
        assertThat(in).isNotNull();
        Files.writeString(
            folder.resolve(name), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    Register read = RegisterReader.read(ports, regions);

    assertThat(read.areas()).isEqualTo(RegisterReader.bundled().areas());
    assertThat(read.ports()).isEqualTo(RegisterReader.bundled().ports());
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> RegisterReader.read(ports, regions))
        .isInstanceOf(RegisterException.class)
        .hasMessageStartingWith(message);
  }
}
