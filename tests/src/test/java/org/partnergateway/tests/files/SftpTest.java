package org.partnergateway.tests.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.partnergateway.contracts.json.StrictJson;
import org.partnergateway.routes.files.FileWorks;
import org.partnergateway.routes.files.SftpWorks;
import org.partnergateway.tests.durability.Await;

/** Files by SFTP, against Apache MINA SSHD as the partner's server. */
@Order(1)
class SftpTest {
  private static final String OWL =
      """
      id: owl
      name: Owl Mail
      kind: marketplace
      credentials: [sftp_username, sftp_key]
      settings:
        sftp_host: {description: Where its server is.}
        sftp_port: {description: And its port.}
        sftp_host_keys: {description: Its keys.}
        other_key: {description: A key that it does not have.}
      policy:
        breaker: {in_a_row: 3, open: 1s, open_cap: 1s}
        durable_retry: {after: [1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s, 1s]}
      channels:
        mail:
          sftp:
            host: {setting: sftp_host}
            port: {setting: sftp_port}
            username: sftp_username
            private_key: sftp_key
            host_keys: [{setting: sftp_host_keys}]
            in: in
            processed: in/processed
            refused: in/refused
            out: out
          files: [{handler: notes, pattern: '*.txt'}]
        stranger:
          sftp:
            host: {setting: sftp_host}
            port: {setting: sftp_port}
            username: sftp_username
            private_key: sftp_key
            host_keys: [{setting: other_key}]
            out: out
      """;

  private static @TempDir Path directory;
  private static SftpServer server;
  private static FilesGateway gateway;
  private static Map<String, String> settings;
  private static Path in;
  private static Path out;

  @BeforeAll
  static void start() throws Exception {
    KeyPair user = SftpServer.newKey();
    server = SftpServer.on(directory.resolve("far"), SftpServer.newKey(), user);
    in = server.directory("in");
    server.directory("in/processed");
    server.directory("in/refused");
    out = server.directory("out");
    settings = new HashMap<>();
    settings.put("gateway.partners.owl.credentials.sftp_username", SftpServer.USER);
    settings.put("gateway.partners.owl.credentials.sftp_key", SftpServer.privateKey(user));
    settings.put("gateway.partners.owl.settings.sftp_host", "127.0.0.1");
    settings.put("gateway.partners.owl.settings.sftp_port", Integer.toString(server.port()));
    settings.put("gateway.partners.owl.settings.sftp_host_keys", server.hostKeyLine());
    settings.put(
        "gateway.partners.owl.settings.other_key",
        PublicKeyEntry.toString(SftpServer.newKey().getPublic()));
    settings.put("gateway.partners.owl.poll-every", "200ms");
    gateway = FilesGateway.start(directory, OWL, settings);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    server.close();
  }

  @AfterEach
  void mend() {
    server.fault(SftpFault.NONE);
  }

  @Test
  void takesAFileOnceAndPutsItAway() throws Exception {
    leave("one.txt", "hello");
    awaitIn("processed/one.txt");

    assertThat(gateway.taken("one.txt")).containsExactly("hello");
    assertThat(Files.readString(in.resolve("processed/one.txt"))).isEqualTo("hello");
    assertThat(in.resolve("one.txt")).doesNotExist();
    assertThat(status("one.txt")).containsExactly("taken");
  }

  @Test
  void leavesAFileAloneThatStillGrows() throws Exception {
    Path file = in.resolve("growing.txt");
    AtomicInteger looks = new AtomicInteger();
    List<Integer> readAt = new CopyOnWriteArrayList<>();
    server.fault(
        new SftpFault() {
          @Override
          public void listed(ServerSession session, Path listed) throws IOException {
            if (looks.incrementAndGet() <= 4) {
              Files.writeString(file, "more", StandardOpenOption.APPEND);
            }
          }

          @Override
          public void reading(ServerSession session, Path read, long offset) {
            if (read.getFileName().toString().equals("growing.txt")) {
              readAt.add(looks.get());
            }
          }
        });
    Files.writeString(file, "");
    awaitIn("processed/growing.txt");

    assertThat(gateway.taken("growing.txt")).containsExactly("moremoremoremore");
    assertThat(readAt.getFirst()).as("two looks after it last grew").isGreaterThanOrEqualTo(6);
  }

