package org.partnergateway.tests.simulators;

/** Is told of each thing that takes effect at a simulated partner, while it does. */
@FunctionalInterface
public interface EffectListener {
  /**
   * @param effect as {@link Simulator#effects} names it
   * @param reference what the gateway asked for it under; empty when it gave none
   * @param resource the gateway's own id of what it is about, where the partner was given that,
   *     else empty
   * @param amount in the partner's minor units; 0 where it isn't about money
   */
  void tookEffect(String partner, String effect, String reference, String resource, long amount);

  /** Nobody listens. */
  static EffectListener none() {
    return (partner, effect, reference, resource, amount) -> {};
  }
}
