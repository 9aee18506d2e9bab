package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.partnergateway.routes.news.NewsParts;
import org.partnergateway.routes.news.NewsTeller;
import org.partnergateway.routes.operations.MappingInputs;
import org.partnergateway.routes.outbound.Dispatcher;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.events.EventReader;
import org.partnergateway.routes.store.ledger.Ledger;
import org.partnergateway.routes.store.ledger.TrackingEvents;
import org.partnergateway.routes.store.news.OrderNews;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Partners that are told of their orders. */
@Configuration(proxyBeanMethods = false)
public class NewsConfiguration {
  @Bean
  OrderNews orderNews(JdbcClient jdbc, InstantSource clock) {
    return new OrderNews(jdbc, clock);
  }

  @Bean
  NewsTeller newsTeller(
      PartnerRegistry partners,
      EventReader events,
      Ledger ledger,
      TrackingEvents tracking,
      OrderNews orderNews,
      MappingInputs inputs,
      Dispatcher dispatcher,
      TransactionTemplate transactions,
      MeterRegistry meters,
      InstantSource clock) {
    return NewsParts.teller(
        partners,
        events,
        ledger,
        tracking,
        orderNews,
        inputs,
        dispatcher,
        transactions,
        meters,
        clock);
  }
}
