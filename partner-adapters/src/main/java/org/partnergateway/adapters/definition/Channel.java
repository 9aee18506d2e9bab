package org.partnergateway.adapters.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.ChannelDefinition.As2;
import org.partnergateway.adapters.definition.ChannelDefinition.Carrier;
import org.partnergateway.adapters.definition.ChannelDefinition.Sftp;

/** A way of files as it is used: its definition with what the operator says. */
public record Channel(Partner partner, ChannelDefinition definition) {
  /** The ways of files that are in use, by name: those of which nothing is left unsaid. */
  public static Map<String, Channel> of(Partner partner) {
    Map<String, Channel> channels = new LinkedHashMap<>();
    for (ChannelDefinition definition : partner.definition().channels().values()) {
      Channel channel = new Channel(partner, definition);
      if (channel.unsaid().isEmpty()) {
        channels.put(definition.name(), channel);
      }
    }
    return channels;
  }

  /** Its name in the partner's adapter file. */
  public String name() {
    return definition.name();
  }

  /** What it is called among all partners'. */
  public String fullName() {
    return partner.id() + "/" + name();
  }

  /** A text of the definition as it is known now. */
  /**
   * The pause before the next try; null when it is to be given up.
   *
   * @param tries how many there were
   * @param least what the other side asks for; null for nothing
   */
  public @Nullable Duration pause(int tries, @Nullable Duration least) {
    return partner.definition().policy().durableRetry().pause(tries, least);
  }

  public String text(TextSource source) {
    String known = TextSources.known(source, partner);
    if (known == null) {
      throw new IllegalStateException("the schema lets no text of a message stand in a channel");
    }
    return known;
  }

  /** The texts that are not empty. */
  public List<String> texts(List<TextSource> sources) {
    return sources.stream().filter(source -> !isUnsaid(source)).map(this::text).toList();
  }

  /** Names of credentials and settings that it needs and that are not said. */
  public List<String> unsaid() {
    List<String> unsaid = new ArrayList<>();
    needs(definition.carrier()).filter(this::isUnsaid).map(Channel::nameOf).forEach(unsaid::add);
    List<TextSource> several = several(definition.carrier());
    if (several.stream().allMatch(this::isUnsaid)) {
      several.stream().map(Channel::nameOf).forEach(unsaid::add);
    }
    return unsaid;
  }

  /** Nothing of what may be left unsaid is said, so that nobody means to use it. */
  boolean nothingSaid() {
    return Stream.concat(needs(definition.carrier()), several(definition.carrier()).stream())
        .filter(this::mayBeUnsaid)
        .allMatch(this::isUnsaid);
  }

  private boolean mayBeUnsaid(TextSource source) {
    return switch (source) {
      case TextSource.Credential credential ->
          partner.definition().optionalCredentials().contains(credential.name());
      case TextSource.Setting setting -> {
        SettingDefinition known = partner.definition().settings().get(setting.name());
        yield known != null && "".equals(known.fallback());
      }
      default -> false;
    };
  }

  private boolean isUnsaid(TextSource source) {
    return switch (source) {
      case TextSource.Credential credential ->
          !partner.credentials().containsKey(credential.name());
      case TextSource.Setting setting ->
          partner.settings().getOrDefault(setting.name(), "").isEmpty();
      default -> false;
    };
  }

  private static String nameOf(TextSource source) {
    return switch (source) {
      case TextSource.Credential credential -> "credentials." + credential.name();
      case TextSource.Setting setting -> "settings." + setting.name();
      default -> "";
    };
  }

  private static Stream<TextSource> needs(Carrier carrier) {
    return switch (carrier) {
      case Sftp sftp ->
          Stream.of(
              sftp.host(),
              sftp.port(),
              credential(sftp.username()),
              credential(
                  Objects.requireNonNullElse(sftp.privateKey(), String.valueOf(sftp.password()))));
      case As2 as2 ->
          Stream.concat(
              Stream.of(as2.url(), as2.ourId(), as2.theirId(), credential(as2.ourKey())),
              Stream.ofNullable(as2.receiptUrl()));
    };
  }

  private static List<TextSource> several(Carrier carrier) {
    return switch (carrier) {
      case Sftp sftp -> sftp.hostKeys();
      case As2 as2 -> as2.theirCertificates();
    };
  }

  private static TextSource credential(String name) {
    return new TextSource.Credential(name, "");
  }

  /** A secret that may be left out; null when it is. */
  public @Nullable String optionalCredential(@Nullable String name) {
    return name == null ? null : partner.credentials().get(name);
  }
}
