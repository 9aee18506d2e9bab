package org.partnergateway.routes.events.kafka;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
import static org.apache.kafka.clients.producer.ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.RETRIES_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.TRANSACTIONAL_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.partnergateway.contracts.definitions.DefinitionException;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.routes.config.GatewayProperties;

/** What the producer is told: what its promises rest on is ours, the rest the operator's. */
public final class KafkaSettings {
  private static final String PREFIX = "gateway.events.kafka.";
  private static final String PROPERTIES = PREFIX + "properties.";

  /** In order, nothing twice by repetition, and never given up: a hole could not be mended. */
  private static final Map<String, String> OURS =
      Map.of(
          ACKS_CONFIG,
          "all",
          ENABLE_IDEMPOTENCE_CONFIG,
          "true",
          MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
          "5",
          RETRIES_CONFIG,
          Integer.toString(Integer.MAX_VALUE),
          DELIVERY_TIMEOUT_MS_CONFIG,
          Integer.toString(Integer.MAX_VALUE),
          PARTITIONER_IGNORE_KEYS_CONFIG,
          "false",
          KEY_SERIALIZER_CLASS_CONFIG,
          StringSerializer.class.getName(),
          VALUE_SERIALIZER_CLASS_CONFIG,
          ByteArraySerializer.class.getName());

  private static final Map<String, String> DEFAULTS =
      Map.of(
          CLIENT_ID_CONFIG, "partner-gateway",
          LINGER_MS_CONFIG, "5",
          BATCH_SIZE_CONFIG, "131072",
          MAX_BLOCK_MS_CONFIG, "10000");

  private static final Set<String> ELSEWHERE = Set.of(BOOTSTRAP_SERVERS_CONFIG);
  private static final Set<String> NOT_OFFERED = Set.of(TRANSACTIONAL_ID_CONFIG);

  private final String topic;
  private final Map<String, Object> producer = new HashMap<>(DEFAULTS);

  private KafkaSettings(GatewayProperties.Kafka kafka) {
    this.topic = kafka.topic();
    producer.putAll(kafka.properties());
    producer.putAll(OURS);
    if (kafka.bootstrapServers() != null) {
      producer.put(BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    }
  }

  /**
   * @throws DefinitionException with all that is wrong with them
   */
  public static KafkaSettings of(GatewayProperties.Kafka kafka) {
    Problems problems = new Problems();
    for (String name : new TreeSet<>(kafka.properties().keySet())) {
      if (OURS.containsKey(name) || NOT_OFFERED.contains(name)) {
        problems.add(Problem.ofFile(PROPERTIES + name, "is the gateway's own and can't be set"));
      } else if (ELSEWHERE.contains(name)) {
        problems.add(
            Problem.ofFile(PROPERTIES + name, "is set by " + PREFIX + "bootstrap-servers"));
      } else if (!ProducerConfig.configNames().contains(name)) {
        problems.add(
            Problem.ofFile(
                PROPERTIES + name,
                "is no setting of Kafka's producer"
                    + Spelling.suggest(name, ProducerConfig.configNames())));
      }
    }
    problems.throwIfAny();
    KafkaSettings settings = new KafkaSettings(kafka);
    try {
      // Servers apart: without them nothing is published, and the rest may be wrong all the same.
      new ProducerConfig(settings.producer);
    } catch (ConfigException e) {
      throw new DefinitionException(
          Problem.ofFile(PREFIX + "properties", String.valueOf(e.getMessage())));
    }
    return settings;
  }

  public String topic() {
    return topic;
  }

  String servers() {
    return String.valueOf(producer.get(BOOTSTRAP_SERVERS_CONFIG));
  }

  Producer<String, byte[]> connect() {
    return new KafkaProducer<>(producer);
  }
}