  @Test
  void neverLooksAtTemporaryNames() throws Exception {
    leave("half.txt.part", "half");
    leave(".hidden.txt", "half");
    leave("after.txt", "whole");
    awaitIn("processed/after.txt");
    leave("later.txt", "whole");
    awaitIn("processed/later.txt");

    assertThat(in.resolve("half.txt.part")).exists();
    assertThat(server.counts().read()).noneMatch(path -> path.contains("half"));
    Files.move(in.resolve("half.txt.part"), in.resolve("half.txt"));
    awaitIn("processed/half.txt");
    assertThat(gateway.taken("half.txt")).containsExactly("half");
  }

  @Test
  void aCrashBetweenTheStoreAndTheMoveIsHarmless() throws Exception {
    AtomicInteger tried = new AtomicInteger();
    server.fault(
        new SftpFault() {
          @Override
          public void renaming(ServerSession session, Path from, Path to) {
            if (from.getFileName().toString().equals("twice.txt")) {
              tried.incrementAndGet();
              session.close(true);
            }
          }

          @Override
          public void renamed(ServerSession session, Path from, Path to) throws IOException {
            // Done after all, but as if it had not been.
            if (from.getFileName().toString().equals("twice.txt")) {
              Files.move(to, from, StandardCopyOption.REPLACE_EXISTING);
            }
          }
        });
    leave("twice.txt", "once");
    Await.until("it was read and not put away, twice", () -> tried.get() >= 2);
    server.fault(SftpFault.NONE);
    awaitIn("processed/twice.txt");

    assertThat(gateway.taken("twice.txt")).containsExactly("once");
    assertThat(status("twice.txt")).containsExactly("taken");
  }

  @Test
  void refusesAndKeepsWhatIsNotWhatItSays() throws Exception {
    leave("bad.txt", "nonsense indeed");
    leave("picture.png", "who takes this?");
    awaitIn("refused/bad.txt");
    awaitIn("refused/picture.png");

    assertThat(reason("bad.txt")).containsExactly("It is nonsense.");
    assertThat(reason("picture.png")).containsExactly("No handler takes files of this name.");
    assertThat(kept("bad.txt")).isEqualTo("nonsense indeed");
  }

  @Test
  void theApiShowsFilesAndWhatIsInThem() throws Exception {
    String big = "0123456789".repeat(60_000);
    leave("nothing.csv", big);
    awaitIn("refused/nothing.csv");
    String id = gateway.ask("select id from partner_file where name = 'nothing.csv'").getFirst();

    JsonNode list = json("GET", "/v1/files?partner=owl&direction=in&status=refused&limit=200");
    assertThat(list.at("/data").findValuesAsText("id")).contains(id);
    assertThat(
            json("GET", "/v1/files?partner=owl&direction=out&limit=200")
                .at("/data")
                .findValuesAsText("id"))
        .doesNotContain(id);
    JsonNode file = json("GET", "/v1/files/" + id);
    assertThat(file.path("status").asText()).isEqualTo("refused");
    assertThat(file.path("reason").asText()).isEqualTo("No handler takes files of this name.");
    assertThat(file.path("size").asInt()).isEqualTo(600_000);
    assertThat(new String(gateway.call("GET", "/v1/files/" + id + "/content").body(), UTF_8))
        .isEqualTo(big);
    assertThat(
            new String(
                gateway.call("GET", "/v1/files/" + id + "/content?offset=599991").body(), UTF_8))
        .isEqualTo("123456789");
    assertThat(gateway.call("GET", "/v1/files/fil_00000000000000000000000000").statusCode())
        .isEqualTo(404);
    assertThat(gateway.call("GET", "/v1/files/" + id + "x").statusCode()).isEqualTo(400);
    assertThat(gateway.call("POST", "/v1/files/" + id + "/resend").statusCode()).isEqualTo(409);
  }

  @Test
  void whatFailedIsSentAgainWhenAPersonSaysSo() throws Exception {
    Files.writeString(out.resolve("again.edi"), "theirs");
    String id = gateway.queue("mail", "again.edi", "ours".getBytes(UTF_8));
    Await.until(
        "it is given up",
        () -> json("GET", "/v1/files/" + id).path("status").asText().equals("failed"));
    Files.delete(out.resolve("again.edi"));

    assertThat(json("POST", "/v1/files/" + id + "/resend").path("status").asText())
        .isEqualTo("waiting");
    awaitCarried(id);
    assertThat(out.resolve("again.edi")).hasContent("ours");
  }

  private static JsonNode json(String method, String target) throws Exception {
    HttpResponse<byte[]> answer = gateway.call(method, target);
    assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
    return StrictJson.read(answer.body());
  }

