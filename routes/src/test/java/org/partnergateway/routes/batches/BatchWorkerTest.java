package org.partnergateway.routes.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.StoreDatabase;
import org.partnergateway.routes.store.batches.Batch;
import org.partnergateway.routes.store.batches.BatchStatus;
import org.partnergateway.routes.store.batches.LineError;
import org.partnergateway.routes.store.batches.NewBatch;

/**
 * What becomes of a batch's lines, also when somebody comes in between. Every effect is counted.
 */
final class BatchWorkerTest {
  @RegisterExtension static final StoreDatabase DATABASE = new StoreDatabase();

  private final Ledger ledger = new Ledger();
  private final BatchesOfTest bed = new BatchesOfTest(DATABASE, ledger, 10_000_000);

  /** Writes down what it is given, in a table, so that what is rolled back isn't there. */
  private static final class Ledger implements BatchKind {
    private Consumer<List<BatchLine>> before = lines -> {};

    @Override
    public String name() {
      return "test";
    }

    @Override
    public String lineSchema() {
      return "publish_inventory_level.yaml";
    }

    @Override
    public int linesAtOnce() {
      return 10;
    }

    @Override
    public List<LineOutcome> apply(BatchSource source, List<BatchLine> lines) {
      List<LineOutcome> outcomes = new ArrayList<>();
      for (BatchLine line : lines) {
        String sku = line.content().path("sku").asText();
        if (sku.startsWith("NO")) {
          outcomes.add(new LineOutcome.Failed("is not sold any more", "/sku"));
        } else if (sku.startsWith("OP")) {
          outcomes.add(new LineOutcome.Pending(operation(source, line)));
        } else {
          DATABASE
              .client()
              .sql("insert into applied values (?, ?)")
              .params(source.batchId(), line.number())
              .update();
          outcomes.add(new LineOutcome.Done());
        }
      }
      before.accept(lines);
      return outcomes;
    }

    private static String operation(BatchSource source, BatchLine line) {
      String id = "op_" + source.batchId() + line.number();
      DATABASE
          .client()
          .sql(
              """
              insert into operation (id, kind, partner, caller, fingerprint, reference, request,
                durable, status, created_at, updated_at)
              values (?, 'x', 'bol', 'shop', '', ?, '{}', true, 'queued', now(), now())
              """)
          .params(id, id)
          .update();
      return id;
    }
  }

  @BeforeEach
  void empty() {
    DATABASE.template().execute("create table if not exists applied (batch text, line bigint)");
    DATABASE.template().execute("truncate applied, batch, operation cascade");
  }

  private static String lines(int count) {
    StringBuilder text = new StringBuilder("partner,sku,available\n");
    for (int i = 2; i <= count + 1; i++) {
      text.append("bol,S").append(i).append(",").append(i).append('\n');
    }
    return text.toString();
  }

  private List<Long> applied() {
    return DATABASE.client().sql("select line from applied order by 1").query(Long.class).list();
  }

  private static List<Long> numbers(int from, int to) {
    List<Long> numbers = new ArrayList<>();
    for (long i = from; i <= to; i++) {
      numbers.add(i);
    }
    return numbers;
  }

  @Test
  void aBadLineGoesToTheErrorsWithItsNumberAndTheRestGoesOn() throws Exception {
    Batch batch =
        bed.send(
            NewBatch.CSV,
            """
            partner,sku,available
            bol,A,1
            bol,B,many
            bol,NO1,3

            bol,C
            bol,D,5
            """);
    assertThat(batch.status()).isEqualTo(BatchStatus.QUEUED);
    bed.workOnAll();
    Batch ended = bed.get(batch);
    assertThat(ended.status()).isEqualTo(BatchStatus.COMPLETED_WITH_ERRORS);
    assertThat(ended.progress())
        .extracting(
            Batch.Progress::read,
            Batch.Progress::done,
            Batch.Progress::failed,
            Batch.Progress::pending)
        .containsExactly(5L, 2L, 3L, 0L);
    assertThat(applied()).containsExactly(2L, 7L);
    assertThat(bed.errors(batch))
        .extracting(LineError::line, LineError::pointer, LineError::content)
        .containsExactly(
            tuple(3L, "/available", "bol,B,many"),
            tuple(4L, "/sku", "bol,NO1,3"),
            tuple(6L, null, "bol,C"));
    assertThat(bed.errors(batch).getFirst().reason()).contains("/available").contains("integer");
    assertThat(
            DATABASE
                .client()
                .sql("select data ->> 'status' from event_log where subject = ? order by position")
                .param(batch.id())
                .query(String.class)
                .list())
        .containsExactly("queued", "completed_with_errors");
  }

