package org.partnergateway.adapters.auth;

import java.time.Duration;
import java.util.List;
import org.partnergateway.adapters.failure.Failure;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;

/** Fetches a token by what proves who calls; a proof that is refused there is renewed once. */
final class AdditionalTokenFetcher implements TokenFetcher {
  private final TokenEndpoint endpoint;
  private final Proofs proofs;
  private final Duration patience;
  private final Time time;

  AdditionalTokenFetcher(TokenEndpoint endpoint, Proofs proofs, Duration patience, Time time) {
    this.endpoint = endpoint;
    this.proofs = proofs;
    this.patience = patience;
    this.time = time;
  }

  @Override
  public FetchedToken fetch() throws AuthException {
    try {
      List<AuthHeader> headers = proofs.authorize(deadline());
      try {
        return endpoint.fetch(headers);
      } catch (AuthException e) {
        if (e.failure() != Failure.UNAUTHORIZED || !proofs.renew(headers)) {
          throw e;
        }
        return endpoint.fetch(proofs.authorize(deadline()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuthException(Failure.UNAVAILABLE, "The gateway was told to stop.", null);
    }
  }

  private Deadline deadline() {
    return Deadline.in(patience, time);
  }
}