  @Test
  void aBugOfOursLosesNothing() throws Exception {
    leave("bug.txt", "bug");
    awaitIn("processed/bug.txt");
    Await.until(
        "it was tried again",
        () ->
            !gateway
                .ask("select id from partner_file where name = 'bug.txt' and tries >= 2")
                .isEmpty());

    assertThat(gateway.taken("bug.txt")).as("what the handler did is undone").isEmpty();
    assertThat(reason("bug.txt").getFirst()).contains("The gateway failed on it");
    assertThat(kept("bug.txt")).isEqualTo("bug");
  }

  @Test
  void keepsAndShowsOtherContentUnderANameThatCameBefore() throws Exception {
    leave("name.txt", "first");
    awaitIn("processed/name.txt");
    leave("name.txt", "second");
    awaitIn("refused/name.txt");

    assertThat(gateway.taken("name.txt")).containsExactly("first");
    assertThat(reason("name.txt").getLast()).contains("A file of this name came at");
    leave("name.txt", "first");
    Await.until("it is put away", () -> !Files.exists(in.resolve("name.txt")));
    assertThat(gateway.taken("name.txt")).containsExactly("first");
  }

  @Test
  void writesAFileUnderItsNameWhenItIsWhole() throws Exception {
    byte[] content = "x".repeat(300_000).getBytes(UTF_8);
    List<Path> written = new CopyOnWriteArrayList<>();
    server.fault(
        new SftpFault() {
          @Override
          public void writing(ServerSession session, Path file, long offset) {
            written.add(file);
          }
        });
    String id = gateway.queue("mail", "whole.edi", content);
    awaitCarried(id);

    assertThat(out.resolve("whole.edi")).hasBinaryContent(content);
    assertThat(written).allMatch(path -> path.toString().endsWith(".part"));
    assertThat(outNames("whole.edi")).containsExactly("whole.edi");
    assertThat(gateway.queue("mail", "whole.edi", content)).isEqualTo(id);
  }

  @Test
  void writesAFileAgainThatWasCutMidway() throws Exception {
    byte[] content = "y".repeat(500_000).getBytes(UTF_8);
    AtomicBoolean cut = new AtomicBoolean();
    server.fault(
        new SftpFault() {
          @Override
          public void writing(ServerSession session, Path file, long offset) {
            if (file.toString().contains("cut.edi")
                && offset > 100_000
                && cut.compareAndSet(false, true)) {
              session.close(true);
            }
          }
        });
    String id = gateway.queue("mail", "cut.edi", content);
    awaitCarried(id);

    assertThat(cut).isTrue();
    assertThat(out.resolve("cut.edi")).hasBinaryContent(content);
    assertThat(outNames("cut.edi")).containsExactly("cut.edi");
    assertThat(renamed("cut.edi")).isEqualTo(1);
  }

  @Test
  void writesNoSecondFileWhenThePartnerWasFasterThanItsAnswer() throws Exception {
    server.fault(
        new SftpFault() {
          @Override
          public void renamed(ServerSession session, Path from, Path to) throws IOException {
            if (to.endsWith("fast.edi")) {
              Files.move(to, out.resolve("taken-away"));
              session.close(true);
            }
          }
        });
    String id = gateway.queue("mail", "fast.edi", "fast".getBytes(UTF_8));
    awaitCarried(id);

    assertThat(renamed("fast.edi")).isEqualTo(1);
    assertThat(outNames("fast.edi")).isEmpty();
    assertThat(gateway.ask("select tries from partner_file where id = ?", id)).containsExactly("1");
  }

  @Test
  void triesAgainWhereItIsNotAllowed() throws Exception {
    server.fault(
        new SftpFault() {
          @Override
          public void renaming(ServerSession session, Path from, Path to) throws IOException {
            if (to.endsWith("denied.edi")) {
              throw new AccessDeniedException(to.toString());
            }
          }
        });
    String id = gateway.queue("mail", "denied.edi", "denied".getBytes(UTF_8));
    Await.until(
        "it was tried",
        () ->
            !gateway.ask("select id from partner_file where id = ? and tries >= 2", id).isEmpty());
    assertThat(gateway.ask("select reason from partner_file where id = ?", id).getFirst())
        .contains("does not let us rename");
    assertThat(out.resolve("denied.edi")).doesNotExist();

    server.fault(SftpFault.NONE);
    awaitCarried(id);
    assertThat(outNames("denied.edi")).containsExactly("denied.edi");
  }

