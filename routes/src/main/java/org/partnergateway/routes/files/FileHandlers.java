package org.partnergateway.routes.files;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.ChannelDefinition;
import org.partnergateway.adapters.definition.ChannelDefinition.FileRule;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;

/** Who takes which files. */
public final class FileHandlers {
  private final Map<String, FileHandler> handlers = new TreeMap<>();

  public FileHandlers(List<FileHandler> all) {
    all.forEach(handler -> handlers.put(handler.handles(), handler));
  }

  /** Adds a problem for each handler that an adapter file names and nobody is. */
  public void check(Collection<PartnerDefinition> partners, Problems problems) {
    for (PartnerDefinition partner : partners) {
      for (ChannelDefinition channel : partner.channels().values()) {
        for (int i = 0; i < channel.files().size(); i++) {
          String name = channel.files().get(i).handler();
          if (!handlers.containsKey(name)) {
            problems.add(
                partner
                    .source()
                    .problem(
                        "/channels/%s/files/%d/handler".formatted(channel.name(), i),
                        "there is no handler '%s'%s"
                            .formatted(name, Spelling.suggest(name, handlers.keySet()))));
          }
        }
      }
    }
  }

  /** Who takes files of that name; null when nobody does. */
  public @Nullable FileHandler of(ChannelDefinition channel, String name) {
    for (FileRule rule : channel.files()) {
      if (matches(rule.pattern(), name)) {
        return handlers.get(rule.handler());
      }
    }
    return null;
  }

  static boolean matches(String pattern, String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }
}
