package org.partnergateway.routes.wiring;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.routes.config.GatewayProperties;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Names settings that don't exist, with the spelling that was meant. Spring's own analyzer shows
 * their values too, which may be secrets under a misspelt name.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownSettingAnalyzer
    extends AbstractFailureAnalyzer<UnboundConfigurationPropertiesException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, UnboundConfigurationPropertiesException cause) {
    String unknown =
        cause.getUnboundProperties().stream()
            .map(property -> property.getName().toString())
            .sorted()
            .map(name -> "  " + name + suggestion(name))
            .collect(Collectors.joining(System.lineSeparator()));
    return new FailureAnalysis(
        "There are no such settings:" + System.lineSeparator() + unknown,
        "Correct or remove them; the README's table lists what there is.",
        cause);
  }

  /** What is meant by the first part of the name that means nothing. */
  static String suggestion(String name) {
    String[] parts = name.split("\\.");
    Type type = GatewayProperties.class;
    for (int i = 1; i < parts.length; i++) {
      if (type instanceof ParameterizedType map) {
        // The part is a name that the operator gives, such as a partner's id.
        type = map.getActualTypeArguments()[1];
      } else {
        Set<String> known = new TreeSet<>();
        Type next = null;
        for (RecordComponent component : components(type)) {
          String member = DataObjectPropertyName.toDashedForm(component.getName());
          known.add(member);
          if (member.equals(parts[i])) {
            next = component.getGenericType();
          }
        }
        if (next == null) {
          return Spelling.suggest(parts[i], known);
        }
        type = next;
      }
    }
    return "";
  }

  private static RecordComponent[] components(Type type) {
    return type instanceof Class<?> record && record.isRecord()
        ? record.getRecordComponents()
        : new RecordComponent[0];
  }
}
