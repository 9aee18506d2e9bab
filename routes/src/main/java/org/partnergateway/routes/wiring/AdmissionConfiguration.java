package org.partnergateway.routes.wiring;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Set;
import org.partnergateway.contracts.http.HttpOperation;
import org.partnergateway.routes.admission.AdmissionGate;
import org.partnergateway.routes.admission.AdmissionLimits;
import org.partnergateway.routes.admission.AdmitStep;
import org.partnergateway.routes.admission.Entrance;
import org.partnergateway.routes.admission.Entrances;
import org.partnergateway.routes.admission.InboundLimits;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.CanonicalOperation;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.http.RefusalCounter;
import org.partnergateway.routes.questions.Question;
import org.partnergateway.routes.questions.QuestionRegistry;
import org.partnergateway.routes.steps.StepFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is let in, and how much at a time. */
@Configuration(proxyBeanMethods = false)
public class AdmissionConfiguration {
  @Bean
  InboundLimits inboundLimits(GatewayProperties properties) {
    return new InboundLimits(properties, TimeMeter.SYSTEM_NANOTIME);
  }

  @Bean
  Entrances entrances(Definitions definitions, QuestionRegistry questions) {
    Set<String> lookUps = new HashSet<>();
    Set<String> writes = new HashSet<>();
    for (CanonicalOperation operation : definitions.operations().all()) {
      String api = operation.api();
      if (api != null) {
        (operation.isRead() ? lookUps : writes).add(api);
      }
    }
    Entrances entrances = new Entrances();
    for (HttpOperation operation : definitions.api().operations()) {
      entrances.add(
          operation.method(), operation.pathTemplate(), entrance(operation, lookUps, writes));
    }
    for (Question question : questions.all()) {
      entrances.addQuestion(
          question.contract().method(),
          "/partners/" + question.partner() + question.path(),
          question.canonical().isRead() ? Entrance.LOOK_UP : Entrance.WRITE);
    }
    return entrances;
  }

  private static Entrance entrance(
      HttpOperation operation, Set<String> lookUps, Set<String> writes) {
    if (operation.isUpload()) {
      return Entrance.UPLOAD;
    }
    if (lookUps.contains(operation.id())) {
      return Entrance.LOOK_UP;
    }
    return writes.contains(operation.id()) ? Entrance.WRITE : Entrance.READ;
  }

  @Bean(destroyMethod = "stop")
  AdmissionGate admissionGate(
      Entrances entrances,
      GatewayProperties properties,
      Vertx vertx,
      RefusalCounter refusals,
      MeterRegistry meters) {
    GatewayProperties.Http http = properties.http();
    AdmissionLimits limits =
        AdmissionLimits.of(
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().maxMemory(),
            http.maxInFlight() == null ? 0 : http.maxInFlight(),
            http.maxBytesInFlight() == null ? 0 : http.maxBytesInFlight().toBytes(),
            http.maxBodySize().toBytes());
    return new AdmissionGate(entrances, limits, vertx, refusals, meters);
  }

  @Bean
  StepFactory admitStep() {
    return new AdmitStep();
  }
}
