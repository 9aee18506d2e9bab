package org.partnergateway.contracts.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  @ParameterizedTest(name = "{0} is refused at line {1}, column {2}, \"{3}\": {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a":1} x                  | 1 | 10 | ''        | Unrecognized token
          {"a":1}{"a":1}             | 1 | 8  | ''        | there is more after the end
          {"a":1}]                   | 1 | 8  | ''        | Unexpected close marker
          ''                         | 1 | 1  | ''        | there is nothing
          '   '                      | 1 | 4  | ''        | there is nothing
          {"a":1,"a":2}              | 1 | 11 | /a        | Duplicate field 'a'
          {"o":{"a":1,"b":2,"a":3}}  | 1 | 22 | /o/a      | Duplicate field 'a'
          {"a":NaN}                  | 1 | 9  | /a        | Non-standard token 'NaN'
          {"a":-Infinity}            | 1 | 15 | /a        | Non-standard token '-Infinity'
          {"a":[1,2,]}               | 1 | 11 | /a/2      | Unexpected character (']'
          {"a":1,}                   | 1 | 8  | /a        | was expecting double-quote to start field name
          {'a':1}                    | 1 | 2  | ''        | was expecting double-quote to start field name
          {a:1}                      | 1 | 2  | ''        | was expecting double-quote to start field name
          {"a":01}                   | 1 | 7  | /a        | Leading zeroes not allowed
          {"a":.5}                   | 1 | 6  | /a        | Unexpected character ('.'
          {"a":+1}                   | 1 | 7  | /a        | Unexpected character ('+'
          {"a":1} /* c */            | 1 | 9  | ''        | Unexpected character ('/'
          {"a":"\\x41"}              | 1 | 8  | /a        | Unrecognized character escape 'x'
          {"a":1e401}                | 1 | 6  | /a        | the exponent of the number is beyond 400
          {"a":1e-9999999}           | 1 | 6  | /a        | the exponent of the number is beyond 400
          {"a":"\\ud800"}            | 0 | 0  | /a        | half of a surrogate pair
          {"a":["\\uDE00\\uD83D"]}   | 0 | 0  | /a/0      | half of a surrogate pair
          {"\\ud800":{"a":1,}}       | 1 | 18 | /\ufffd/a | expected
          [1e99999999999999999999]   | 1 | 2  | /0        | beyond what can be read
          """)
  void whatIsNotStrictJsonIsRefusedWithItsPlace(
      String text, int line, int column, String pointer, String problem) {
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> read(text))
        .satisfies(
            e -> {
              assertThat(e.problem()).contains(problem);
              assertThat(e.pointer()).isEqualTo(pointer);
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.column()).isEqualTo(column);
            });
  }

  @ParameterizedTest(name = "bytes {0} are refused: {1}")
  @CsvSource({
    "EFBBBF7B7D, a byte order mark",
    "FFFE7B007D00, not UTF-8",
    "7B007D00, a NUL byte",
    "007B007D, a NUL byte",
    "22C328, not UTF-8", // broken continuation
    "22C08022, not UTF-8", // overlong NUL
    "22E0808022, not UTF-8", // overlong, three bytes
    "22EDA08022, not UTF-8", // a surrogate
    "22F490808022, not UTF-8", // beyond U+10FFFF
    "22E282, not UTF-8", // cut off
    "22FF22, not UTF-8",
    "3132333435363738392000, a NUL byte",
  })
  void bytesThatAreNotPlainUtf8AreRefused(String hex, String problem) {
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> StrictJson.read(HexFormat.of().parseHex(hex)))
        .withMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE", "ISO-8859-1"})
  void otherEncodingsAreRefused(String charset) {
    byte[] bytes = "{\"name\":\"Müller\"}".getBytes(Charset.forName(charset));

    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> StrictJson.read(bytes));
  }

  @Test
  void theLineOfABadByteIsTold() {
    byte[] bytes = "{\n \"a\": \"?\"\n}".getBytes(StandardCharsets.UTF_8);
    bytes[9] = (byte) 0xff;

    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> StrictJson.read(bytes))
        .withMessage("line 2, column 8: bytes that are not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\"",
        "[]",
        "-0.0",
        "{\"a\":[1,true,null]}",
        "\"Ærø 東京 مدينة 🎄\"",
        "\"\\ud83d\\ude00\"",
        " {} \r\n\t"
      })
  void strictJsonIsRead(String text) {
    assertThat(read(text).isMissingNode()).isFalse();
  }

  @Test
  void sixtyFourLevelsAreReadAndOneMoreIsNot() {
    assertThat(read("[".repeat(64) + "]".repeat(64))).hasSize(1);
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> read("[".repeat(65) + "]".repeat(65)))
        .withMessageContaining("nesting depth (65) exceeds");
  }

  @Test
  void aHundredDigitsAreReadAndOneMoreIsNot() {
    assertThat(read("9".repeat(100)).isIntegralNumber()).isTrue();
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> read("9".repeat(101)))
        .withMessageContaining("Number value length (101)");
  }

  @Test
  void aLabelOfTwentyMegabytesIsReadAndALongerOneIsNot() {
    assertThat(read("\"" + "A".repeat(20_000_000) + "\"").textValue()).hasSize(20_000_000);
    assertThatExceptionOfType(MalformedMessageException.class)
        .isThrownBy(() -> read("\"" + "A".repeat(20_100_000) + "\""))
        .withMessageContaining("exceeds the maximum");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "34.98", "0.1", "100", "12345678901234567890.123456789"})
  void numbersKeepEveryDigit(String number) {
    assertThat(read(number).decimalValue()).isEqualTo(new BigDecimal(number));
    assertThat(write(read(number))).isEqualTo(number);
  }

  @Test
  void numbersAreWrittenPlain() {
    assertThat(write(read("1.5e3"))).isEqualTo("1500");
    assertThat(write(read("25e-4"))).isEqualTo("0.0025");
  }

  @Test
  void whatWasReadIsWrittenInTheSameOrderAndWithoutWhiteSpace() {
    assertThat(write(read("{ \"b\" : 1 , \"a\" : [ \"ü\" ] }")))
        .isEqualTo("{\"b\":1,\"a\":[\"ü\"]}");
  }

  private static JsonNode read(String text) {
    return StrictJson.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String write(JsonNode tree) {
    return new String(StrictJson.write(tree), StandardCharsets.UTF_8);
  }
}
