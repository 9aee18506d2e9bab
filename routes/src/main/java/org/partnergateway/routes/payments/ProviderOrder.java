package org.partnergateway.routes.payments;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import org.partnergateway.routes.config.GatewayProperties.Provider;
import org.partnergateway.routes.store.Fingerprint;

/**
 * In which order providers are asked: by priority, and among those of one priority by a lot that
 * falls by their shares and always the same for an order. A provider that is added or removed moves
 * only the orders that it gains or loses.
 */
final class ProviderOrder {
  private static final double UNIT = 0x1.0p-53;

  private final List<Provider> providers;

  ProviderOrder(List<Provider> providers) {
    this.providers = List.copyOf(providers);
  }

  boolean isEmpty() {
    return providers.isEmpty();
  }

  /** Every provider, the first to ask in front. */
  List<String> of(String orderId) {
    return providers.stream()
        .sorted(
            Comparator.comparingInt(Provider::priority)
                .thenComparing(Comparator.comparingDouble((Provider one) -> lot(one, orderId)))
                .thenComparing(Provider::partner))
        .map(Provider::partner)
        .toList();
  }

  /** The least of several wins, which each does as often as its share is of all. */
  private static double lot(Provider provider, String orderId) {
    long bits =
        ByteBuffer.wrap(Fingerprint.of(provider.partner(), orderId.getBytes(UTF_8)).bytes())
            .getLong();
    double random = ((bits >>> 11) + 0.5) * UNIT;
    return provider.share() == 0 ? Double.MAX_VALUE : -Math.log(random) / provider.share();
  }
}