  @Test
  void whatFailsInTheMiddleGoesOnFromTheCheckpointAndEveryLineIsAppliedOnce() throws Exception {
    Batch batch = bed.send(NewBatch.CSV, lines(95));
    int[] steps = {0};
    ledger.before =
        lines -> {
          steps[0]++;
          if (steps[0] % 3 == 0) {
            throw new IllegalStateException("the store went away");
          }
        };
    int turns = 0;
    while (!bed.get(batch).status().isEnded()) {
      assertThat(turns++).isLessThan(20);
      bed.worker.workOnOne();
      bed.clock.forward(BatchRun.LEASE);
    }
    assertThat(bed.get(batch).status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(applied()).isEqualTo(numbers(2, 96));
    assertThat(turns).isGreaterThan(3);
  }

  @Test
  void whoLostTheBatchToAnotherAppliesNothingMore() throws Exception {
    Batch batch = bed.send(NewBatch.CSV, lines(40));
    boolean[] taken = {false};
    ledger.before =
        lines -> {
          if (!taken[0] && lines.getFirst().number() > 15) {
            taken[0] = true;
            // Inside of its step it holds the batch; right after it another takes it.
            ledger.before =
                more -> {
                  throw new AssertionError("applied by who lost it");
                };
            org.springframework.transaction.support.TransactionSynchronizationManager
                .registerSynchronization(
                    new org.springframework.transaction.support.TransactionSynchronization() {
                      @Override
                      public void afterCommit() {
                        bed.clock.forward(BatchRun.LEASE.plusSeconds(1));
                        Thread other =
                            Thread.ofVirtual()
                                .start(
                                    () ->
                                        assertThat(bed.work.rows().claim(BatchRun.LEASE))
                                            .isPresent());
                        try {
                          other.join();
                        } catch (InterruptedException e) {
                          throw new IllegalStateException(e);
                        }
                      }
                    });
          }
        };
    bed.worker.workOnOne();
    assertThat(taken[0]).isTrue();
    assertThat(applied()).isEqualTo(numbers(2, 31));
    ledger.before = lines -> {};
    bed.clock.forward(BatchRun.LEASE.plusSeconds(1));
    bed.workOnAll();
    assertThat(applied()).isEqualTo(numbers(2, 41));
    assertThat(bed.get(batch).status()).isEqualTo(BatchStatus.COMPLETED);
  }

  @Test
  void pauseTakesEffectWithinAStepAndResumeGoesOn() throws Exception {
    Batch batch = bed.send(NewBatch.CSV, lines(50));
    Thread[] pausing = {null};
    ledger.before =
        lines -> {
          if (lines.getFirst().number() == 12) {
            // Waits for the step, as any caller does.
            pausing[0] = Thread.ofVirtual().start(() -> bed.batches.pause(batch.id()));
            awaitWaiting();
          }
        };
    bed.workOnAll();
    pausing[0].join();
    assertThat(bed.get(batch).status()).isEqualTo(BatchStatus.PAUSED);
    assertThat(applied()).isEqualTo(numbers(2, 21));
    assertThat(bed.worker.workOnOne()).isFalse();
    assertThat(bed.batches.pause(batch.id()).status()).isEqualTo(BatchStatus.PAUSED);
    bed.batches.resume(batch.id());
    bed.workOnAll();
    assertThat(applied()).isEqualTo(numbers(2, 51));
    assertThat(bed.get(batch).status()).isEqualTo(BatchStatus.COMPLETED);
  }

  /** Until somebody waits for a lock. */
  private static void awaitWaiting() {
    while (DATABASE
            .client()
            .sql("select count(*) from pg_locks where not granted")
            .query(Integer.class)
            .single()
        == 0) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatIsCanceledStaysWhereItIs() throws Exception {
    Batch batch = bed.send(NewBatch.CSV, lines(5));
    bed.batches.cancel(batch.id());
    bed.workOnAll();
    assertThat(applied()).isEmpty();
    assertThat(bed.get(batch).status()).isEqualTo(BatchStatus.CANCELED);
    assertThat(bed.get(batch).endedAt()).isNotNull();
    assertThatThrownBy(() -> bed.batches.resume(batch.id()))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().type()).isEqualTo(ProblemType.STATE_CONFLICT));
  }

