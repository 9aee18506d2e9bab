package org.partnergateway.adapters.client;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.auth.AuthHeader;
import org.partnergateway.adapters.auth.HeaderTexts;
import org.partnergateway.adapters.definition.Besides;
import org.partnergateway.adapters.definition.OperationDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.signature.RequestSigner;
import org.partnergateway.adapters.transport.HttpRequest;
import org.partnergateway.adapters.transport.Origin;
import org.partnergateway.adapters.transport.RequestTarget;
import org.partnergateway.adapters.transport.TransportHeaders;

/** Puts a request together: what the adapter file fixes, what the call asks for, and the proof. */
final class RequestWriter {
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final Origin origin;
  private final String basePath;
  private final HeaderTexts texts;
  private final @Nullable RequestSigner signer;

  RequestWriter(Partner partner) {
    this.origin = Origin.of(partner.baseUrl());
    String path = partner.baseUrl().getRawPath();
    String base = path == null ? "" : path;
    this.basePath = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.texts = new HeaderTexts(partner.definition().headers(), partner);
    this.signer = RequestSigner.of(partner);
  }

  /**
   * The request.
   *
   * @param proofs that tell who calls
   * @param reference of the call, the same for all of its attempts
   * @throws IllegalArgumentException when the call asks for a header that is not its to set, or for
   *     a path that leads elsewhere
   */
  HttpRequest write(
      PartnerCall call, OperationDefinition operation, List<AuthHeader> proofs, String reference) {
    MultiMap headers = HttpHeaders.headers();
    // Fixed headers may hold secrets, which a link that proves itself must not carry away.
    if (operation.besides().link() != Besides.LinkAuth.NONE) {
      texts.make(reference).forEach(headers::set);
    }
    call.headers().forEach((name, value) -> headers.set(checked(name), value));
    if (call.mediaType() != null) {
      headers.set(HttpHeaders.CONTENT_TYPE, call.mediaType());
    }
    if (call.body().length == 0 && WITH_BODY.contains(call.method())) {
      headers.set(HttpHeaders.CONTENT_LENGTH, "0");
    }
    if (operation.idempotencyKey() != null && call.idempotencyKey() != null) {
      headers.set(
          operation.idempotencyKey().header(),
          operation.idempotencyKey().written(call.idempotencyKey()));
    }
    if (call.traceparent() != null) {
      headers.set("traceparent", call.traceparent());
    }
    proofs.forEach(proof -> headers.set(proof.name(), proof.value()));
    if (!call.target().startsWith("/")) {
      return linked(call, operation, headers);
    }
    String target = basePath + RequestTarget.checked(call.target());
    return new HttpRequest(call.method(), origin, target, headers, call.body());
  }

  /** Adds the proof that it is ours, where the partner wants one. */
  void sign(HttpRequest request, Instant now) {
    if (signer != null) {
      request.headers().set(signer.header(), signer.sign(request.body(), now));
    }
  }

  /** To where the partner said; whether it may go there is the transport's to judge. */
  private static HttpRequest linked(
      PartnerCall call, OperationDefinition operation, MultiMap headers) {
    if (operation.besides().link() == null) {
      throw new IllegalArgumentException(
          "The operation " + operation.name() + " follows no links: its adapter file has no link");
    }
    URI link = URI.create(call.target());
    String query = link.getRawQuery() == null ? "" : "?" + link.getRawQuery();
    String path =
        link.getRawPath() == null || link.getRawPath().isEmpty() ? "/" : link.getRawPath();
    String target = RequestTarget.checked(path + query);
    return new HttpRequest(call.method(), Origin.of(link), target, headers, call.body());
  }

  private static String checked(String name) {
    if (TransportHeaders.NAMES.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "The header " + name + " is set by the transport; the mapping must leave it out");
    }
    return name;
  }
}
