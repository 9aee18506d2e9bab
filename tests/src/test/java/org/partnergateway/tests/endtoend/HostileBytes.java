package org.partnergateway.tests.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Bodies that no entrance takes, each by what is bad about it. */
final class HostileBytes {
  private static final int SIZE = 1_500_000;

  private HostileBytes() {}

  /** What isn't JSON at all, by the letter of RFC 8259 and within our bounds. */
  static Map<String, byte[]> notJson() {
    Map<String, byte[]> rows = new LinkedHashMap<>();
    text(rows, "nothing but space", " \t\r\n ");
    text(rows, "an object that isn't closed", "{\"a\": 1");
    text(rows, "an array that isn't closed", "[1, 2");
    text(rows, "closed with the other bracket", "{\"a\": [1}]");
    text(rows, "a comma at the end of an object", "{\"a\": 1,}");
    text(rows, "a comma at the end of an array", "{\"a\": [1,]}");
    text(rows, "two commas", "{\"a\": [1,,2]}");
    text(rows, "a comma first", "{,\"a\": 1}");
    text(rows, "no colon", "{\"a\" 1}");
    text(rows, "two colons", "{\"a\":: 1}");
    text(rows, "no name", "{: 1}");
    text(rows, "a name that is no string", "{1: 1}");
    text(rows, "a name without quotes", "{a: 1}");
    text(rows, "no value", "{\"a\":}");
    text(rows, "two values", "{\"a\": 1} {\"a\": 1}");
    text(rows, "a bracket too many", "{\"a\": 1}}");
    text(rows, "a plus", "{\"a\": +1}");
    text(rows, "a leading zero", "{\"a\": 012}");
    text(rows, "a minus alone", "{\"a\": -}");
    text(rows, "a point first", "{\"a\": .5}");
    text(rows, "a point last", "{\"a\": 5.}");
    text(rows, "an exponent without a number", "{\"a\": 1e}");
    text(rows, "an exponent with two signs", "{\"a\": 1e+-1}");
    text(rows, "hexadecimal", "{\"a\": 0x1f}");
    text(rows, "infinity", "{\"a\": Infinity}");
    text(rows, "minus infinity", "{\"a\": -Infinity}");
    text(rows, "not a number", "{\"a\": NaN}");
    text(rows, "another True", "{\"a\": True}");
    text(rows, "half of null", "{\"a\": nul}");
    text(rows, "undefined", "{\"a\": undefined}");
    text(rows, "a string that isn't closed", "{\"a\": \"b}");
    text(rows, "a line end in a string", "{\"a\": \"b\nc\"}");
    text(rows, "a tab in a string", "{\"a\": \"b\tc\"}");
    text(rows, "an escape that there isn't", "{\"a\": \"\\x41\"}");
    text(rows, "half an escape", "{\"a\": \"\\u00\"}");
    text(rows, "an escape of no hexadecimal", "{\"a\": \"\\u00zz\"}");
    text(rows, "an escape at the end", "{\"a\": \"\\");
    text(rows, "a high surrogate alone", "{\"a\": \"\\ud83d\"}");
    text(rows, "a low surrogate alone", "{\"a\": \"\\udca9\"}");
    text(rows, "surrogates the wrong way round", "{\"a\": \"\\udca9\\ud83d\"}");
    text(rows, "a surrogate alone in a name", "{\"\\ud83d\": 1}");
    text(rows, "a line comment", "{\"a\": 1} // b");
    text(rows, "a hash comment", "# b\n{\"a\": 1}");
    text(rows, "a byte order mark", "\ufeff{\"a\": 1}");
    text(rows, "a name twice", "{\"a\": 1, \"a\": 2}");
    text(rows, "a name twice, escaped", "{\"a\": 1, \"\\u0061\": 2}");
    text(rows, "no-break spaces", "\u00a0{\"a\":\u00a01}");
    text(rows, "a form feed", "\f{\"a\": 1}");
    text(rows, "a JSON text sequence", "\u001e{\"a\": 1}\n");
    text(rows, "a thousand digits", "{\"a\": " + "9".repeat(1000) + "}");
    text(rows, "an exponent beyond all", "{\"a\": 1e999999}");
    text(rows, "an exponent below all", "{\"a\": 1e-999999999}");
    text(rows, "an exponent of many digits", "{\"a\": 1e" + "9".repeat(90) + "}");
    text(rows, "a long name", "{\"" + "a".repeat(100_000) + "\": 1}");
    text(rows, "deep arrays", "[".repeat(SIZE));
    text(rows, "deep arrays, closed", "[".repeat(100_000) + "]".repeat(100_000));
    text(rows, "deep objects", "{\"a\":".repeat(200_000) + "1" + "}".repeat(200_000));
    bytes(rows, "an overlong slash", "{\"a\": \"", new byte[] {(byte) 0xc0, (byte) 0xaf}, "\"}");
    bytes(
        rows,
        "an overlong NUL",
        "{\"a\": \"",
        new byte[] {(byte) 0xe0, (byte) 0x80, (byte) 0x80},
        "\"}");
    bytes(
        rows,
        "a surrogate in UTF-8",
        "{\"a\": \"",
        new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
        "\"}");
    bytes(
        rows,
        "beyond Unicode",
        "{\"a\": \"",
        new byte[] {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
        "\"}");
    bytes(rows, "half a letter", "{\"a\": \"", new byte[] {(byte) 0xe2, (byte) 0x82}, "\"}");
    bytes(rows, "a byte that never is", "{\"a\": \"", new byte[] {(byte) 0xff}, "\"}");
    bytes(rows, "a NUL in a string", "{\"a\": \"", new byte[] {0}, "\"}");
    bytes(rows, "a NUL at the end", "{\"a\": 1}", new byte[] {0}, "");
    rows.put("Latin-1", "{\"a\": \"\u00e9\"}".getBytes(ISO_8859_1));
    rows.put("UTF-16", "{\"a\": 1}".getBytes(UTF_16LE));
    byte[] noise = new byte[4096];
    new Random(1).nextBytes(noise);
    rows.put("noise", noise);
    rows.put("nothing but NULs", new byte[4096]);
    rows.put("a gzip bomb", bomb());
    rows.putAll(xml());
    rows.putAll(forms());
    return rows;
  }

  /** XML at an entrance that takes none: nothing of it may be looked at, let alone fetched. */
  private static Map<String, byte[]> xml() {
    Map<String, byte[]> rows = new LinkedHashMap<>();
    StringBuilder laughs =
        new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY l0 \"l\">");
    for (int i = 1; i < 10; i++) {
      laughs.append("<!ENTITY l%d \"%s\">".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
    }
    text(rows, "XML that expands", laughs + "]><l>&l9;</l>");
    text(
        rows,
        "XML that expands at once",
        "<!DOCTYPE a [<!ENTITY b \""
            + "b".repeat(50_000)
            + "\">]><a>"
            + "&b;".repeat(50_000)
            + "</a>");
    text(
        rows,
        "XML that reads a file",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>");
    text(
        rows,
        "XML that asks around",
        "<!DOCTYPE a [<!ENTITY % b SYSTEM \"http://127.0.0.1:1/trap\"> %b;]><a/>");
    text(rows, "XML with a DTD", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/trap.dtd\"><a/>");
    text(
        rows,
        "XML that includes",
        "<a xmlns:x=\"http://www.w3.org/2001/XInclude\"><x:include href=\"file:///etc/passwd\"/></a>");
    text(rows, "deep XML", "<a>".repeat(300_000));
    text(rows, "XML with a huge attribute", "<a b=\"" + "c".repeat(SIZE) + "\"/>");
    StringBuilder attributes = new StringBuilder("<a");
    for (int i = 0; i < 100_000; i++) {
      attributes.append(" b").append(i).append("=\"\"");
    }
    text(rows, "XML with many attributes", attributes + "/>");
    text(
        rows,
        "SOAP",
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>");
    return rows;
  }

  private static Map<String, byte[]> forms() {
    Map<String, byte[]> rows = new LinkedHashMap<>();
    text(rows, "a form", "id=1&object=event&type=x");
    text(rows, "a form with a broken escape", "id=%zz&object=%");
    text(rows, "a form of many fields", "a=1&".repeat(100_000));
    text(rows, "a form with a huge field", "a=" + "b".repeat(SIZE));
    text(rows, "a form with a huge name", "b".repeat(SIZE) + "=a");
    text(rows, "a form of deep names", "a" + "[b]".repeat(50_000) + "=1");
    text(rows, "a form that pollutes", "__proto__[a]=1&constructor[prototype][a]=1");
    text(
        rows,
        "a form in parts",
        "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"../../trap.txt\"\r\n\r\nb\r\n--x--\r\n");
    text(
        rows,
        "a form in parts that doesn't end",
        "--x\r\nContent-Disposition: form-data; name=\"a");
    text(
        rows,
        "a form in many parts",
        "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n".repeat(15_000));
    return rows;
  }

  /** JSON that can be read and means nothing here. */
  static Map<String, byte[]> strangeJson() {
    Map<String, byte[]> rows = new LinkedHashMap<>();
    for (String value : new String[] {"null", "true", "0", "-0", "\"\"", "[]", "[[[]]]", "{}"}) {
      text(rows, value, value);
    }
    text(rows, "an empty name", "{\"\": {\"\": \"\"}}");
    text(rows, "NUL, escaped", "{\"a\": \"\\u0000\", \"\\u0000\": 1}");
    text(rows, "from right to left", "{\"\u202eeman\": \"\u202e\u2066drawkcab\"}");
    text(rows, "marks without end", "{\"a\": \"Z" + "\u0300\u0301\u0302".repeat(100_000) + "\"}");
    text(rows, "no characters", "{\"a\": \"\ufffe\uffff\ufdd0\"}");
    text(rows, "emoji in a name", "{\"\ud83d\udca9\ud83d\udc69\u200d\ud83d\ude80\": 1}");
    text(rows, "a line separator", "{\"a\": \"\u2028\u2029\u0085\"}");
    text(rows, "prototypes", "{\"__proto__\": {\"a\": 1}, \"constructor\": {\"prototype\": {}}}");
    text(rows, "a class's name", "{\"@class\": \"java.lang.Runtime\", \"@type\": \"x\"}");
    text(rows, "placeholders", "{\"a\": \"{{env:PATH}} ${jndi:ldap://127.0.0.1/a} #{1+1}\"}");
    text(rows, "the end of SQL", "{\"a\": \"'; drop table inbox; --\"}");
    text(rows, "a pointer's signs", "{\"a/b~c\": {\"~0~1//\": 1}}");
    text(rows, "exact numbers", "{\"a\": [0.1e1, -0.0, 1E400, 1e-400, 12345678901234567890.5]}");
    text(rows, "many members", many("{", "\"%d\":0", "}", 100_000));
    text(rows, "many elements", many("[", "%d", "]", 200_000));
    text(rows, "many empty objects", "[" + "{},".repeat(300_000) + "{}]");
    text(rows, "a long string", "{\"a\": \"" + "b".repeat(SIZE) + "\"}");
    text(rows, "a long string of escapes", "{\"a\": \"" + "\\u0062".repeat(SIZE / 6) + "\"}");
    text(rows, "as deep as may be", "[".repeat(63) + "]".repeat(63));
    text(rows, "names that collide", collisions());
    return rows;
  }

  /** Names of one and the same {@code hashCode}. */
  private static String collisions() {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < 1 << 14; i++) {
      StringBuilder name = new StringBuilder();
      for (int bit = 0; bit < 14; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      json.append(i == 0 ? "" : ",").append('"').append(name).append("\":0");
    }
    return json.append('}').toString();
  }

  private static String many(String begin, String each, String end, int count) {
    StringBuilder text = new StringBuilder(begin);
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append(each.replace("%d", Integer.toString(i)));
    }
    return text.append(end).toString();
  }

  /** A few kilobytes that would be 16 megabytes. */
  private static byte[] bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("{\"a\": \"".getBytes(UTF_8));
      byte[] spaces = new byte[1 << 20];
      for (int i = 0; i < 16; i++) {
        gzip.write(spaces);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void text(Map<String, byte[]> rows, String name, String text) {
    rows.put(name, text.getBytes(UTF_8));
  }

  private static void bytes(
      Map<String, byte[]> rows, String name, String before, byte[] middle, String after) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(before.getBytes(UTF_8));
    bytes.writeBytes(middle);
    bytes.writeBytes(after.getBytes(UTF_8));
    rows.put(name, bytes.toByteArray());
  }
}
