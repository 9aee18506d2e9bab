package org.partnergateway.tests.files;

import java.nio.charset.StandardCharsets;
import org.partnergateway.routes.files.FileHandler;
import org.partnergateway.routes.files.IncomingFile;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes files named notes, and writes down each in the store, in the transaction that it is given:
 * what took effect can be counted there.
 */
@Configuration(proxyBeanMethods = false)
class TakenNotes {
  @Bean
  FileHandler notes(JdbcClient jdbc) {
    return new FileHandler() {
      @Override
      public String handles() {
        return "notes";
      }

      @Override
      public Handled handle(IncomingFile file) {
        String text = new String(file.content(), StandardCharsets.UTF_8);
        jdbc.sql("create table if not exists taken_note (file text, name text, content text)")
            .update();
        jdbc.sql("insert into taken_note values (?, ?, ?)")
            .params(file.id(), file.name(), text)
            .update();
        if (text.startsWith("nonsense")) {
          return new Handled("It is nonsense.");
        }
        if (text.startsWith("bug")) {
          throw new IllegalStateException("a bug");
        }
        return Handled.TAKEN;
      }
    };
  }
}
