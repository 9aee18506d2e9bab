package org.partnergateway.tests.simulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Feeds of listings: documents with addresses that prove themselves for five minutes, feeds that
 * wait, are worked on and end, and their reports, packed. One feed after the other is processed, in
 * the order in which they came. Safe for concurrent use.
 */
final class AmazonFeeds {
  static final String STORAGE = "/feed-storage/";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ADDRESS_IS_GOOD_FOR = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final AmazonListings listings;
  private final Map<String, Document> documents = new HashMap<>();
  private final Map<String, Feed> feeds = new HashMap<>();
  private final AtomicLong number = new AtomicLong(50_009_000);
  private final AtomicLong processed = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();
  private Instant free = Instant.MIN;
  private Duration waiting = Duration.ofMillis(300);
  private Duration working = Duration.ofMillis(700);
  private @Nullable BiFunction<String, JsonNode, String> ending;

  AmazonFeeds(InstantSource clock, AmazonListings listings) {
    this.clock = clock;
    this.listings = listings;
  }

  private record Document(
      String signature, Instant until, @Nullable String contentType, byte @Nullable [] content) {}

  private record Feed(
      String id,
      String document,
      String marketplace,
      Instant created,
      Instant begins,
      Instant ends,
      String end,
      @Nullable String report) {}

  /** How many feeds were processed, and how many listings they changed. */
  long processed() {
    return processed.get();
  }

  long changes() {
    return changes.get();
  }

  /** How long feeds wait, and are worked on, from now on. */
  synchronized void takesFor(Duration waits, Duration works) {
    waiting = waits;
    working = works;
  }

  /**
   * How feeds end from now on.
   *
   * @param how given the feed's id and content; DONE, CANCELLED or FATAL. Null for DONE
   */
  synchronized void ends(@Nullable BiFunction<String, JsonNode, String> how) {
    ending = how;
  }

  synchronized SimulatedAnswer createDocument(SimulatedRequest request) {
    String contentType = read(request.body()).path("contentType").asText();
    if (contentType.isEmpty()) {
      throw AmazonRefusal.invalid("contentType is needed.");
    }
    String id = "amzn1.tortuga.4.na." + UUID.randomUUID();
    documents.put(id, new Document(signature(), soon(), contentType, null));
    return AmazonAnswers.json(201, address(request, id));
  }

  synchronized SimulatedAnswer document(SimulatedRequest request, String id) {
    Document document = documents.get(id);
    if (document == null || document.content() == null) {
      throw AmazonRefusal.notFound("There is no document " + id + ".");
    }
    documents.put(id, new Document(signature(), soon(), null, document.content()));
    ObjectNode answer = address(request, id);
    answer.put("compressionAlgorithm", "GZIP");
    return AmazonAnswers.json(200, answer);
  }

  private Instant soon() {
    return clock.instant().plus(ADDRESS_IS_GOOD_FOR);
  }

  private static String signature() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private ObjectNode address(SimulatedRequest request, String id) {
    Document document = documents.get(id);
    ObjectNode answer = JSON.createObjectNode().put("feedDocumentId", id);
    return answer.put(
        "url",
        "http://%s/amazon%s%s?X-Amz-Expires=300&X-Amz-Signature=%s"
            .formatted(
                request.header("host"), STORAGE, id, document == null ? "" : document.signature()));
  }

  /** The storage, which knows no token: only the signature in the address. */
  synchronized SimulatedAnswer storage(SimulatedRequest request, String id) {
    Document document = documents.get(id);
    if (document == null) {
      return xml(403, "AccessDenied");
    }
    boolean allowed =
        document.signature().equals(request.queryParameter("X-Amz-Signature"))
            && clock.instant().isBefore(document.until())
            && request.header("x-amz-access-token") == null;
    if (!allowed) {
      return xml(403, "AccessDenied");
    }
    if (request.method().equals("GET") && document.content() != null) {
      return new SimulatedAnswer(
          200, Map.of("Content-Type", "binary/octet-stream"), document.content());
    }
    if (!request.method().equals("PUT") || document.contentType() == null) {
      return xml(404, "NoSuchKey");
    }
    if (!document.contentType().equals(request.header("content-type"))) {
      return xml(403, "SignatureDoesNotMatch");
    }
    documents.put(
        id,
        new Document(
            document.signature(), document.until(), document.contentType(), request.body()));
    return new SimulatedAnswer(200, Map.of("x-amz-request-id", signature()), new byte[0]);
  }

