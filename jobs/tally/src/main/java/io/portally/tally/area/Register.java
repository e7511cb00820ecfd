package io.portally.tally.area;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparing;

import io.portally.schemas.Text;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ports that are known, and the areas that each counts for. Immutable, and without holes: every
 * area that a port names is there.
 */
public final class Register implements Serializable {
  /** The code of the nation that tables of one nation alone are about. */
  public static final String CHINA = "CN";

  private static final long serialVersionUID = 1L;

  private final List<Port> ports;
  private final List<Area> areas;
  private final PortTable portTable;

  /** By the area's ordinal. */
  private final int[][] areaOrdinals;

  private final String fingerprint;

  /**
   * @param ports each code once
   * @param rollUps the provinces, regions and nations, with every one that a port names
   */
  Register(Collection<Port> ports, Collection<Area> rollUps) {
    this.ports = ports.stream().sorted(comparing(Port::code)).toList();
    this.areas =
        Stream.concat(
                this.ports.stream().map(Register::areaOf),
                rollUps.stream().sorted(comparing(Area::level).thenComparing(Area::code)))
            .toList();
    Map<Key, Integer> ordinals = ordinalsByKey(areas);
    this.portTable = new PortTable(this.ports);
    this.areaOrdinals =
        Stream.concat(
                this.ports.stream().map(port -> rollUp(port, ordinals)),
                IntStream.range(this.ports.size(), areas.size()).mapToObj(area -> new int[] {area}))
            .toArray(int[][]::new);
    this.fingerprint = fingerprintOf(this.ports, this.areas);
  }

  /** Sorted by code. A port's index here is its ordinal. */
  public List<Port> ports() {
    return ports;
  }

  /**
   * The ports first and in the order of {@link #ports()}, so that a port's ordinal is also the
   * ordinal of its area; then provinces, regions and nations, each sorted by code. An area's index
   * here is its ordinal.
   */
  public List<Area> areas() {
    return areas;
  }

  /** Whether there is such an area. */
  public boolean hasArea(AreaLevel level, String code) {
    return areas.stream().anyMatch(area -> area.level() == level && area.code().equals(code));
  }

  /** The ordinal of the port with this code, or -1 where the register has none. */
  public int portOrdinal(String code) {
    return code.length() == PortTable.CODE_LENGTH ? portTable.ordinal(Text.packed(code)) : -1;
  }

  /** The same for a code where it lies. */
  public int portOrdinal(Text code) {
    return code.length() == PortTable.CODE_LENGTH ? portTable.ordinal(code.packed()) : -1;
  }

  /**
   * The areas that an area counts for: a port for PORT, PROVINCE, REGION (if it has one), NATION, a
   * wider one only for itself. The array is the register's own, as this is asked for every cell: do
   * not modify it.
   *
   * @throws ArrayIndexOutOfBoundsException if there is no area with this ordinal
   */
  public int[] areaOrdinalsOf(int areaOrdinal) {
    return areaOrdinals[areaOrdinal];
  }

  /**
   * Whether a port lies in a nation.
   *
   * @param nationCode the customs territory, ISO 3166-1
   * @throws IndexOutOfBoundsException if there is no port with this ordinal
   */
  public boolean isInNation(int portOrdinal, String nationCode) {
    return ports.get(portOrdinal).nationCode().equals(nationCode);
  }

  /**
   * SHA-256 in hex over everything here that decides a figure or an ordinal: which codes there are
   * and what they roll up to. Names, places, kinds and weights may change without a change here,
   * and so may the order of lines in a file.
   */
  public String fingerprint() {
    return fingerprint;
  }

  private static Area areaOf(Port port) {
    return new Area(AreaLevel.PORT, port.code(), port.nameEn(), port.nameZh());
  }

  private static Map<Key, Integer> ordinalsByKey(List<Area> areas) {
    Map<Key, Integer> ordinals = new HashMap<>();
    for (int ordinal = 0; ordinal < areas.size(); ordinal++) {
      Key key = new Key(areas.get(ordinal).level(), areas.get(ordinal).code());
      if (ordinals.put(key, ordinal) != null) {
        throw new IllegalArgumentException(key + " is there twice");
      }
    }
    return ordinals;
  }

  private static int[] rollUp(Port port, Map<Key, Integer> ordinals) {
    return Arrays.stream(AreaLevel.values())
        .flatMap(level -> Stream.ofNullable(keyAt(level, port)))
        .mapToInt(
            key -> {
              Integer ordinal = ordinals.get(key);
              if (ordinal == null) {
                throw new IllegalArgumentException(
                    port.code() + " rolls up to " + key + ", which is not there");
              }
              return ordinal;
            })
        .toArray();
  }

  private static @Nullable Key keyAt(AreaLevel level, Port port) {
    String code = codeAt(level, port);
    return code == null ? null : new Key(level, code);
  }

  private static @Nullable String codeAt(AreaLevel level, Port port) {
    return switch (level) {
      case PORT -> port.code();
      case PROVINCE -> port.provinceCode();
      case REGION -> port.regionCode();
      case NATION -> port.nationCode();
    };
  }

  private static String fingerprintOf(List<Port> sortedPorts, List<Area> sortedAreas) {
    MessageDigest digest = sha256();
    // Ordinals are kept in state, and an area that no port names takes one too.
    for (Area area : sortedAreas) {
      digest.update((area.level() + " " + area.code() + "\n").getBytes(UTF_8));
    }
    for (Port port : sortedPorts) {
      for (AreaLevel level : AreaLevel.values()) {
        String code = codeAt(level, port);
        digest.update((code == null ? "" : code).getBytes(UTF_8));
        digest.update((byte) '\n');
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What makes an area unique. */
  private record Key(AreaLevel level, String code) {}

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
