package org.partnergateway.routes.batches;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.partnergateway.contracts.cards.CardNumbers;
import org.partnergateway.routes.batches.rows.FileRefusedException;
import org.partnergateway.routes.batches.upload.Inflated;
import org.partnergateway.routes.batches.upload.Receiver;
import org.partnergateway.routes.http.Problem;
import org.partnergateway.routes.http.ProblemException;
import org.partnergateway.routes.http.ProblemType;
import org.partnergateway.routes.store.Fingerprint;
import org.partnergateway.routes.store.Ids;
import org.partnergateway.routes.store.OwnTransaction;
import org.partnergateway.routes.store.batches.Batch;
import org.partnergateway.routes.store.batches.BatchRows;
import org.partnergateway.routes.store.batches.BatchStatus;
import org.partnergateway.routes.store.batches.NewBatch;
import org.partnergateway.routes.store.batches.Uploads;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes batches in, and moves them as people ask for it. */
public final class Batches {
  private static final int LONGEST = 2000;
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Set<BatchStatus> OPEN =
      Set.of(BatchStatus.QUEUED, BatchStatus.RUNNING, BatchStatus.PAUSED);

  private final BatchForms forms;
  private final Uploads uploads;
  private final BatchRows rows;
  private final BatchNews news;
  private final TransactionTemplate transactions;
  private final Ids ids;
  private final long maxSize;

  /**
   * @param maxSize of a file, inflated, in bytes
   */
  public Batches(
      BatchForms forms,
      Uploads uploads,
      BatchRows rows,
      BatchNews news,
      TransactionTemplate transactions,
      Ids ids,
      long maxSize) {
    this.forms = forms;
    this.uploads = uploads;
    this.rows = rows;
    this.news = news;
    this.transactions = transactions;
    this.ids = ids;
    this.maxSize = maxSize;
  }

  /**
   * A batch, and whether it was there before.
   *
   * @param replayed the same was sent under the same key before
   */
  public record Taken(Batch batch, boolean replayed) {}

