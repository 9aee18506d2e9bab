package org.partnergateway.tests.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened or stood there at the end. The lines of a history stand in the order in
 * which its one recorder saw them; a line that is about doing something ({@link Asked}) is written
 * before it is done, one about what was learned ({@link Answered}) after.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonSubTypes({
  @JsonSubTypes.Type(value = Entry.Asked.class, name = "asked"),
  @JsonSubTypes.Type(value = Entry.Answered.class, name = "answered"),
  @JsonSubTypes.Type(value = Entry.Effect.class, name = "effect"),
  @JsonSubTypes.Type(value = Entry.Operation.class, name = "operation"),
  @JsonSubTypes.Type(value = Entry.Resource.class, name = "resource"),
  @JsonSubTypes.Type(value = Entry.Seen.class, name = "seen"),
  @JsonSubTypes.Type(value = Entry.Sent.class, name = "sent"),
  @JsonSubTypes.Type(value = Entry.Acknowledged.class, name = "acknowledged"),
  @JsonSubTypes.Type(value = Entry.Stored.class, name = "stored"),
  @JsonSubTypes.Type(value = Entry.Placed.class, name = "placed"),
  @JsonSubTypes.Type(value = Entry.Read.class, name = "read"),
  @JsonSubTypes.Type(value = Entry.Logged.class, name = "logged"),
  @JsonSubTypes.Type(value = Entry.Fault.class, name = "fault"),
})
public sealed interface Entry {

  /** What an answer says about the write. */
  enum Said {
    /** It is done. */
    DONE,
    /** The partner said no; it is not done. */
    DECLINED,
    /** It is not done, and may be asked for again under the same key. */
    NOT_DONE,
    /** It may be done. */
    UNKNOWN,
    /** It is under way. */
    PENDING,
    /** It was not accepted at all. */
    REFUSED,
    /** Nothing: the gateway could not tell, ask again. */
    NO_WORD
  }

  /**
   * A caller is about to ask for a write.
   *
   * @param key its Idempotency-Key
   * @param attempt counts the tries under this key, from 1
   */
  record Asked(String key, String kind, int attempt) implements Entry {}

  /**
   * A caller was answered. A try without this line got no answer.
   *
   * @param status of HTTP
   * @param resource id of what the answer shows, where it shows one
   * @param digest of the body's bytes, where it says that the write is done
   */
  record Answered(
      String key,
      int attempt,
      int status,
      Said said,
      @Nullable String resource,
      @Nullable String digest)
      implements Entry {}

  /**
   * Something took effect at a partner.
   *
   * @param effect such as {@code captures}
   * @param reference the gateway's reference under which it was asked for
   * @param resource the id of ours that the partner was given along; for a refund the payment's
   * @param amount in minor units; 0 where it isn't about money
   */
  record Effect(
      String partner, String effect, String reference, @Nullable String resource, long amount)
      implements Entry {}

  /**
   * An operation record at the end.
   *
   * @param reference what the partner knows it by
   * @param resource id of what it creates or changes
   */
  record Operation(
      String id,
      String key,
      String kind,
      String reference,
      String status,
      @Nullable String failure,
      @Nullable String resource)
      implements Entry {}

  /**
   * A ledger entry at the end.
   *
   * @param kind order, payment, refund or shipment
   * @param partnerRefs what the partner calls it
   * @param captured minor units, null where nothing is told
   * @param refunded minor units, null where nothing is told
   */
  record Resource(
      String kind,
      String id,
      @Nullable String partner,
      String status,
      long version,
      List<String> partnerRefs,
      @Nullable Long captured,
      @Nullable Long refunded)
      implements Entry {}

  /** A resource as the API showed it during the run; one reader looks at a resource at a time. */
  record Seen(String kind, String id, String status, long version) implements Entry {}

  /** A partner is about to send a message for the first time. */
  record Sent(String partner, String message) implements Entry {}

  /** The gateway took the message with a 2xx. */
  record Acknowledged(String partner, String message) implements Entry {}

  /**
   * A message in the inbox at the end.
   *
   * @param conflicting another body under an id that was taken
   */
  record Stored(String partner, String message, String status, boolean conflicting)
      implements Entry {}

  /** A buyer placed an order at the marketplace, which the gateway has to fetch. */
  record Placed(String partner, String order) implements Entry {}

  /**
   * An event as {@code /v1/events} gave it to the one reader.
   *
   * @param type such as {@code payment.updated}
   * @param status of the event's data; for tracking the id of the tracking event
   */
  record Read(
      String event, String type, String subject, @Nullable String status, @Nullable Long version)
      implements Entry {}

  /** An event that stands in the log at the end. */
  record Logged(String event) implements Entry {}

  /** What was broken on purpose; not judged, only counted. */
  record Fault(long at, String kind, String where) implements Entry {}
}
