package org.partnergateway.tests.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A carrier as a bundle, whose breaker opens at the first failure and for five minutes. */
final class Raven {
  private static final Map<String, String> FILES =
      Map.of(
          "partner-adapters/partners/raven.yaml",
          """
          id: raven
          name: Raven Post
          kind: carrier
          base_url: https://api.raven.example
          hosts: [api.raven.example]
          credentials: [token]
          auth: {scheme: bearer, token: token}
          policy: {base: quiet, breaker: {in_a_row: 1, open: 5m}}
          operations:
            get-rates: {contract: prices.openapi.yaml, operation: price}
          """,
          "contracts/partners/raven/prices.openapi.yaml",
          """
          openapi: 3.1.0
          info: {title: Prices, version: "1", description: What ravens ask for.}
          paths:
            /prices:
              get:
                operationId: price
                responses:
                  "200":
                    description: The price.
                    content:
                      application/json:
                        schema: {type: object}
          """,
          "transformations/partners/raven/get-rates.request.jslt",
          "{}",
          "transformations/partners/raven/get-rates.response.jslt",
          "{\"rates\": []}");

  private Raven() {}

  /** Writes the bundle. */
  static Path bundle(Path directory) throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = directory.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return directory;
  }
}
