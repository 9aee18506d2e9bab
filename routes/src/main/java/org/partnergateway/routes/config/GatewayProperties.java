package org.partnergateway.routes.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * @param redis where replicas share partners' limits
 * @param events the event log
 * @param operations what internal services asked of partners
 * @param payments payment providers
 * @param files files that come from partners and go to them
 * @param webhooks events by HTTP
 * @param settlements what partners paid out
 * @param batches many lines at once
 * @param dataDirectory where the embedded PostgreSQL keeps its data
 * @param programsDirectory where the embedded PostgreSQL's programs are unpacked; null: below the
 *     temporary directory
 * @param definitions a bundle: a directory with the same four folders, for partners that were not
 *     built in
 * @param partners the operator's settings by partner id
 * @param services internal services that answer partners' questions, by name
 */
@ConfigurationProperties(prefix = "gateway", ignoreUnknownFields = false)
public record GatewayProperties(
    @DefaultValue Http http,
    @DefaultValue Api api,
    @DefaultValue Inbox inbox,
    @DefaultValue Redis redis,
    @DefaultValue Events events,
    @DefaultValue Operations operations,
    @DefaultValue Payments payments,
    @DefaultValue Files files,
    @DefaultValue Webhooks webhooks,
    @DefaultValue Settlements settlements,
    @DefaultValue Batches batches,
    @DefaultValue("./data") Path dataDirectory,
    @Nullable Path programsDirectory,
    @Nullable Path definitions,
    @DefaultValue Map<String, PartnerProperties> partners,
    @DefaultValue Map<String, ServiceProperties> services) {

  /**
   * @param host the address to listen on
   * @param port 0 takes any free one
   * @param maxBodySize larger bodies are answered with 413
   * @param maxConnections further ones are closed as they come
   * @param maxBytesInFlight how much of bodies may be held at a time; null: a sixteenth of the heap
   * @param maxInFlight how many requests of a kind (webhooks, writes, look-ups, reads) may be under
   *     way at a time; null: by the size of the heap. Fewer are when the gateway is slow
   * @param requestTimeout how long a request may take to arrive, from its first byte to its last
   * @param drainDelay how long the gateway still takes requests after it has been told to stop and
   *     says that it isn't ready, so that load balancers can notice
   * @param drainTimeout how long after that what is under way may take
   */
  public record Http(
      @DefaultValue("0.0.0.0") String host,
      @DefaultValue("8080") int port,
      @DefaultValue("2MB") DataSize maxBodySize,
      @DefaultValue("8192") int maxConnections,
      @Nullable DataSize maxBytesInFlight,
      @Nullable Integer maxInFlight,
      @DefaultValue("30s") Duration requestTimeout,
      @DefaultValue("0s") Duration drainDelay,
      @DefaultValue("30s") Duration drainTimeout) {}

  /**
   * @param clients bearer tokens by the client's name; without one the start is refused
   * @param defaultWait how long a caller waits for an operation without {@code Prefer: wait}
   * @param maxWait the longest wait that {@code Prefer: wait} is given
   * @param ratesWait how long several carriers are waited for without {@code Prefer: wait}, when
   *     they are asked for rates together
   */
  public record Api(
      @DefaultValue Map<String, Client> clients,
      @DefaultValue("10s") Duration defaultWait,
      @DefaultValue("60s") Duration maxWait,
      @DefaultValue("5s") Duration ratesWait) {}

  /**
   * A caller of the canonical API.
   *
   * @param rateLimit how much it may ask; null: as much as the gateway can do
   */
  public record Client(@Nullable String token, @Nullable RateLimit rateLimit) {
    @Override
    public String toString() {
      return "Client[token=***]";
    }
  }

  /**
   * @param url {@code redis://} or {@code rediss://}; null: each replica keeps to the limits alone
   * @param replicas the most replicas that there will be; while Redis is away each keeps to its
   *     share of the limits
   */
  public record Redis(@Nullable String url, @DefaultValue("2") int replicas) {
    @Override
    public String toString() {
      return "Redis[url=***, replicas=%d]".formatted(replicas);
    }
  }

  /**
   * How many requests are taken.
   *
   * @param permits so many
   * @param per in such a time
   * @param burst so many at once when there were none for long; 0: as many as permits
   */
  public record RateLimit(int permits, @DefaultValue("1s") Duration per, int burst) {}

  /**
   * @param retryUnmatchedFor how long a message about something unknown is tried again before it is
   *     shown as failed
   * @param keepFor how long applied messages are kept, and a repeated one is known again; at least
   *     7d
   */
  public record Inbox(
      @DefaultValue("24h") Duration retryUnmatchedFor, @DefaultValue("30d") Duration keepFor) {}

  /**
   * @param keepFor how long events are kept, and a reader may stay away
   * @param maxReaders how many may wait for events at a time, by stream or by {@code Prefer: wait}
   * @param kafka where events are published besides
   */
  public record Events(
      @DefaultValue("90d") Duration keepFor,
      @DefaultValue("200") int maxReaders,
      @DefaultValue Kafka kafka) {}

  /**
   * @param bootstrapServers {@code host:port} of some brokers, by commas; null: nothing is
   *     published
   * @param topic must exist
   * @param properties of Kafka's producer, as for TLS and SASL
   */
  public record Kafka(
      @Nullable String bootstrapServers,
      @DefaultValue("org.partnergateway.events") String topic,
      @DefaultValue Map<String, String> properties) {
    @Override
    public String toString() {
      return "Kafka[bootstrapServers=%s, topic=%s, properties=%s]"
          .formatted(bootstrapServers, topic, properties.keySet());
    }
  }

  /**
   * @param keepKeysFor how long an idempotency key, and the answer kept for it, is remembered after
   *     the operation has ended; at least a day
   */
  public record Operations(@DefaultValue("7d") Duration keepKeysFor) {}

  /**
   * @param encryptionKeys 32 bytes in Base64 each: the first seals endpoints' secrets, any of them
   *     opens; without one no endpoint can be registered
   * @param allowPrivateAddresses networks, such as {@code 10.0.0.0/8}, that endpoints may be in
   *     although they aren't public; there http will do
   * @param timeout for one attempt
   * @param maxConcurrent deliveries to one endpoint at a time, of one process
   * @param disableAfter an endpoint that has taken nothing for so long is disabled
   * @param keepLogFor how long deliveries that have ended are shown and can be sent again
   */
  public record Webhooks(
      @DefaultValue List<String> encryptionKeys,
      @DefaultValue List<String> allowPrivateAddresses,
      @DefaultValue("20s") Duration timeout,
      @DefaultValue("8") int maxConcurrent,
      @DefaultValue("5d") Duration disableAfter,
      @DefaultValue("30d") Duration keepLogFor) {
    @Override
    public String toString() {
      return "Webhooks[encryptionKeys=***, allowPrivateAddresses=%s]"
          .formatted(allowPrivateAddresses);
    }
  }

  /**
   * @param providers who is asked for payments whose callers name no provider
   */
  public record Payments(@DefaultValue List<Provider> providers) {}

  /**
   * @param missingAfter how long after its capture a payment may be in no settlement before that is
   *     a difference
   */
  public record Settlements(@DefaultValue("14d") Duration missingAfter) {}

  /**
   * @param keepFor how long files are kept after they were taken, refused or carried, and known
   *     again; at least 7d
   * @param largest larger files of partners are not read
   */
  public record Files(
      @DefaultValue("30d") Duration keepFor, @DefaultValue("1GB") DataSize largest) {}

  /**
   * @param maxSize of a file, inflated
   * @param keepFor how long a batch, its content and its errors are kept after its end
   * @param parallel how many batches a process works on at a time
   * @param operationsAtOnce how many operations of a batch may be under way at a time
   */
  public record Batches(
      @DefaultValue("10GB") DataSize maxSize,
      @DefaultValue("30d") Duration keepFor,
      @DefaultValue("2") int parallel,
      @DefaultValue("200") int operationsAtOnce) {}

  /**
   * @param partner the provider's id
   * @param priority the lowest is asked first
   * @param share how many of the orders it gets of those of its priority, in proportion to theirs;
   *     0 only when the others can't be asked
   */
  public record Provider(
      String partner, @DefaultValue("1") int priority, @DefaultValue("1") int share) {}

  /**
   * An internal service that answers partners' questions.
   *
   * @param url where the paths of its contract begin
   * @param token the bearer token that it knows the gateway by
   * @param connectTimeout until a connection stands
   * @param timeout for one call, to the last byte of its answer
   * @param maxConcurrent calls under way at a time
   */
  public record ServiceProperties(
      @Nullable String url,
      @Nullable String token,
      @DefaultValue("1s") Duration connectTimeout,
      @DefaultValue("5s") Duration timeout,
      @DefaultValue("64") int maxConcurrent) {
    @Override
    public String toString() {
      return "ServiceProperties[url=%s, token=***]".formatted(url);
    }
  }

  /**
   * @param baseUrl where the partner is reached, instead of its definition's {@code base_url}
   * @param credentials by the names that its definition gives
   * @param settings by the names that its definition gives
   * @param pollEvery how often each poll runs, instead of the definition's {@code every}
   * @param inboundRateLimit how much it may send; null: as much as the gateway can do
   */
  public record PartnerProperties(
      @Nullable String baseUrl,
      @DefaultValue Map<String, String> credentials,
      @DefaultValue Map<String, String> settings,
      @Nullable Duration pollEvery,
      @Nullable RateLimit inboundRateLimit) {
    @Override
    public String toString() {
      return "PartnerProperties[baseUrl=%s, credentials=%s]"
          .formatted(baseUrl, credentials.keySet());
    }
  }
}
