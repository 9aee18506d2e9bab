package org.partnergateway.adapters.failure;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row of an adapter's error table.
 *
 * @param statuses HTTP statuses it is about
 * @param codes the partner's codes it is about; one that ends with {@link #ANY} is about all that
 *     begin so; empty means any, or none at all
 * @param failure what such an answer means
 * @param category our word for it, such as {@code address_invalid}
 */
public record ErrorRule(
    Set<Integer> statuses, Set<String> codes, Failure failure, @Nullable String category) {
  /** At the end it stands for whatever follows; alone for every code, but for none at all. */
  public static final String ANY = "*";

  /** Copies the sets. */
  public ErrorRule {
    statuses = Set.copyOf(statuses);
    codes = Set.copyOf(codes);
  }

  boolean matches(int status, @Nullable String code) {
    return statuses.contains(status)
        && (codes.isEmpty()
            || (code != null && codes.stream().anyMatch(wanted -> matches(wanted, code))));
  }

  private static boolean matches(String wanted, String code) {
    return wanted.endsWith(ANY)
        ? code.startsWith(wanted.substring(0, wanted.length() - ANY.length()))
        : wanted.equals(code);
  }
}