  @Test
  void onlyTheFailedLinesAreRunAgainUnderTheirNumbers() throws Exception {
    Batch batch =
        bed.send(
            NewBatch.JSON_LINES,
            """
            {"partner":"bol","sku":"A","available":1}
            {"partner":"bol","sku":"B","available":-1}
            {"partner":"bol","sku":"C","available":3}
            {"partner":"bol","sku":"NO","available":4}
            """);
    bed.workOnAll();
    assertThat(applied()).containsExactly(1L, 3L);
    Batch again = bed.batches.rerun(batch.id(), "shop", "again").batch();
    assertThat(again.rerunOf()).isEqualTo(batch.id());
    assertThat(bed.batches.rerun(batch.id(), "shop", "again").batch().id()).isEqualTo(again.id());
    bed.workOnAll();
    assertThat(bed.get(again).progress().read()).isEqualTo(2);
    assertThat(bed.get(again).progress().toRead()).isEqualTo(2);
    assertThat(bed.errors(again)).extracting(LineError::line).containsExactly(2L, 4L);
    Batch third = bed.batches.rerun(again.id(), "shop", "third").batch();
    assertThat(bed.content(third)).isEqualTo(bed.content(batch));
    bed.workOnAll();
    assertThat(bed.errors(third)).extracting(LineError::line).containsExactly(2L, 4L);
    assertThat(applied()).containsExactly(1L, 3L);
  }

  @Test
  void cardDataReachesNeitherTheErrorsNorStaysInTheFile() throws Exception {
    Batch batch =
        bed.send(
            NewBatch.CSV,
            """
            partner,product_type,sku,available
            bol,4111 1111 1111 1111,A,1
            bol,x,B,2
            bol,4111111111111111
            """);
    bed.workOnAll();
    assertThat(bed.errors(batch))
        .extracting(LineError::line, LineError::content)
        .containsExactly(tuple(2L, null), tuple(4L, null));
    assertThat(bed.content(batch))
        .isEqualTo(
            "partner,product_type,sku,available\n***************************\nbol,x,B,2\n********************\n");
    assertThat(applied()).containsExactly(3L);
  }

  @Test
  void aLineThatIsAnOperationCountsWhenItsOutcomeIsKnown() throws Exception {
    Batch batch =
        bed.send(NewBatch.CSV, "partner,sku,available\nbol,OP1,1\nbol,OP2,2\nbol,A,3\nbol,OP3,4\n");
    bed.workOnAll();
    assertThat(bed.get(batch).status()).isEqualTo(BatchStatus.RUNNING);
    assertThat(bed.get(batch).allRead()).isTrue();
    assertThat(bed.get(batch).progress().pending()).isEqualTo(3);
    end(batch, 2, "succeeded", null);
    end(
        batch,
        3,
        "declined",
        "{\"detail\":\"No such offer.\",\"errors\":[{\"pointer\":\"/sku\"}]}");
    bed.sweep.settle();
    assertThat(bed.get(batch).progress().pending()).isEqualTo(1);
    assertThat(bed.get(batch).status()).isEqualTo(BatchStatus.RUNNING);
    end(batch, 5, "succeeded", null);
    bed.sweep.settle();
    Batch ended = bed.get(batch);
    assertThat(ended.status()).isEqualTo(BatchStatus.COMPLETED_WITH_ERRORS);
    assertThat(ended.progress().done()).isEqualTo(3);
    assertThat(bed.errors(batch))
        .containsExactly(
            new LineError(3, "No such offer.", "/sku", "op_" + batch.id() + "3", "bol,OP2,2"));
  }

  private static void end(Batch batch, int line, String status, String problem) {
    DATABASE
        .client()
        .sql("update operation set status = ?, problem = ?::json where id = ?")
        .params(status, problem, "op_" + batch.id() + line)
        .update();
  }

  @Test
  void onlySoManyOperationsAreUnderWayAtATime() throws Exception {
    StringBuilder text = new StringBuilder("partner,sku,available\n");
    for (int i = 0; i < 25; i++) {
      text.append("bol,OP").append(i).append(",1\n");
    }
    Batch batch = bed.send(NewBatch.CSV, text.toString());
    bed.worker.workOnOne();
    assertThat(bed.count("operation")).isEqualTo(10);
    DATABASE.template().execute("update operation set status = 'succeeded'");
    bed.clock.forward(Duration.ofSeconds(2));
    bed.worker.workOnOne();
    assertThat(bed.count("operation")).isEqualTo(20);
    DATABASE.template().execute("update operation set status = 'succeeded'");
    bed.clock.forward(Duration.ofSeconds(2));
    bed.worker.workOnOne();
    DATABASE.template().execute("update operation set status = 'succeeded'");
    bed.sweep.settle();
    assertThat(bed.get(batch).status()).isEqualTo(BatchStatus.COMPLETED);
    assertThat(bed.get(batch).progress().done()).isEqualTo(25);
  }