  /**
   * Takes a file as it comes. Nothing is a batch before all of it is stored; what comes in half is
   * forgotten.
   *
   * @param key the caller's Idempotency-Key
   * @param encoding as {@code Content-Encoding} says
   * @throws ProblemException when it is refused; then nothing of it is kept
   */
  public Taken receive(NewBatch asked, String key, InputStream content, @Nullable String encoding) {
    try {
      BatchForm form = forms.of(asked);
      InputStream plain = Inflated.of(content, encoding);
      Optional<Uploads.Standing> standing = uploads.standing(asked.caller(), key);
      if (standing.isPresent()) {
        return again(asked, standing.get(), form, plain);
      }
      String id = ids.next("bat");
      if (!uploads.begin(id, asked, key)) {
        throw inFlight();
      }
      return new Taken(store(id, form, plain), false);
    } catch (FileRefusedException e) {
      throw refused(e).exception();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Batch store(String id, BatchForm form, InputStream content) throws IOException {
    boolean accepted = false;
    try {
      MessageDigest digest = digest(form.asked());
      receiver().receive(content, digest, isUtf8(form), new Pieces(id, form, uploads));
      Batch batch =
          Objects.requireNonNull(
              transactions.execute(
                  transaction ->
                      news.tell(
                          uploads
                              .accept(id, Fingerprint.stored(digest.digest()))
                              .orElseThrow(() -> late().exception()))));
      accepted = true;
      return batch;
    } finally {
      if (!accepted) {
        uploads.discard(id);
      }
    }
  }

  /** Reads what came under a known key, to tell whether it is the same. */
  private Taken again(
      NewBatch asked, Uploads.Standing standing, BatchForm form, InputStream content)
      throws IOException {
    if (standing.fingerprint() == null) {
      throw inFlight();
    }
    MessageDigest digest = digest(asked);
    receiver().receive(content, digest, isUtf8(form), new Nowhere());
    if (!standing.fingerprint().equals(Fingerprint.stored(digest.digest()))) {
      throw Problem.of(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              "This Idempotency-Key stands for another request. Use a new key for a new request.")
          .with("batch_id", standing.batch().id())
          .exception();
    }
    return new Taken(standing.batch(), true);
  }

  /**
   * Begins a batch of a file that is here already, in the caller's transaction.
   *
   * @throws FileRefusedException when it is not what it says; then the transaction must not be
   *     committed
   * @throws ProblemException when there is no such kind, partner or report
   */
  public Batch start(NewBatch asked, InputStream content) throws IOException {
    OwnTransaction.require("a batch of a file");
    BatchForm form = forms.of(asked);
    String id = ids.next("bat");
    uploads.begin(id, asked, null);
    MessageDigest digest = digest(asked);
    receiver().receive(content, digest, isUtf8(form), new Pieces(id, form, uploads));
    return news.tell(uploads.accept(id, Fingerprint.stored(digest.digest())).orElseThrow());
  }

  /**
   * A new batch of the lines of this one that failed.
   *
   * @throws ProblemException when it hasn't ended, or none failed
   */
  public Taken rerun(String id, String caller, String key) {
    Batch of = get(id);
    byte[] print = Fingerprint.of("rerun", id.getBytes(StandardCharsets.UTF_8)).bytes();
    Optional<Uploads.Standing> standing = uploads.standing(caller, key);
    if (standing.isPresent()) {
      if (!Fingerprint.stored(print).equals(standing.get().fingerprint())) {
        throw Problem.of(
                ProblemType.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key stands for another request. Use a new key for a new request.")
            .with("batch_id", standing.get().batch().id())
            .exception();
      }
      return new Taken(standing.get().batch(), true);
    }
    if (!of.status().isEnded() || of.progress().pending() > 0) {
      throw conflict("%s is %s; wait until it has ended, or cancel it.", of);
    }
    if (of.progress().failed() == 0) {
      throw conflict("No line of %s has failed; it is %s.", of);
    }
    return new Taken(
        Objects.requireNonNull(
            transactions.execute(
                transaction -> news.tell(rows.rerun(ids.next("bat"), of, caller, key, print)))),
        false);
  }

  public Batch pause(String id) {
    return move(id, Set.of(BatchStatus.QUEUED, BatchStatus.RUNNING), BatchStatus.PAUSED);
  }

  public Batch resume(String id) {
    return move(id, Set.of(BatchStatus.PAUSED), BatchStatus.QUEUED);
  }

  /** Lines that are applied stay so; operations that are under way go on to their end. */
  public Batch cancel(String id) {
    return move(id, OPEN, BatchStatus.CANCELED);
  }

  /** What is so already is no conflict. */
  private Batch move(String id, Set<BatchStatus> from, BatchStatus to) {
    return Objects.requireNonNull(
        transactions.execute(
            transaction -> {
              Optional<Batch> moved = rows.move(id, from, to, null);
              if (moved.isPresent()) {
                return news.tell(moved.get());
              }
              Batch batch = get(id);
              if (batch.status() == to
                  || (to == BatchStatus.QUEUED && batch.status() == BatchStatus.RUNNING)) {
                return batch;
              }
              throw conflict("%s is %s.", batch);
            }));
  }

  /**
   * @throws ProblemException when there is none
   */
  public Batch get(String id) {
    return rows.find(id)
        .orElseThrow(
            () ->
                Problem.of(ProblemType.NOT_FOUND, "There is no batch %s.".formatted(id))
                    .exception());
  }

  private static ProblemException conflict(String detail, Batch batch) {
    return Problem.of(
            ProblemType.STATE_CONFLICT, detail.formatted(batch.id(), batch.status().text()))
        .exception();
  }

  private static ProblemException inFlight() {
    return Problem.of(
            ProblemType.IDEMPOTENCY_KEY_IN_FLIGHT,
            "The first upload with this key is still under way, or broke off a moment ago; ask again"
                + " in a moment.")
        .withRetryAfter(SOON)
        .exception();
  }

  private static Problem late() {
    return Problem.of(
        ProblemType.REQUEST_TIMEOUT, "The upload stood still for too long and was discarded.");
  }

  private static Problem refused(FileRefusedException e) {
    String all = String.valueOf(e.getMessage());
    String why = all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
    return Problem.of(
        e.reason() == FileRefusedException.Reason.TOO_LARGE
            ? ProblemType.BODY_TOO_LARGE
            : ProblemType.FILE_REFUSED,
        CardNumbers.isIn(why)
            ? "The file doesn't begin as it should, and what it begins with looks like a card number."
            : why);
  }

  private Receiver receiver() {
    return new Receiver(maxSize, Uploads.PIECE);
  }

  private static boolean isUtf8(BatchForm form) {
    return form.charset().equals(StandardCharsets.UTF_8);
  }

  /** Of what is asked, and then of the content. */
  private static MessageDigest digest(NewBatch asked) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<String> parts =
          List.of(
              asked.kind(),
              String.valueOf(asked.partner()),
              String.valueOf(asked.report()),
              String.valueOf(asked.delimiter()),
              asked.mediaType());
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
      }
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Pieces of a file into the store. */
  private static final class Pieces implements Receiver.Sink {
    private static final long TOUCH_NANOS = 20_000_000_000L;

    private final String id;
    private final BatchForm form;
    private final Uploads uploads;
    private long touched = System.nanoTime();

    Pieces(String id, BatchForm form, Uploads uploads) {
      this.id = id;
      this.form = form;
      this.uploads = uploads;
    }

    @Override
    public void begins(byte[] head, int length) {
      form.start(head, length);
    }

    @Override
    public void piece(int number, byte[] content) {
      touched = System.nanoTime();
      if (!uploads.add(id, number, content)) {
        throw late().exception();
      }
    }

    @Override
    public void progress() {
      if (System.nanoTime() - touched > TOUCH_NANOS) {
        touched = System.nanoTime();
        uploads.touch(id);
      }
    }
  }

  /** Only the digest is wanted. */
  private static final class Nowhere implements Receiver.Sink {
    @Override
    public void begins(byte[] head, int length) {}

    @Override
    public void piece(int number, byte[] content) {}

    @Override
    public void progress() {}
  }
}
