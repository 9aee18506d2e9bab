package org.partnergateway.tests.simulators.data;

import java.time.Duration;
import java.time.InstantSource;
import org.partnergateway.tests.simulators.EffectListener;
import org.partnergateway.tests.simulators.WebhookSender;

/**
 * What is around simulated partners.
 *
 * @param gateway the gateway's address as partners are given it, without a slash at its end
 * @param trackingStep how long a parcel takes from one scan to the next, for behaviours to read
 * @param listener is told of each effect
 */
public record Surroundings(
    InstantSource clock,
    WebhookSender sender,
    String gateway,
    Duration trackingStep,
    EffectListener listener) {}
