package io.portally.alerts.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.portally.tally.slow.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Rules as people write them: YAML or JSON; one rule, a list of rules, or a list under {@code
 * rules:}. Fields are named as in the schema.
 */
public final class RuleFile {

  private static final String RULES = "rules";

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private RuleFile() {}

  /**
   * Reads rules; what is in each is not looked at.
   *
   * @throws IllegalArgumentException with a sentence if the text is neither YAML nor JSON, or holds
   *     something else than rules
   */
  public static List<ObjectNode> read(String text) {
    List<ObjectNode> rules = new ArrayList<>();
    // JSON is YAML.
    try (MappingIterator<JsonNode> documents = YAML.readerFor(JsonNode.class).readValues(text)) {
      while (documents.hasNextValue()) {
        addAll(documents.nextValue(), rules);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "it is neither YAML nor JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("it cannot be read: " + e.getMessage(), e);
    }
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("it holds no rule");
    }
    return rules;
  }

  private static void addAll(JsonNode node, List<ObjectNode> rules) {
    if (node.isArray()) {
      for (JsonNode element : node) {
        addRule(element, rules);
      }
    } else if (node.has(RULES) && node.size() == 1) {
      addAll(node.get(RULES), rules);
    } else {
      addRule(node, rules);
    }
  }

  private static void addRule(JsonNode node, List<ObjectNode> rules) {
    if (!(node instanceof ObjectNode rule)) {
      throw new IllegalArgumentException(
          "a rule is wanted, fields and values, where it has: " + node);
    }
    rules.add(rule);
  }

  /**
   * Writes rules so that they can be read again; without versions, as those count by themselves.
   */
  public static String write(Collection<Rule> rules) {
    ObjectNode file = YAML.createObjectNode();
    var list = file.putArray(RULES);
    for (Rule rule : rules) {
      ObjectNode node = list.addObject();
      RuleFields.of(rule)
          .forEach(
              (name, value) -> {
                if (value != null) {
                  node.putPOJO(name, value);
                }
              });
    }
    try {
      return YAML.writeValueAsString(file);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a rule is made of texts and numbers only", e);
    }
  }
}
