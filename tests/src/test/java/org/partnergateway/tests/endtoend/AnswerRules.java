package org.partnergateway.tests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What holds for every answer of the gateway, whatever was asked: nothing of its inside shows. */
final class AnswerRules {
  private static final Set<String> HEADERS =
      Set.of(
          "allow",
          "connection",
          "content-length",
          "content-type",
          "idempotency-replayed",
          "location",
          "preference-applied",
          "ratelimit",
          "ratelimit-policy",
          "retry-after",
          "transfer-encoding",
          "www-authenticate");
  private static final List<String> INTERNALS =
      List.of(
          "org.partnergateway.adapters",
          "org.partnergateway.contracts",
          "org.partnergateway.routes",
          "org.partnergateway.transformations",
          "org.apache",
          "org.springframework",
          "com.fasterxml",
          "io.vertx",
          "java.lang",
          "java.util",
          "Exception",
          "\tat ",
          ".java:",
          ".jslt",
          "/tmp/",
          "/home/",
          "/root/",
          "jdbc:",
          "direct:");

  private AnswerRules() {}

  /**
   * @param request whose own words may come back in what is said of it
   * @param sent values of request headers, none of which may come back
   */
  static void check(ApiRequest request, ApiAnswer answer, List<String> sent) {
    for (String name : answer.headers().map().keySet()) {
      assertThat(HEADERS).contains(name.toLowerCase(Locale.ROOT));
    }
    String shown = answer.text() + answer.headers().map();
    for (String value : sent) {
      assertThat(shown).as("no request header comes back").doesNotContain(value);
    }
    boolean ours = answer.header("Content-Type") != null && !answer.json().isMissingNode();
    if (ours) {
      for (String internal : INTERNALS) {
        if (!request.target().contains(internal)) {
          assertThat(answer.text()).as("nothing internal shows").doesNotContain(internal);
        }
      }
    }
    if (answer.status() >= 400) {
      assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
    }
  }
}
