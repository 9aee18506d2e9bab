package org.partnergateway.adapters.definition;

import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.YamlTree;

/** Checks what a schema cannot: that the numbers of a policy go together. */
final class PolicyChecks {
  private PolicyChecks() {}

  /**
   * @param pointer where the policy stands in the file
   */
  static void check(Policy policy, String pointer, YamlTree source, Problems problems) {
    if (policy.retry().cap().compareTo(policy.retry().base()) < 0) {
      add(source, pointer + "/retry", "has a cap below its base", problems);
    }
    if (policy.breaker().openCap().compareTo(policy.breaker().open()) < 0) {
      add(source, pointer + "/breaker", "has an open_cap below open", problems);
    }
  }

  private static void add(YamlTree source, String pointer, String message, Problems problems) {
    problems.add(source.problem(pointer, pointer + " " + message));
  }
}
