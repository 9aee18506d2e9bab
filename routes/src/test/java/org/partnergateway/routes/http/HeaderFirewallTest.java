package org.partnergateway.routes.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** True means: kept back. */
class HeaderFirewallTest {
  private final HeaderFirewall firewall = new HeaderFirewall();

  @ParameterizedTest(name = "{0} does not become a header of Camel's")
  @ValueSource(
      strings = {
        "CamelHttpUri",
        "camelhttpuri",
        "CAMELHTTPURI",
        "org.apache.camel.Something",
        "operationName",
        "OPERATIONNAME",
        "operationNamespace",
        "breadcrumbId",
        "Authorization",
        "Content-Type",
        "X-Anything"
      })
  void nothingThatAClientSendsComesIn(String header) {
    assertThat(firewall.applyFilterToExternalHeaders(header, "value", null)).isTrue();
  }

  @ParameterizedTest(name = "{0} does not leave")
  @ValueSource(
      strings = {
        "Authorization",
        "Cookie",
        "Set-Cookie",
        "Stripe-Signature",
        "CamelHttpUri",
        "camelHttpResponseCode",
        "operationName",
        "Host",
        "Server",
        "X-Powered-By",
        "Idempotency-Key",
        "Transfer-Encoding",
        "X-Anything",
        ""
      })
  void whatIsNotNamedDoesNotLeave(String header) {
    assertThat(firewall.applyFilterToCamelHeaders(header, "value", null)).isTrue();
  }

  @ParameterizedTest(name = "{0} leaves")
  @ValueSource(
      strings = {
        "Location",
        "LOCATION",
        "retry-after",
        "Idempotency-Replayed",
        "Preference-Applied",
        "WWW-Authenticate",
        "RateLimit",
        "RateLimit-Policy",
        "Cache-Control",
        "Content-Disposition",
        "Link",
        "traceparent",
        "Allow"
      })
  void whatIsNamedLeaves(String header) {
    assertThat(firewall.applyFilterToCamelHeaders(header, "value", null)).isFalse();
  }
}
