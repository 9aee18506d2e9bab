package org.partnergateway.routes.files;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.as2.As2Link;
import org.partnergateway.adapters.as2.As2Party;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.ChannelDefinition.As2;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.contracts.definitions.Problems;

/** The channels by AS2 that are in use, by partner. */
public final class As2Links implements AutoCloseable {
  private final Map<String, List<As2Link>> links = new TreeMap<>();

  /**
   * @param problems keys and certificates that can't be used are added
   */
  public As2Links(FileChannels channels, Vertx vertx, PolicyRegistry policies, Problems problems) {
    for (Channel channel : channels.all()) {
      if (channel.definition().carrier() instanceof As2 as2) {
        As2Party party = As2Party.of(channel, as2, problems);
        if (party != null) {
          links
              .computeIfAbsent(channel.partner().id(), id -> new ArrayList<>())
              .add(
                  new As2Link(
                      party,
                      vertx,
                      policies.guard(
                          channel.partner().id(),
                          null,
                          channel.name(),
                          channel.partner().definition().policy())));
        }
      }
    }
  }

  /** Partners that have such a channel. */
  public List<String> partners() {
    return List.copyOf(links.keySet());
  }

  public List<As2Link> all() {
    return links.values().stream().flatMap(List::stream).toList();
  }

  /** The partner's channel between those two; null when there is none. */
  @Nullable As2Link find(String partner, String from, String to) {
    return links.getOrDefault(partner, List.of()).stream()
        .filter(link -> link.party().theirId().equals(from) && link.party().ourId().equals(to))
        .findAny()
        .orElse(null);
  }

  @Override
  public void close() {
    all().forEach(As2Link::close);
  }
}