  @Test
  void halfAnUploadLeavesNothingBehind() {
    InputStream broken =
        new InputStream() {
          private final InputStream first = BatchesOfTest.stream(lines(100_000));
          private int left = 1_300_000;

          @Override
          public int read() throws IOException {
            throw new AssertionError("read in pieces");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) {
              assertThat(bed.count("batch_chunk")).isEqualTo(1);
              throw new IOException("the connection is gone");
            }
            int count = first.read(into, offset, length);
            left -= count;
            return count;
          }
        };
    NewBatch asked = BatchesOfTest.asked(NewBatch.CSV);
    assertThatThrownBy(() -> bed.batches.receive(asked, "k", broken, null))
        .hasRootCauseMessage("the connection is gone");
    assertThat(bed.count("batch")).isZero();
    assertThat(bed.count("batch_chunk")).isZero();
    assertThat(bed.send(NewBatch.CSV, lines(1), "k").status()).isEqualTo(BatchStatus.QUEUED);
  }

  @Test
  void anUploadWhoseProcessIsGoneIsForgottenAndItsKeyIsFree() {
    NewBatch asked = BatchesOfTest.asked(NewBatch.CSV);
    bed.uploads.begin("bat_gone", asked, "k");
    bed.uploads.add("bat_gone", 0, new byte[10]);
    assertThatThrownBy(() -> bed.send(NewBatch.CSV, lines(1), "k"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().type()).isEqualTo(ProblemType.IDEMPOTENCY_KEY_IN_FLIGHT));
    bed.clock.forward(Duration.ofMinutes(2));
    bed.sweep.forget();
    assertThat(bed.count("batch_chunk")).isZero();
    assertThat(bed.uploads.add("bat_gone", 1, new byte[10])).isFalse();
    bed.send(NewBatch.CSV, lines(1), "k");
  }

  @Test
  void aRepeatIsTheSameBatchAndAnotherBodyIsRefused() {
    NewBatch asked = BatchesOfTest.asked(NewBatch.CSV);
    Batch first = bed.send(NewBatch.CSV, lines(3), "k");
    Batches.Taken again = bed.batches.receive(asked, "k", BatchesOfTest.stream(lines(3)), null);
    assertThat(again.replayed()).isTrue();
    assertThat(again.batch().id()).isEqualTo(first.id());
    assertThatThrownBy(() -> bed.batches.receive(asked, "k", BatchesOfTest.stream(lines(4)), null))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().type()).isEqualTo(ProblemType.IDEMPOTENCY_KEY_REUSED));
    assertThat(bed.count("batch")).isEqualTo(1);
  }

  @Test
  void whatIsRefusedWholeIsNotKept() {
    String late = lines(100_000) + "bol,\0,1\n";
    assertThatThrownBy(() -> bed.send(NewBatch.CSV, late, "k"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().type()).isEqualTo(ProblemType.FILE_REFUSED);
              assertThat(e.problem().detail()).contains("in line 100002");
            });
    assertThatThrownBy(() -> bed.send(NewBatch.CSV, "4111111111111111,a\n", "k"))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().detail()).doesNotContain("4111"));
    assertThatThrownBy(() -> bed.send(NewBatch.CSV, lines(800_000), "k"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().type()).isEqualTo(ProblemType.BODY_TOO_LARGE));
    assertThat(bed.count("batch")).isZero();
    assertThat(bed.count("batch_chunk")).isZero();
  }

  @Test
  void theOriginalIsKeptUntilItsTimeIsOverAndNobodyReadsItAnyMore() throws Exception {
    Batch batch = bed.send(NewBatch.CSV, "partner,sku,available\nbol,A,1\nbol,NO,1\n");
    bed.workOnAll();
    bed.clock.forward(Duration.ofDays(29));
    bed.sweep.forget();
    assertThat(bed.content(batch)).isNotEmpty();
    Batch again = bed.batches.rerun(batch.id(), "shop", "again").batch();
    bed.clock.forward(Duration.ofDays(2));
    bed.sweep.forget();
    bed.workOnAll();
    assertThat(bed.errors(again)).hasSize(1);
    bed.clock.forward(Duration.ofDays(31));
    bed.sweep.forget();
    assertThat(bed.count("batch")).isZero();
    assertThat(bed.count("batch_chunk")).isZero();
    assertThat(bed.count("batch_error")).isZero();
  }

  @Test
  void aFileThatIsHereAlreadyIsTakenInTheCallersTransaction() throws Exception {
    NewBatch asked = BatchesOfTest.asked(NewBatch.CSV);
    DATABASE
        .transactions()
        .executeWithoutResult(
            transaction -> {
              try {
                bed.batches.start(asked, BatchesOfTest.stream(lines(3)));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
              transaction.setRollbackOnly();
            });
    assertThat(bed.count("batch")).isZero();
    DATABASE
        .transactions()
        .executeWithoutResult(
            transaction -> {
              try {
                bed.batches.start(asked, BatchesOfTest.stream(lines(3)));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    bed.workOnAll();
    assertThat(applied()).isEqualTo(numbers(2, 4));
  }
}
