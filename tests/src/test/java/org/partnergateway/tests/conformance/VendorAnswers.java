package org.partnergateway.tests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges answers in JSON by the contracts that vendors publish. */
public final class VendorAnswers {
  private final VendorContracts vendors;
  private final Exceptions exceptions;

  /**
   * @param directory where the vendors' contracts are
   * @param excused the list of {@code tests/vendor-contracts.yaml} that goes for these answers
   */
  public VendorAnswers(Path directory, String excused) {
    vendors = new VendorContracts(directory);
    exceptions = new Exceptions(excused);
  }

  /**
   * What is wrong with an answer; nothing when the vendor publishes nothing about what was asked.
   *
   * @param operation of ours
   */
  public Optional<List<String>> check(
      String partner,
      String operation,
      String method,
      String path,
      int status,
      @Nullable JsonNode body) {
    if (!vendors.has(partner)) {
      return Optional.empty();
    }
    return vendors
        .find(partner, method, path)
        .map(
            vendor ->
                exceptions.unexcused(partner, operation, vendor.checkAnswer(status, body)).stream()
                    .map(problem -> "%s, answer %d: %s".formatted(vendor, status, problem))
                    .toList());
  }

  /** Rows that excused nothing. */
  public List<String> unused() {
    return exceptions.unused(List.of());
  }
}
