package org.partnergateway.routes.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import org.partnergateway.adapters.policy.PolicyRegistry;
import org.partnergateway.adapters.sftp.SftpClients;
import org.partnergateway.contracts.definitions.Problems;
import org.partnergateway.routes.api.ApiSection;
import org.partnergateway.routes.api.FilesApi;
import org.partnergateway.routes.config.GatewayProperties;
import org.partnergateway.routes.definitions.Definitions;
import org.partnergateway.routes.files.FileChannels;
import org.partnergateway.routes.files.FileHandler;
import org.partnergateway.routes.files.FileHandlers;
import org.partnergateway.routes.files.FileIntake;
import org.partnergateway.routes.files.FileRetention;
import org.partnergateway.routes.files.FileTaking;
import org.partnergateway.routes.files.FileWorks;
import org.partnergateway.routes.files.OutgoingFiles;
import org.partnergateway.routes.files.QueuedFiles;
import org.partnergateway.routes.files.SftpWorks;
import org.partnergateway.routes.outbound.PartnerRegistry;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.files.FileChunks;
import org.partnergateway.routes.store.files.FileLooks;
import org.partnergateway.routes.store.files.PartnerFiles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Files that come from partners and go to them. */
@Configuration(proxyBeanMethods = false)
public class FileConfiguration {
  @Bean
  PartnerFiles partnerFiles(JdbcClient jdbc, InstantSource clock) {
    return new PartnerFiles(jdbc, clock);
  }

  @Bean
  FileChunks fileChunks(JdbcClient jdbc) {
    return new FileChunks(jdbc);
  }

  @Bean
  FileLooks fileLooks(JdbcClient jdbc, InstantSource clock) {
    return new FileLooks(jdbc, clock);
  }

  @Bean
  FileChannels fileChannels(PartnerRegistry partners) {
    return new FileChannels(partners.all());
  }

  @Bean
  FileHandlers fileHandlers(List<FileHandler> all, Definitions definitions) {
    Problems problems = new Problems();
    FileHandlers handlers = new FileHandlers(all);
    handlers.check(definitions.partners().values(), problems);
    problems.throwIfAny();
    return handlers;
  }

  @Bean
  OutgoingFiles outgoingFiles(
      FileChannels channels, PartnerFiles files, FileChunks chunks, Ids ids) {
    return new QueuedFiles(channels, files, chunks, ids);
  }

  @Bean
  FileTaking fileTaking(
      FileChannels channels,
      FileHandlers handlers,
      PartnerFiles files,
      FileChunks chunks,
      TransactionTemplate transactions,
      PlatformTransactionManager manager,
      MeterRegistry meters,
      InstantSource clock) {
    TransactionTemplate nested = new TransactionTemplate(manager);
    nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    return new FileTaking(channels, handlers, files, chunks, transactions, nested, meters, clock);
  }

  @Bean
  FileIntake fileIntake(
      PartnerFiles files,
      FileChunks chunks,
      FileTaking taking,
      TransactionTemplate transactions,
      Ids ids) {
    return new FileIntake(files, chunks, taking, transactions, ids);
  }

  @Bean
  ApiSection filesApi(PartnerFiles files, FileChunks chunks) {
    return new FilesApi(files, chunks);
  }

  @Bean(destroyMethod = "close")
  SftpClients sftpClients() {
    return new SftpClients();
  }

  @Bean
  SftpWorks sftpWorks(
      FileChannels channels,
      SftpClients clients,
      PolicyRegistry policies,
      FileIntake intake,
      PartnerFiles files,
      FileChunks chunks,
      FileLooks looks,
      MeterRegistry meters,
      GatewayProperties properties,
      InstantSource clock) {
    Problems problems = new Problems();
    SftpWorks works =
        SftpWorks.of(
            channels,
            clients,
            policies,
            new FileWorks.Store(files, chunks, looks, intake),
            properties.files().largest().toBytes(),
            meters,
            clock,
            problems);
    problems.throwIfAny();
    return works;
  }

  /** By the partners' own times, or the operator's. */
  @Bean
  RecurringWork.Group sftpWork(SftpWorks works, GatewayProperties properties) {
    return new RecurringWork.Group(
        works.all().stream()
            .map(
                work ->
                    new RecurringWork(
                        work.name(),
                        work.isLook()
                            ? Schedules.pollEvery(
                                work.partner(), work.pause(), properties.partners())
                            : work.pause(),
                        work.work()))
            .toList());
  }

  @Bean
  RecurringWork fileTakingWork(FileTaking taking) {
    return new RecurringWork("take-files", FileWorks.LOOK_EVERY, taking::run);
  }

  @Bean
  RecurringWork fileRetentionWork(
      PartnerFiles files, FileLooks looks, GatewayProperties properties, InstantSource clock) {
    return new RecurringWork(
        "forget-files",
        FileWorks.FORGET_EVERY,
        new FileRetention(files, looks, properties.files().keepFor(), clock));
  }
}
