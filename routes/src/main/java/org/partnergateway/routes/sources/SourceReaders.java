package org.partnergateway.routes.sources;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.definition.MessageDefinition;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.SourceDefinition;
import org.partnergateway.adapters.messaging.KafkaConsumers;
import org.partnergateway.adapters.messaging.KafkaSource;
import org.partnergateway.adapters.messaging.MessageSource;
import org.partnergateway.adapters.messaging.SqsCalls;
import org.partnergateway.adapters.messaging.SqsSource;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.inbound.InboxWorker;
import org.partnergateway.routes.sources.SourceIntake.Kind;

/** The readers of all sources for which the operator says where they are. */
public final class SourceReaders implements AutoCloseable {
  private final List<SourceReader> readers = new ArrayList<>();

  /**
   * @param intakes makes what keeps the messages of one source
   * @throws DefinitionException when a source is configured by halves
   */
  public SourceReaders(
      Iterable<Partner> partners,
      Definitions definitions,
      Function<Origin, SourceIntake> intakes,
      InboxWorker worker,
      MeterRegistry meters) {
    Problems problems = new Problems();
    for (Partner partner : partners) {
      for (SourceDefinition source : SourceDefinition.of(partner.definition()).values()) {
        Supplier<MessageSource> opened = open(partner, source, problems);
        List<Kind> kinds = kinds(partner, source, definitions);
        if (opened != null && !kinds.isEmpty()) {
          SourceIntake intake = intakes.apply(new Origin(partner, source.name(), kinds));
          String name = partner.id() + "/" + source.name();
          SourceReader reader = new SourceReader(name, opened, intake, worker);
          readers.add(reader);
          Gauge.builder("gateway.source.away", reader, one -> one.isAway() ? 1 : 0)
              .tag("partner", partner.id())
              .tag("source", source.name())
              .register(meters);
        }
      }
    }
    problems.throwIfAny();
  }

  /** A source, and what may come from it. */
  public record Origin(Partner partner, String source, List<Kind> kinds) {}

  private static List<Kind> kinds(
      Partner partner, SourceDefinition source, Definitions definitions) {
    List<Kind> kinds = new ArrayList<>();
    for (MessageDefinition message : partner.definition().messages().values()) {
      MessageDefinition.Read read = message.read();
      if (read != null && read.from().equals(source.name())) {
        kinds.add(
            new Kind(
                message.name(),
                read,
                definitions.contracts().events(partner.id(), read.contract())));
      }
    }
    return kinds;
  }

  private static @Nullable Supplier<MessageSource> open(
      Partner partner, SourceDefinition source, Problems problems) {
    return source.protocol().equals("sqs")
        ? queue(partner, source, problems)
        : stream(partner, source, problems);
  }

  private static @Nullable Supplier<MessageSource> queue(
      Partner partner, SourceDefinition source, Problems problems) {
    String url = source.setting(partner, "url");
    if (url.isEmpty()) {
      return null;
    }
    String region = source.setting(partner, "region");
    String id = source.credential(partner, "access_key_id");
    String secret = source.credential(partner, "secret_access_key");
    need(partner, source, "region", region, problems);
    need(partner, source, "access_key_id", id, problems);
    need(partner, source, "secret_access_key", secret, problems);
    if (region.isEmpty() || id.isEmpty() || secret.isEmpty()) {
      return null;
    }
    try {
      // Once to see that it can be.
      new SqsCalls(URI.create(url), region, id, secret);
    } catch (IllegalArgumentException e) {
      problems.add(
          Problem.ofFile(property(partner, source, "url"), String.valueOf(e.getMessage())));
      return null;
    }
    return () -> new SqsSource(new SqsCalls(URI.create(url), region, id, secret));
  }

  private static @Nullable Supplier<MessageSource> stream(
      Partner partner, SourceDefinition source, Problems problems) {
    String servers = source.setting(partner, "servers");
    if (servers.isEmpty()) {
      return null;
    }
    String topic = source.setting(partner, "topic");
    String group = source.setting(partner, "group");
    String security = source.setting(partner, "security");
    need(partner, source, "topic", topic, problems);
    need(partner, source, "group", group, problems);
    String username = source.credential(partner, "username");
    String password = source.credential(partner, "password");
    if (topic.isEmpty() || group.isEmpty()) {
      return null;
    }
    return () ->
        new KafkaSource(topic, KafkaConsumers.of(servers, group, security, username, password));
  }

  private static void need(
      Partner partner, SourceDefinition source, String part, String value, Problems problems) {
    if (value.isEmpty()) {
      problems.add(
          Problem.ofFile(
              property(partner, source, part),
              "is missing, and %s of %s can't be read without"
                  .formatted(source.name(), partner.id())));
    }
  }

  private static String property(Partner partner, SourceDefinition source, String part) {
    Map<String, String> names = source.names();
    boolean secret = part.equals("access_key_id") || part.equals("secret_access_key");
    return "gateway.partners.%s.%s.%s"
        .formatted(partner.id(), secret ? "credentials" : "settings", names.get(part));
  }

  /** Begins to read. */
  public void start() {
    readers.forEach(SourceReader::start);
  }

  @Override
  public void close() {
    readers.forEach(SourceReader::close);
  }
}
