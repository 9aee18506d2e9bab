package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.partnergateway.adapters.client.PartnerClients;
import org.partnergateway.adapters.definition.Partner;
import org.partnergateway.adapters.definition.PartnerDefinition;
import org.partnergateway.adapters.definition.PartnerSettings;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.adapters.time.Time;
import org.partnergateway.contracts.definitions.DefinitionTree;
import org.partnergateway.contracts.definitions.Problem;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.contracts.definitions.Spelling;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.config.GatewayProperties.PartnerProperties;
import org.partnergateway.routes.definitions.DefinitionTrees;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.definitions.GatewayMappings;
import org.partnergateway.routes.files.FileRetention;
import org.partnergateway.routes.operations.KeyKeeper;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.payments.ProviderSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Everything that is data, and the partners made of it. */
@Configuration(proxyBeanMethods = false)
public class DefinitionConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionConfiguration.class);

  @Bean
  Definitions definitions(GatewayProperties properties, MeterRegistry meters) {
    DefinitionTree tree = DefinitionTrees.load(properties.definitions());
    return Definitions.load(tree, new UnknownCodeCounter(meters));
  }

  @Bean
  GatewayMappings gatewayMappings(Definitions definitions) {
    return new GatewayMappings(definitions.mappings());
  }

  @Bean(destroyMethod = "close")
  PartnerClients partnerClients(Vertx vertx, MeterRegistry meters, PolicyRegistry policies) {
    return new PartnerClients(vertx, meters, Time.SYSTEM, policies);
  }

  @Bean
  PartnerRegistry partnerRegistry(
      Definitions definitions, GatewayProperties properties, PartnerClients clients) {
    Problems problems = new Problems();
    List<Partner> partners = new ArrayList<>();
    for (PartnerDefinition definition : definitions.partners().values()) {
      Partner partner =
          Partner.resolve(
              definition, settings(properties.partners().get(definition.id())), problems);
      partners.add(partner);
      if (!partner.configured()) {
        LOG.info(
            "Partner {} is not in use: {} are not configured", partner.id(), partner.missing());
      }
    }
    unknown(definitions, properties, problems);
    ProviderSettings.check(
        properties.payments().providers(),
        partners.stream().filter(DefinitionConfiguration::takesPayments).map(Partner::id).toList(),
        problems);
    KeyKeeper.check(properties.operations().keepKeysFor(), problems);
    FileRetention.check(properties.files().keepFor(), problems);
    problems.throwIfAny();
    clients.use(partners);
    return new PartnerRegistry(definitions, partners, clients);
  }

  private static boolean takesPayments(Partner partner) {
    return partner.configured()
        && partner.definition().operations().containsKey("authorize-payment");
  }

  private static void unknown(
      Definitions definitions, GatewayProperties properties, Problems problems) {
    for (String id : properties.partners().keySet()) {
      if (!definitions.partners().containsKey(id)) {
        problems.add(
            Problem.ofFile(
                "gateway.partners." + id,
                "there is no partner '%s'%s"
                    .formatted(id, Spelling.suggest(id, definitions.partners().keySet()))));
      }
    }
  }

  private static PartnerSettings settings(@Nullable PartnerProperties properties) {
    if (properties == null) {
      return PartnerSettings.NONE;
    }
    return new PartnerSettings(
        Optional.ofNullable(properties.baseUrl()).map(URI::create),
        Map.copyOf(properties.credentials()),
        Map.copyOf(properties.settings()));
  }
}
