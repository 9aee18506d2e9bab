package org.partnergateway.tests.simulators;

import java.time.Duration;
import java.util.Map;

/**
 * Delivers what a partner pushes: posts it after the delay and, as partners do, again after a while
 * when the answer is not a 2xx.
 */
public interface WebhookSender {
  void post(String url, Map<String, String> headers, byte[] body, Duration delay);
}
