package io.portally.tally.area;

import java.io.Serializable;

/**
 * A port, or what ports roll up to.
 *
 * @param level which of the four groupings
 * @param code UN/LOCODE (or its stand-in), ISO 3166-2, our own region code or ISO 3166-1, by level;
 *     unique within the level
 * @param nameEn in English, never blank
 * @param nameZh in Chinese, never blank
 */
public record Area(AreaLevel level, String code, String nameEn, String nameZh)
    implements Serializable {}
