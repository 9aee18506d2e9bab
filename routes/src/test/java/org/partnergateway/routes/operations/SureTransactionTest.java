package org.partnergateway.routes.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class SureTransactionTest {
  /** A store that fails so at the next commits. */
  private final Deque<RuntimeException> failures = new ArrayDeque<>();

  private final AtomicInteger runs = new AtomicInteger();
  private final SureTransaction sure = new SureTransaction(new TransactionTemplate(new Store()));

  @Test
  void whatAConnectionThatBreaksTookAlongIsDoneAgain() {
    failures.addAll(
        List.of(
            new DataAccessResourceFailureException("terminated by an administrator"),
            new TransactionSystemException("could not commit")));

    assertThat(sure.run(runs::incrementAndGet)).isEqualTo(3);
  }

  @Test
  void whatIsWrongInItselfIsNotDoneAgain() {
    failures.add(new DuplicateKeyException("taken"));

    assertThatThrownBy(() -> sure.run(runs::incrementAndGet))
        .isInstanceOf(DuplicateKeyException.class);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aLostLeaseIsNotTriedAgain() {
    assertThatThrownBy(
            () ->
                sure.run(
                    () -> {
                      runs.incrementAndGet();
                      throw new LeaseLostException("op_1");
                    }))
        .isInstanceOf(LeaseLostException.class);
    assertThat(runs).hasValue(1);
  }

  private final class Store implements PlatformTransactionManager {
    @Override
    public TransactionStatus getTransaction(TransactionDefinition definition) {
      return new SimpleTransactionStatus();
    }

    @Override
    public void commit(TransactionStatus status) {
      RuntimeException failure = failures.poll();
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void rollback(TransactionStatus status) {}
  }
}
