package org.partnergateway.contracts.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.partnergateway.contracts.TestTrees;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.contracts.schema.SchemaLibrary;
import org.partnergateway.contracts.schema.Violation;

class HttpOperationTest {

  private static final HttpContract SHOP =
      HttpContract.read(
          "contracts/shop/shop.openapi.yaml",
          TestTrees.shop(),
          new SchemaLibrary(TestTrees.shop()));

  @ParameterizedTest(name = "query {0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                              | ''
          {"limit":"20"}                  | ''
          {"limit":"abc"}                 | /query/limit must be an integer, but was the string "abc"
          {"limit":"1.5"}                 | /query/limit must be an integer, but was the number 1.5
          {"limit":"0x10"}                | /query/limit must be an integer, but was the string "0x10"
          {"limit":"0"}                   | /query/limit must be at least 1, but was the number 0
          {"limit":["1","2"]}             | /query/limit must be an integer, but was an array
          {"expand":"true"}               | ''
          {"expand":"yes"}                | /query/expand must be true or false, but was the string "yes"
          {"sku":"a,b"}                   | ''
          {"sku":["1","true"]}            | ''
          {"sku":["a","b","c"]}           | /query/sku must have at most 2 items, but has 3
          {"size":"1,2,3"}                | ''
          {"size":"1,x"}                  | /query/size/1 must be an integer, but was the string "x"
          {"limt":"1"}                    | /query/limt is not a known query parameter; did you mean "limit"? Known: limit, expand, sku, size
          """)
  void queryParametersAreReadAsTheirTypeAndChecked(String query, String violation) {
    RequestParts request =
        new RequestParts(
            json("{\"order_id\":\"ord_1\",\"line\":\"1\"}"),
            json(query),
            json("{\"accept-version\":\"v1\"}"),
            null);

    assertThat(texts(SHOP.operation("getLine").checkRequest(request))).isEqualTo(violation);
  }

  @ParameterizedTest(name = "path {0}, headers {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"order_id":"ord_1","line":"1"}   | {"ACCEPT-VERSION":"v1","X-Other":"?"} | ''
          {"order_id":"ord_1","line":"1"}   | {}                       | /headers must have the header parameter "Accept-Version"
          {"order_id":"ord_1","line":"1"}   | {"accept-version":"1"}   | /headers/Accept-Version must match the pattern ^v[0-9]$, but was the string "1"
          {"order_id":"ord_1"}              | {"accept-version":"v1"}  | /path must have the path parameter "line"
          {"order_id":"1","line":"one"}     | {"accept-version":"v1"}  | /path/order_id must match the pattern ^ord_, but was the string "1" & /path/line must be an integer, but was the string "one"
          {"order_id":"..","line":"1"}      | {"accept-version":"v1"}  | /path/order_id must not be empty, "." or "..", which no path can carry
          {"order_id":"ord_1","line":"1","x":"1"} | {"accept-version":"v1"} | /path/x is not a known path parameter; known: order_id, line
          """)
  void pathParametersAndHeadersAreChecked(String path, String headers, String violations) {
    RequestParts request = new RequestParts(json(path), json("{}"), json(headers), null);

    assertThat(texts(SHOP.operation("getLine").checkRequest(request))).isEqualTo(violations);
  }

  @ParameterizedTest(name = "{0} with the body {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          createOrder | {"id":"1","lines":[]}                       | ''
          createOrder |                                             | /body must have a body of application/json
          createOrder | null                                        | /body must be an object, but was null
          createOrder | {"id":"1","lines":[{"sku":"a","quantity":"2"}]} | /body/lines/0/quantity must be an integer, but was the string "2"
          createOrder | {"id":"1","lines":[],"shiped_at":1}         | /body/shiped_at is not a known property; did you mean "shipped_at"? Known: country, id, lines, shipped_at
          createOrder | {"id":"1","lines":[],"shipped_at":"today"}  | /body/shipped_at must be an RFC 3339 time with offset, such as 2026-11-23T02:00:00Z, but was the string "today"
          pay         |                                             | ''
          pay         | {"sku":"a"}                                 | ''
          pay         | {}                                          | /body must have the property "sku"
          getHealth   | {}                                          | /body must not have a body
          """)
  void bodiesAreChecked(String operation, String body, String violations) {
    RequestParts request =
        new RequestParts(
            json("{}"),
            json("{}"),
            json("{\"Idempotency-Key\":\"k\"}"),
            body == null ? null : json(body));

    assertThat(texts(SHOP.operation(operation).checkRequest(request))).isEqualTo(violations);
  }

  @ParameterizedTest(name = "{0} answers {1} {2} {3}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          createOrder | 201 | application/json                  | {"id":"1","lines":[]} | ''
          createOrder | 201 | Application/JSON; charset=utf-8   | {"id":"1","lines":[]} | ''
          createOrder | 201 | application/json                  | {"id":1,"lines":[]}   | /body/id must be a string, but was the number 1
          createOrder | 201 | text/html                         | {"id":"1","lines":[]} | /headers/Content-Type is text/html, but must be application/json
          createOrder | 201 |                                   | {"id":"1","lines":[]} | /headers/Content-Type is missing, but must be application/json
          createOrder | 201 | application/json                  |                       | /body is missing; an answer 201 must have a body of application/json
          createOrder | 201 |                                   |                       | /body is missing; an answer 201 must have a body of application/json
          createOrder | 204 |                                   |                       | ''
          createOrder | 204 | text/html                         | "ignored"             | ''
          createOrder | 404 | application/problem+json          | {"title":"gone"}      | ''
          createOrder | 404 | application/problem+json          | {"title":404}         | /body/title must be a string, but was the number 404
          createOrder | 503 | text/plain                        | "busy"                | ''
          createOrder | 503 |                                   |                       | ''
          getHealth   | 200 | text/plain                        | "up"                  | ''
          getLine     | 200 | application/json                  | {"sku":"a"}           | ''
          getLine     | 404 | application/json                  | {}                    | /status is 404, which getLine does not declare; declared: 200
          """)
  void answersAreCheckedByTheirStatus(
      String operation, int status, String contentType, String body, String violations) {
    List<Violation> found =
        SHOP.operation(operation)
            .checkResponse(status, contentType, body == null ? null : json(body));

    assertThat(texts(found)).isEqualTo(violations);
  }

  @ParameterizedTest(name = "{0} expands to {1}")
  @CsvSource({
    "ord_1, ord_1",
    "a/b, a%2Fb",
    "a b?c=d&e#f, a%20b%3Fc%3Dd%26e%23f",
    "..%2f, ..%252f",
    "東, %E6%9D%B1",
    "A-Z._~, A-Z._~",
    "a+b:c;d, a%2Bb%3Ac%3Bd",
  })
  void pathsAreExpandedWithPercentEncoding(String value, String encoded) {
    assertThat(SHOP.operation("getLine").expandPath(Map.of("order_id", value, "line", "1")))
        .isEqualTo("/v1/orders/" + encoded + "/lines/1");
  }

  @Test
  void aPathThatCannotBeExpandedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SHOP.operation("getLine").expandPath(Map.of("line", "1")))
        .withMessage("the path /v1/orders/{order_id}/lines/{line} needs a value for \"order_id\"");
    for (String value : List.of("", ".", "..")) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> SHOP.operation("getLine").expandPath(Map.of("order_id", value, "line", "1")))
          .withMessageContaining("cannot stand for \"order_id\"");
    }
  }

  private static String texts(List<Violation> violations) {
    return String.join(" & ", violations.stream().map(Violation::toString).toList());
  }

  private static JsonNode json(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
