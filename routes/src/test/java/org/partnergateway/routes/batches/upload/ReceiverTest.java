package org.partnergateway.routes.batches.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.partnergateway.routes.batches.rows.FileRefusedException;

/** Files as they come, whole and in pieces. */
final class ReceiverTest {
  private final List<String> pieces = new ArrayList<>();

  private void receive(InputStream in, int pieceSize, long maxSize) throws Exception {
    new Receiver(maxSize, pieceSize)
        .receive(
            in,
            MessageDigest.getInstance("SHA-256"),
            true,
            new Receiver.Sink() {
              @Override
              public void begins(byte[] head, int length) {}

              @Override
              public void piece(int number, byte[] content) {
                assertThat(number).isEqualTo(pieces.size());
                pieces.add(new String(content, UTF_8));
              }

              @Override
              public void progress() {}
            });
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void allPiecesButTheLastAreOfOneSize() throws Exception {
    receive(stream("abcdefgh"), 3, 100);
    assertThat(pieces).containsExactly("abc", "def", "gh");
    pieces.clear();
    receive(stream("abcdef"), 3, 100);
    assertThat(pieces).containsExactly("abc", "def");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 64})
  void charactersMayBeCutBetweenPieces(int pieceSize) throws Exception {
    receive(stream("a\u00e9\u20ac\ud83d\ude9a,\u00e9\n"), pieceSize, 100);
    ReceiverTest cut = new ReceiverTest();
    assertThatThrownBy(
            () ->
                cut.receive(
                    new ByteArrayInputStream(new byte[] {'a', '\n', (byte) 0xe2, (byte) 0x82, 'b'}),
                    pieceSize,
                    100))
        .isInstanceOf(FileRefusedException.class)
        .hasMessageContaining("not UTF-8")
        .hasMessageContaining("in line 2");
  }

  @Test
  void latin1BinaryAndWhatIsCutOffIsRefusedWithItsPlace() {
    assertThatThrownBy(
            () ->
                receive(
                    new ByteArrayInputStream(new byte[] {'a', (byte) 0xe2, (byte) 0x82}), 64, 100))
        .hasMessageContaining("The file ends within a character");
    assertThatThrownBy(() -> receive(stream("a\nb\0c"), 64, 100))
        .hasMessageStartingWith("The file has a NUL byte at byte 3, in line 2.");
    pieces.clear();
    assertThatThrownBy(() -> receive(stream("abcd"), 2, 3))
        .hasMessageStartingWith("The file may be at most 3 bytes");
  }

  @Test
  void gzipIsInflatedAndSeveralMembersAreOneFile() throws Exception {
    byte[] first = gzip("abc\n".getBytes(UTF_8));
    byte[] second = gzip("def\n".getBytes(UTF_8));
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(first);
    both.write(second);
    receive(Inflated.of(new ByteArrayInputStream(both.toByteArray()), "gzip"), 64, 100);
    assertThat(pieces).containsExactly("abc\ndef\n");
  }

  @Test
  void aBombIsRefusedLongBeforeItHasGrown() throws Exception {
    byte[] bomb = gzip(new byte[300 << 20]);
    InputStream inflated = Inflated.of(new ByteArrayInputStream(bomb), "gzip");
    long[] read = {0};
    assertThatThrownBy(
            () -> {
              byte[] buffer = new byte[65_536];
              for (int n = inflated.read(buffer); n >= 0; n = inflated.read(buffer)) {
                read[0] += n;
              }
            })
        .isInstanceOf(FileRefusedException.class)
        .hasMessageContaining("grows to more than 200 times its size");
    assertThat(read[0]).isLessThan(30L << 20);
  }

  @Test
  void whatIsNoGzipOrEndsEarlyIsRefused() throws Exception {
    assertThatThrownBy(() -> Inflated.of(stream("partner,sku\n"), "gzip"))
        .hasMessage("The file is not gzip, as its Content-Encoding says.");
    assertThatThrownBy(() -> Inflated.of(stream("x"), "br")).hasMessageContaining("not known");
    byte[] whole = gzip("partner,sku\n".repeat(1000).getBytes(UTF_8));
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertThatThrownBy(() -> Inflated.of(new ByteArrayInputStream(half), "gzip").readAllBytes())
        .hasMessage("The gzip data ends before its end.");
  }
}