  private static SimulatedAnswer xml(int status, String code) {
    return new SimulatedAnswer(
        status,
        Map.of("Content-Type", "application/xml"),
        "<Error><Code>%s</Code></Error>".formatted(code).getBytes(StandardCharsets.UTF_8));
  }

  synchronized SimulatedAnswer create(SimulatedRequest request) {
    JsonNode body = read(request.body());
    Document document = documents.get(body.path("inputFeedDocumentId").asText());
    if (document == null || document.content() == null) {
      throw AmazonRefusal.invalid("Nothing was uploaded to inputFeedDocumentId.");
    }
    if (!body.path("feedType").asText().equals("JSON_LISTINGS_FEED")
        || body.path("marketplaceIds").size() != 1) {
      throw AmazonRefusal.invalid("Only JSON_LISTINGS_FEED for one marketplace is simulated.");
    }
    String id = Long.toString(number.incrementAndGet());
    Instant now = clock.instant();
    Instant begins = now.plus(waiting).isAfter(free) ? now.plus(waiting) : free;
    free = begins.plus(working);
    JsonNode content = read(document.content());
    String end = ending == null ? "DONE" : ending.apply(id, content);
    String report = null;
    if (!end.equals("CANCELLED")) {
      report = process(id, end, body.at("/marketplaceIds/0").asText(), content);
    }
    feeds.put(
        id,
        new Feed(
            id,
            body.path("inputFeedDocumentId").asText(),
            body.at("/marketplaceIds/0").asText(),
            now,
            begins,
            free,
            end,
            report));
    return AmazonAnswers.json(202, JSON.createObjectNode().put("feedId", id));
  }

  /** What comes of it is settled when it is taken, and shown when it ends. */
  private @Nullable String process(String id, String end, String marketplace, JsonNode content) {
    processed.incrementAndGet();
    ObjectNode report = JSON.createObjectNode();
    report.putObject("header").put("feedId", id).put("version", "2.0");
    List<ObjectNode> issues = new ArrayList<>();
    int told = 0;
    int invalid = 0;
    boolean ours = content.at("/header/sellerId").asText().equals(AmazonListings.SELLER);
    if (!ours) {
      issues.add(issue(null, "4000001", "The header names a seller whose account this is not."));
    }
    for (JsonNode message : content.path("messages")) {
      // A feed that is broken off has done its first half.
      if (!ours || (end.equals("FATAL") && told * 2 >= content.path("messages").size())) {
        break;
      }
      told++;
      String fault = listings.told(marketplace, message);
      if (fault == null) {
        continue;
      }
      if (fault.isEmpty()) {
        changes.incrementAndGet();
      } else {
        invalid++;
        issues.add(issue(message.path("messageId"), "4000002", fault));
      }
    }
    report.putArray("issues").addAll(issues);
    ObjectNode summary = report.putObject("summary");
    summary.put("errors", issues.size()).put("warnings", 0).put("messagesProcessed", told);
    summary.put("messagesAccepted", told - invalid).put("messagesInvalid", invalid);
    String name = "amzn1.tortuga.4.na." + UUID.randomUUID();
    documents.put(name, new Document(signature(), soon(), null, packed(report)));
    return name;
  }

  private static ObjectNode issue(@Nullable JsonNode messageId, String code, String message) {
    ObjectNode issue = JSON.createObjectNode();
    if (messageId != null) {
      issue.set("messageId", messageId);
    }
    return issue.put("code", code).put("severity", "ERROR").put("message", message);
  }

  private static byte[] packed(JsonNode report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(JSON.writeValueAsBytes(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  synchronized SimulatedAnswer feed(String id) {
    Feed feed = feeds.get(id);
    if (feed == null) {
      throw AmazonRefusal.notFound("There is no feed " + id + ".");
    }
    Instant now = clock.instant();
    String status =
        now.isBefore(feed.begins())
            ? "IN_QUEUE"
            : now.isBefore(feed.ends()) ? "IN_PROGRESS" : feed.end();
    ObjectNode answer =
        JSON.createObjectNode().put("feedId", id).put("feedType", "JSON_LISTINGS_FEED");
    answer.putArray("marketplaceIds").add(feed.marketplace());
    answer.put("createdTime", feed.created().toString()).put("processingStatus", status);
    if (status.equals(feed.end()) && feed.report() != null) {
      answer.put("resultFeedDocumentId", feed.report());
    }
    return AmazonAnswers.json(200, answer);
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw AmazonRefusal.invalid("The body is not JSON.");
    }
  }
}
