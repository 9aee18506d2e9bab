package org.partnergateway.routes.wiring;

import java.util.stream.Collectors;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what is wrong with the definitions, each problem with its place, instead of a stack trace.
 */
final class DefinitionFailureAnalyzer extends AbstractFailureAnalyzer<DefinitionException> {
  @Override
  protected FailureAnalysis analyze(Throwable root, DefinitionException cause) {
    String problems =
        cause.problems().stream()
            .map(problem -> "  " + problem)
            .collect(Collectors.joining(System.lineSeparator()));
    return new FailureAnalysis(
        "The definitions and settings don't fit together:" + System.lineSeparator() + problems,
        "Mend each of these places. Nothing was sent or changed.",
        cause);
  }
}
