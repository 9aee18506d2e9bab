package org.partnergateway.routes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.routes.config.GatewayProperties.Client;

class CallersTest {
  private static final Callers CALLERS =
      new Callers(
          Map.of("shop", new Client("s3cret", null), "back-office", new Client("other", null)));

  @ParameterizedTest(name = "\"{0}\" is {1}")
  @CsvSource({
    "Bearer s3cret, shop",
    "bearer s3cret, shop",
    "BEARER s3cret, shop",
    "'Bearer  s3cret ', shop",
    "Bearer other, back-office",
  })
  void aClientIsKnownByItsToken(String authorization, String name) {
    assertThat(CALLERS.nameOf(authorization)).isEqualTo(name);
  }

  @ParameterizedTest(name = "\"{0}\" is nobody")
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer S3CRET",
        "Bearer s3cre",
        "Bearer s3cret2",
        "Bearer s3cret other",
        "Basic s3cret",
        "s3cret",
        "Bearers3cret"
      })
  void whoeverHasNoTokenIsNobody(String authorization) {
    assertThat(CALLERS.nameOf(authorization)).isNull();
  }

  @Test
  void withoutAHeaderTheCallerIsNobody() {
    assertThat(CALLERS.nameOf(null)).isNull();
  }

  @Test
  void anUnsecuredStartIsRefused() {
    assertThatThrownBy(() -> new Callers(Map.of()))
        .hasMessageContaining("the gateway doesn't start unsecured")
        .hasMessageContaining("gateway.api.clients.<name>.token");
  }

  @ParameterizedTest(name = "a token of \"{0}\" is refused at the start")
  @ValueSource(strings = {"", " "})
  void anEmptyTokenIsRefused(String token) {
    assertThatThrownBy(() -> new Callers(Map.of("shop", new Client(token, null))))
        .hasMessageContaining("gateway.api.clients.shop.token");
  }

  @Test
  void twoClientsWithOneTokenAreRefused() {
    assertThatThrownBy(
            () ->
                new Callers(
                    Map.of(
                        "shop", new Client("same", null), "warehouse", new Client("same", null))))
        .hasMessageContaining("gateway.api.clients.shop.token")
        .hasMessageContaining("gateway.api.clients.warehouse.token");
  }

  @Test
  void aTokenIsNotShown() {
    assertThat(new Client("s3cret", null)).hasToString("Client[token=***]");
  }
}
