package org.partnergateway.routes.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Everything below {@code gateway.}; an unknown key stops the start.
 *
 * @param http the traffic server
 * @param api the canonical API
 * @param inbox how what partners sent is applied
 * @param operations what internal services asked of partners
 * @param dataDirectory where the embedded PostgreSQL keeps its data
 * @param programsDirectory where the embedded PostgreSQL's programs are unpacked; null: below the
 *     temporary directory
 * @param definitions a bundle: a directory with the same four folders, for partners that were not
 *     built in
 * @param partners the operator's settings by partner id
 */
@ConfigurationProperties(prefix = "gateway", ignoreUnknownFields = false)
public record GatewayProperties(
    @DefaultValue Http http,
    @DefaultValue Api api,
    @DefaultValue Inbox inbox,
    @DefaultValue Operations operations,
    @DefaultValue("./data") Path dataDirectory,
    @Nullable Path programsDirectory,
    @Nullable Path definitions,
    @DefaultValue Map<String, PartnerProperties> partners) {

  /**
   * @param host the address to listen on
   * @param port 0 takes any free one
   * @param maxBodySize larger bodies are answered with 413
   */
  public record Http(
      @DefaultValue("0.0.0.0") String host,
      @DefaultValue("8080") int port,
      @DefaultValue("2MB") DataSize maxBodySize) {}

  /**
   * @param clients bearer tokens by the client's name; without one the start is refused
   * @param defaultWait how long a caller waits for an operation without {@code Prefer: wait}
   * @param maxWait the longest wait that {@code Prefer: wait} is given
   */
  public record Api(
      @DefaultValue Map<String, Client> clients,
      @DefaultValue("10s") Duration defaultWait,
      @DefaultValue("60s") Duration maxWait) {}

  /** A caller of the canonical API. */
  public record Client(@Nullable String token) {
    @Override
    public String toString() {
      return "Client[token=***]";
    }
  }

  /**
   * @param retryUnmatchedFor how long a message about something unknown is tried again before it is
   *     shown as failed
   */
  public record Inbox(@DefaultValue("24h") Duration retryUnmatchedFor) {}

  /**
   * @param keepKeysFor how long an idempotency key, and the answer kept for it, is remembered after
   *     the operation has ended; at least a day
   */
  public record Operations(@DefaultValue("7d") Duration keepKeysFor) {}

  /**
   * @param baseUrl where the partner is reached, instead of its definition's {@code base_url}
   * @param credentials by the names that its definition gives
   * @param settings by the names that its definition gives
   * @param pollEvery how often each poll runs, instead of the definition's {@code every}
   */
  public record PartnerProperties(
      @Nullable String baseUrl,
      @DefaultValue Map<String, String> credentials,
      @DefaultValue Map<String, String> settings,
      @Nullable Duration pollEvery) {
    @Override
    public String toString() {
      return "PartnerProperties[baseUrl=%s, credentials=%s]"
          .formatted(baseUrl, credentials.keySet());
    }
  }
}
