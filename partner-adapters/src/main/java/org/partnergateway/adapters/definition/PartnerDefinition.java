package org.partnergateway.adapters.definition;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.failure.ErrorTable;
import org.partnergateway.adapters.policy.Policy;
import org.partnergateway.contracts.cards.CardMask;
import org.partnergateway.contracts.definitions.YamlTree;
import org.partnergateway.contracts.http.HttpOperation;

/**
 * An adapter file, as it is bound. Maps keep the file's order.
 *
 * @param baseUrl unless the operator names another; {@link #NOWHERE} for a partner that is called
 *     nowhere, as it only leaves and takes files
 * @param hosts {@code host} or {@code host:port}, the only ones by https
 * @param credentials names of the secrets that must be configured
 * @param optionalCredentials names of those that may be, for the time of a change
 * @param tokenContract what the token endpoint keeps to; null when it is held to RFC 6749 alone
 * @param additionalTokens that some operations need besides
 * @param headers that every request carries
 * @param policy for operations that say nothing else
 * @param channels ways of files
 * @param signing how its requests are signed; null when they are not
 * @param callers how it is known when it asks; null when it asks nothing
 * @param questions what it asks while it waits
 * @param cards makes card data unreadable in what it sends
 * @param orderEvents the operation that tells it of its orders' events; null when it is not told
 * @param reports files of its own form
 * @param source the file, for problems that are found later
 */
public record PartnerDefinition(
    String id,
    String name,
    PartnerKind kind,
    URI baseUrl,
    Set<String> hosts,
    Map<String, SettingDefinition> settings,
    List<String> credentials,
    List<String> optionalCredentials,
    AuthDefinition auth,
    @Nullable HttpOperation tokenContract,
    List<AdditionalToken> additionalTokens,
    Map<String, TextSource> headers,
    ErrorTable errors,
    Policy policy,
    Map<String, OperationDefinition> operations,
    Map<String, MessageDefinition> messages,
    Map<String, PollDefinition> polls,
    Map<String, ChannelDefinition> channels,
    @Nullable SigningDefinition signing,
    @Nullable CallersDefinition callers,
    Map<String, QuestionDefinition> questions,
    @Nullable String orderEvents,
    CardMask cards,
    Map<String, ReportDefinition> reports,
    YamlTree source) {
  /** By RFC 2606 nothing is ever there; it is among no partner's origins either. */
  public static final URI NOWHERE = URI.create("https://nowhere.invalid");

  /** Copies the collections. */
  public PartnerDefinition {
    hosts = Set.copyOf(hosts);
    settings = inOrder(settings);
    credentials = List.copyOf(credentials);
    optionalCredentials = List.copyOf(optionalCredentials);
    additionalTokens = List.copyOf(additionalTokens);
    headers = inOrder(headers);
    operations = inOrder(operations);
    messages = inOrder(messages);
    polls = inOrder(polls);
    channels = inOrder(channels);
    questions = inOrder(questions);
    reports = inOrder(reports);
  }

  private static <T> Map<String, T> inOrder(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
