package org.partnergateway.adapters.definition;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpContracts;
import org.partnergateway.contracts.http.HttpOperation;

/**
 * What the token endpoints of an adapter file keep to; null where it names no contract.
 *
 * @param additional in the file's order
 */
record TokenContracts(@Nullable HttpOperation token, List<@Nullable HttpOperation> additional) {
  static TokenContracts read(YamlTree adapter, HttpContracts contracts, Problems problems) {
    List<@Nullable HttpOperation> additional = new ArrayList<>();
    for (int i = 0; i < adapter.root().path("additional_tokens").size(); i++) {
      additional.add(read("/additional_tokens/" + i + "/contract", adapter, contracts, problems));
    }
    return new TokenContracts(read("/auth/contract", adapter, contracts, problems), additional);
  }

  /** The one operation of the contract that is named there. */
  private static @Nullable HttpOperation read(
      String pointer, YamlTree adapter, HttpContracts contracts, Problems problems) {
    Optional<JsonNode> file = adapter.find(pointer);
    if (file.isEmpty()) {
      return null;
    }
    String path =
        "contracts/partners/%s/%s"
            .formatted(adapter.root().path("id").asText(), file.get().asText());
    if (contracts.library().documents().tree().find(path).isEmpty()) {
      problems.add(adapter.problem(pointer, "there is no file " + path));
      return null;
    }
    try {
      Collection<HttpOperation> operations = contracts.get(path).operations();
      if (operations.size() == 1) {
        return operations.iterator().next();
      }
      problems.add(
          adapter.problem(pointer, "must have one operation, and has " + operations.size()));
    } catch (DefinitionException e) {
      problems.addAll(e.problems());
    }
    return null;
  }
}
