package org.partnergateway.routes.payments;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.routes.config.GatewayProperties.Provider;

/** Whether the operator's list of providers can be meant. */
public final class ProviderSettings {
  private static final String NAME = "gateway.payments.providers[%d].%s";

  private ProviderSettings() {}

  /**
   * @param usable the providers that are configured and can be asked to authorize payments
   */
  public static void check(List<Provider> providers, List<String> usable, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < providers.size(); i++) {
      Provider provider = providers.get(i);
      if (!usable.contains(provider.partner())) {
        add(
            problems,
            i,
            "partner",
            "no payment provider '%s' is in use%s; there are %s"
                .formatted(
                    provider.partner(), Spelling.suggest(provider.partner(), usable), usable));
      } else if (!seen.add(provider.partner())) {
        add(problems, i, "partner", "'%s' stands here twice".formatted(provider.partner()));
      }
      if (provider.priority() < 1) {
        add(problems, i, "priority", "is %d; 1 is the first".formatted(provider.priority()));
      }
      if (provider.share() < 0) {
        add(problems, i, "share", "is %d; it can't be negative".formatted(provider.share()));
      }
    }
  }

  private static void add(Problems problems, int number, String name, String message) {
    problems.add(Problem.ofFile(NAME.formatted(number, name), message));
  }
}
