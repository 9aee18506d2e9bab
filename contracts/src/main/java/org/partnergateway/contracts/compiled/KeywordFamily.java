package org.partnergateway.contracts.compiled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Consumer;

/** Keywords that are judged together. */
interface KeywordFamily {

  Set<String> keywords();

  /**
   * Adds the checks of the family's keywords in this schema, which need not be there.
   *
   * @throws NotCompilable when one of them says what this family doesn't know
   */
  void compile(JsonNode schema, CheckCompiler compiler, Consumer<Check> checks);
}