  @Test
  void leavesAnotherFileOfThatNameAsItIs() throws Exception {
    Files.writeString(out.resolve("theirs.edi"), "theirs");
    String id = gateway.queue("mail", "theirs.edi", "ours".getBytes(UTF_8));
    Await.until(
        "it was tried",
        () ->
            !gateway.ask("select id from partner_file where id = ? and tries >= 1", id).isEmpty());

    assertThat(out.resolve("theirs.edi")).hasContent("theirs");
    assertThat(gateway.ask("select reason from partner_file where id = ?", id).getFirst())
        .contains("another file under the name");
  }

  @Test
  void waitsForAPartnerThatIsAwayAndComesBack() throws Exception {
    server.goAway();
    String id = gateway.queue("mail", "away.edi", "away".getBytes(UTF_8));
    Await.until(
        "it was tried",
        () ->
            !gateway
                .ask("select id from partner_file where id = ? and reason is not null", id)
                .isEmpty());
    server.comeBack();
    awaitCarried(id);
    leave("back.txt", "back");
    awaitIn("processed/back.txt");

    assertThat(out.resolve("away.edi")).hasContent("away");
    assertThat(gateway.taken("back.txt")).containsExactly("back");
  }

  @Test
  void saysNothingToAServerWithAnotherKey() throws Exception {
    String id = gateway.queue("stranger", "secret.edi", "secret".getBytes(UTF_8));
    Await.until(
        "it was tried",
        () ->
            !gateway.ask("select id from partner_file where id = ? and tries >= 1", id).isEmpty());

    assertThat(gateway.ask("select reason from partner_file where id = ?", id).getFirst())
        .contains(server.fingerprint())
        .contains("which is none of the host_keys of owl/stranger");
    assertThat(outNames("secret.edi")).isEmpty();
  }

  @Test
  void twoGatewaysTakeEachFileOnce(@TempDir Path other) throws Exception {
    Map<String, String> shared = new HashMap<>(settings);
    shared.putAll(gateway.sameStore(directory));
    try (FilesGateway second = FilesGateway.start(other, OWL, shared)) {
      Runnable one = look(gateway);
      Runnable two = look(second);
      for (int i = 0; i < 20; i++) {
        leave("shared-" + i + ".txt", "content " + i);
      }
      // Besides their own schedule, which lets one of them look at a time.
      for (int i = 0; i < 3; i++) {
        Thread first = Thread.ofVirtual().start(one);
        Thread next = Thread.ofVirtual().start(two);
        first.join();
        next.join();
      }
      Await.until(
          "all are put away",
          () ->
              Files.list(in)
                  .filter(Files::isRegularFile)
                  .noneMatch(file -> file.getFileName().toString().startsWith("shared-")));
    }
    for (int i = 0; i < 20; i++) {
      assertThat(gateway.taken("shared-" + i + ".txt")).containsExactly("content " + i);
      assertThat(in.resolve("processed/shared-" + i + ".txt")).hasContent("content " + i);
    }
  }

  private static Runnable look(FilesGateway of) {
    return of.bean(SftpWorks.class).all().stream()
        .filter(FileWorks.Work::isLook)
        .map(FileWorks.Work::work)
        .findAny()
        .orElseThrow();
  }

  private static void leave(String name, String content) throws IOException {
    // As a partner that renames does, so that no test depends on how fast it writes.
    Path elsewhere = Files.writeString(server.directory("elsewhere").resolve(name), content);
    Files.move(elsewhere, in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void awaitIn(String path) {
    Await.until(path + " is there", () -> Files.exists(in.resolve(path)));
  }

  private static void awaitCarried(String id) {
    Await.until(
        "it is carried",
        () ->
            gateway
                .ask("select status from partner_file where id = ?", id)
                .equals(List.of("carried")));
  }

  private static List<String> outNames(String name) throws IOException {
    try (var files = Files.list(out)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(found -> found.startsWith(name))
          .toList();
    }
  }

  private static long renamed(String name) {
    return server.counts().renamedTo().stream().filter(path -> path.endsWith("/" + name)).count();
  }

  private static List<String> status(String name) {
    return gateway.ask("select status from partner_file where name = ?", name);
  }

  private static List<String> reason(String name) {
    return gateway.ask("select reason from partner_file where name = ? order by created_at", name);
  }

  private static String kept(String name) {
    String id = gateway.ask("select id from partner_file where name = ?", name).getFirst();
    return gateway
        .ask(
            "select convert_from(string_agg(content, ''::bytea order by number), 'UTF8') from partner_file_chunk where file_id = ?",
            id)
        .getFirst();
  }
}
