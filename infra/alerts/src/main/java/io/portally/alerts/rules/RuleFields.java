package io.portally.alerts.rules;

import io.portally.tally.slow.Rule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rule field by field, named as in the schema, without its version. */
public final class RuleFields {

  private RuleFields() {}

  /** In the schema's order; null where a filter or a notice is not set. */
  public static Map<String, @Nullable Object> of(Rule rule) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("ruleId", rule.ruleId());
    fields.put("leg", rule.leg().name());
    fields.put("areaLevel", rule.areaLevel() == null ? null : rule.areaLevel().name());
    fields.put("areaCode", rule.areaCode());
    fields.put("direction", rule.direction() == null ? null : rule.direction().name());
    fields.put("mode", rule.mode() == null ? null : rule.mode().name());
    fields.put("programme", rule.programme() == null ? null : rule.programme().name());
    fields.put("thresholdMinutes", rule.thresholdMinutes());
    fields.put("atRiskMinutes", rule.atRiskMinutes());
    fields.put("severity", rule.severity().name());
    fields.put("enabled", rule.enabled());
    return fields;
  }

  /** What differs, such as {@code thresholdMinutes 60 -> 90}; empty where nothing does. */
  public static String difference(Rule before, Rule after) {
    Map<String, @Nullable Object> old = of(before);
    return of(after).entrySet().stream()
        .filter(field -> !Objects.equals(field.getValue(), old.get(field.getKey())))
        .map(
            field ->
                "%s %s -> %s"
                    .formatted(
                        field.getKey(), shown(old.get(field.getKey())), shown(field.getValue())))
        .collect(Collectors.joining(", "));
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }
}
