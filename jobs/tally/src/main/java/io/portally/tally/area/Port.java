package io.portally.tally.area;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * An open port. The README beside {@code ports.csv} says how far each value can be trusted.
 *
 * @param code UN/LOCODE, or a stand-in of the same form
 * @param nameEn in English, never blank
 * @param nameZh in Chinese, never blank
 * @param kind what it is built for
 * @param provinceCode ISO 3166-2
 * @param regionCode null where the port is in no region
 * @param nationCode the customs territory, ISO 3166-1
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 * @param weight assumed share of the national tonnage in percent; for generating load, not for
 *     reporting
 * @param codeSource UNLOCODE or ASSIGNED (a stand-in)
 * @param confidence HIGH or MEDIUM: that it is an open port at national level
 */
public record Port(
    String code,
    String nameEn,
    String nameZh,
    PortKind kind,
    String provinceCode,
    @Nullable String regionCode,
    String nationCode,
    double latitude,
    double longitude,
    double weight,
    String codeSource,
    String confidence)
    implements Serializable {}
