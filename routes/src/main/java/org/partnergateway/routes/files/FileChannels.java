package org.partnergateway.routes.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.Channel;
import org.partnergateway.adapters.definition.Partner;

/** The channels that are in use. */
public final class FileChannels {
  private final Map<String, Channel> channels = new TreeMap<>();

  /**
   * @param partners those that are configured
   */
  public FileChannels(Collection<Partner> partners) {
    for (Partner partner : partners) {
      Channel.of(partner).values().forEach(channel -> channels.put(channel.fullName(), channel));
    }
  }

  public List<Channel> all() {
    return new ArrayList<>(channels.values());
  }

  /** Null when there is none of that name in use. */
  public @Nullable Channel find(String partner, String name) {
    return channels.get(partner + "/" + name);
  }
}
