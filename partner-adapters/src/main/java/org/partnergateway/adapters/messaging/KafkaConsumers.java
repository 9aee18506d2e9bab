package org.partnergateway.adapters.messaging;

import static org.apache.kafka.clients.CommonClientConfigs.SECURITY_PROTOCOL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_ID_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes consumers as {@link KafkaSource} wants them. */
public final class KafkaConsumers {
  private static final int AT_ONCE = 500;

  private KafkaConsumers() {}

  /**
   * Nothing is connected yet.
   *
   * @param username empty for no SASL
   * @throws org.apache.kafka.common.KafkaException when a part makes no sense
   */
  public static Consumer<byte[], byte[]> of(
      String servers, String group, String security, String username, String password) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(BOOTSTRAP_SERVERS_CONFIG, servers);
    settings.put(GROUP_ID_CONFIG, group);
    settings.put(CLIENT_ID_CONFIG, "partner-gateway");
    settings.put(SECURITY_PROTOCOL_CONFIG, security);
    // Kafka's own defaults would commit what nobody has kept, and read what was never committed.
    settings.put(ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(MAX_POLL_RECORDS_CONFIG, AT_ONCE);
    if (!username.isEmpty()) {
      settings.put(SaslConfigs.SASL_MECHANISM, "SCRAM-SHA-512");
      settings.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
              .formatted(quoted(username), quoted(password)));
    }
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
