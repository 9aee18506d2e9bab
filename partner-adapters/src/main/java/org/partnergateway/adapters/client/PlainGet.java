package org.partnergateway.adapters.client;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.partnergateway.adapters.auth.AuthException;
import org.partnergateway.adapters.auth.AuthHeader;
import org.partnergateway.adapters.auth.Proofs;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.signature.KeyUnavailableException;
import org.partnergateway.adapters.time.Deadline;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.adapters.transport.HttpAnswer;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.adapters.transport.Transport;
import org.partnergateway.adapters.transport.TransportException;

/** A GET of something that is no operation, with none of the operations' policies. */
final class PlainGet {
  private static final int UNAUTHORIZED = 401;

  private final Proofs proofs;
  private final Transport transport;
  private final Duration timeout;
  private final Deadline deadline;

  PlainGet(Partner partner, Proofs proofs, Transport transport, Time time) {
    this.proofs = proofs;
    this.transport = transport;
    this.timeout = partner.definition().policy().timeouts().response();
    this.deadline = Deadline.in(timeout, time);
  }

  HttpAnswer get(URI address) throws KeyUnavailableException {
    try {
      List<AuthHeader> headers = proofs.authorize(deadline);
      HttpAnswer answer = send(address, headers);
      return answer.status() == UNAUTHORIZED && proofs.renew(headers)
          ? send(address, proofs.authorize(deadline))
          : answer;
    } catch (AuthException e) {
      throw new KeyUnavailableException(e.detail());
    } catch (TransportException e) {
      throw new KeyUnavailableException(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeyUnavailableException("The gateway was told to stop.");
    }
  }

  private HttpAnswer send(URI address, List<AuthHeader> headers) throws TransportException {
    MultiMap fields = HttpHeaders.headers();
    headers.forEach(header -> fields.set(header.name(), header.value()));
    String query = address.getRawQuery();
    String target = address.getRawPath() + (query == null ? "" : "?" + query);
    return transport.send(
        new HttpRequest("GET", Origin.of(address), target, fields, new byte[0]), timeout);
  }
}
