package org.partnergateway.tests.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.partnergateway.routes.GatewayApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator got wrong is told in the operator's words, and nothing is started. */
class RefusedStartTest {
  private static final String TOKEN = "--gateway.api.clients.shop.token=s3cret";

  @TempDir Path directory;

  static Stream<Arguments> starts() {
    return Stream.of(
        arguments(
            "without a client",
            List.of(),
            List.of("the gateway doesn't start unsecured", "gateway.api.clients.<name>.token")),
        arguments(
            "with a client whose token is empty",
            List.of("--gateway.api.clients.shop.token="),
            List.of("gateway.api.clients.shop.token: is empty")),
        arguments(
            "with a misspelt property",
            List.of(TOKEN, "--gateway.http.prot=8080"),
            List.of("gateway.http.prot; did you mean port?")),
        arguments(
            "with limits that let nothing in",
            List.of(
                TOKEN,
                "--gateway.api.clients.shop.rate-limit.permits=0",
                "--gateway.partners.ups.inbound-rate-limit.permits=5",
                "--gateway.partners.ups.inbound-rate-limit.per=0s"),
            List.of(
                "gateway.api.clients.shop.rate-limit.permits: is 0",
                "gateway.partners.ups.inbound-rate-limit.per: is PT0S")),
        arguments(
            "with a misspelt property of a partner",
            List.of(TOKEN, "--gateway.partners.ups.base-ulr=https://example.com"),
            List.of("gateway.partners.ups.base-ulr; did you mean base-url?")),
        arguments(
            "with settings of a partner that isn't there",
            List.of(TOKEN, "--gateway.partners.usp.credentials.client_id=x"),
            List.of("gateway.partners.usp: there is no partner 'usp'", "did you mean ups?")),
        arguments(
            "with some of a partner's credentials",
            List.of(TOKEN, "--gateway.partners.amazon.credentials.client_id=x"),
            List.of(
                "gateway.partners.amazon.credentials.client_secret",
                "gateway.partners.amazon.credentials.refresh_token")),
        arguments(
            "with a credential that the partner doesn't have",
            List.of(
                TOKEN,
                "--gateway.partners.stripe.credentials.secret_key=x",
                "--gateway.partners.stripe.credentials.webhook_secert=x"),
            List.of("webhook_secert", "did you mean webhook_secret?")),
        arguments(
            "with payment providers that can't be meant",
            List.of(
                TOKEN,
                "--gateway.payments.providers[0].partner=strip",
                "--gateway.payments.providers[0].priority=0"),
            List.of(
                "gateway.payments.providers[0].partner: no payment provider 'strip' is in use",
                "gateway.payments.providers[0].priority: is 0")),
        arguments(
            "with a partner whose questions nobody answers",
            List.of(
                TOKEN,
                "--gateway.partners.acp.credentials.api_key=x",
                "--gateway.partners.acp.credentials.webhook_secret=x"),
            List.of("gateway.services.checkout.url: must be configured: it answers what acp asks")),
        arguments(
            "with a service that can't be reached as it is",
            List.of(
                TOKEN,
                "--gateway.services.checkout.url=shop",
                "--gateway.services.checkout.timeout=0s",
                "--gateway.services.checkuot.url=http://127.0.0.1:1"),
            List.of(
                "gateway.services.checkout.url: is no address",
                "gateway.services.checkout.token: must be configured",
                "gateway.services.checkout.timeout: must be above zero",
                "gateway.services.checkuot: is no service that answers questions; did you mean")),
        arguments(
            "with an address of Redis that is none",
            List.of(TOKEN, "--gateway.redis.url=localhost:6379"),
            List.of("gateway.redis: url must be like redis://host:6379")),
        arguments(
            "with settings of Kafka's producer that it doesn't have or must not be given",
            List.of(
                TOKEN,
                "--gateway.events.kafka.bootstrap-servers=127.0.0.1:1",
                "--gateway.events.kafka.properties.acks=1",
                "--gateway.events.kafka.properties.sasl.mechansim=PLAIN"),
            List.of(
                "gateway.events.kafka.properties.acks: is the gateway's own",
                "gateway.events.kafka.properties.sasl.mechansim: is no setting of Kafka's",
                "did you mean sasl.mechanism?")),
        arguments(
            "with a setting of Kafka's producer that can't be meant",
            List.of(
                TOKEN,
                "--gateway.events.kafka.bootstrap-servers=127.0.0.1:1",
                "--gateway.events.kafka.properties.linger.ms=soon"),
            List.of("gateway.events.kafka.properties: ", "linger.ms")),
        arguments(
            "with messages that are forgotten too soon",
            List.of(TOKEN, "--gateway.inbox.keep-for=6d"),
            List.of("gateway.inbox.keep-for: is 6d and must be 7d at least")),
        arguments(
            "with keys that are forgotten within a day",
            List.of(TOKEN, "--gateway.operations.keep-keys-for=23h"),
            List.of("gateway.operations.keep-keys-for", "24h at least")),
        arguments(
            "with webhooks that can't be delivered so",
            List.of(
                TOKEN,
                "--gateway.webhooks.timeout=0s",
                "--gateway.webhooks.max-concurrent=0",
                "--gateway.webhooks.keep-log-for=0d"),
            List.of(
                "gateway.webhooks.timeout: must be above zero and 5m at most",
                "gateway.webhooks.max-concurrent: must be 1 at least",
                "gateway.webhooks.keep-log-for: must be above zero")),
        arguments(
            "with a key that isn't one",
            List.of(TOKEN, "--gateway.webhooks.encryption-keys=c2VjcmV0"),
            List.of("gateway.webhooks.encryption-keys[0]: must be 32 random bytes in Base64")),
        arguments(
            "with networks that aren't",
            List.of(TOKEN, "--gateway.webhooks.allow-private-addresses=::1/128,10.0.0.1"),
            List.of(
                "gateway.webhooks.allow-private-addresses[1]: \"10.0.0.1\" is no network such as")),
        arguments(
            "with a bundle that isn't there",
            List.of(TOKEN, "--gateway.definitions=no/such/bundle"),
            List.of("gateway.definitions: ", "no/such/bundle is no directory")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("starts")
  void aStartIsRefused(String mistake, List<String> arguments, List<String> told) {
    String said = said(mistake, arguments);

    assertThat(said).contains(told);
    assertThat(said).as("for people").doesNotContain("\tat org.");
    assertThat(directory.resolve("postgres")).as("no server was started").doesNotExist();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void aSecretUnderAMisspeltNameIsNotShown(CapturedOutput output) {
    String said =
        said(
            "with misspelt credentials",
            List.of(TOKEN, "--gateway.partners.stripe.credentails.secret_key=sk_live_secret"));

    assertThat(said).contains("did you mean credentials?").doesNotContain("sk_live_secret");
    assertThat(output.getAll()).doesNotContain("sk_live_secret");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    String said =
        said(
            "with several mistakes",
            List.of(
                TOKEN,
                "--gateway.partners.usp.credentials.client_id=x",
                "--gateway.partners.amazon.credentials.client_id=x",
                "--gateway.partners.stripe.credentials.secret_key=x"));

    assertThat(said)
        .contains(
            "there is no partner 'usp'",
            "gateway.partners.amazon.credentials.client_secret",
            "gateway.partners.stripe.credentials.webhook_secret");
  }

  @Test
  void aPortThatIsTakenIsToldAndNothingIsLeftBehind() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());

      String said =
          said(
              "with a port that is taken",
              List.of(TOKEN, "--gateway.http.host=127.0.0.1", "--gateway.http.port=" + port));

      assertThat(said).contains("Port " + port + " was already in use");
      assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
    }
  }

  /** What a start that is refused says. */
  private String said(String mistake, List<String> arguments) {
    assertThat(run(arguments)).as("refused %s", mistake).isNotNull();
    return ToldFailures.take();
  }

  private Exception run(List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--gateway.data-directory=" + directory);
    if (arguments.stream().noneMatch(one -> one.startsWith("--gateway.http.port="))) {
      all.add("--gateway.http.port=0");
    }
    all.add("--server.port=0");
    try {
      new SpringApplication(GatewayApplication.class).run(all.toArray(String[]::new)).close();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("it started with " + arguments);
  }
}
