package org.partnergateway.routes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
  @ParameterizedTest(name = "Prefer: {0} is a wait of {1} seconds")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wait=5                          | 5
          wait=0                          | 0
          WAIT=5                          | 5
          respond-async                   | 0
          Respond-Async                   | 0
          respond-async, wait=10          | 10
          wait=10, respond-async          | 10
          wait=3, wait=9                  | 3
          return=minimal, wait=7          | 7
          handling=lenient;strict, wait=7 | 7
          wait = 5                        | 5
          wait="5"                        | 5
          wait=5; foo=bar                 | 5
          wait=999999                     | 999999
          """)
  void aWaitIsRead(String header, long seconds) {
    assertThat(Preference.read(header).patience()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest(name = "Prefer: {0} is ignored")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wait=
          wait=soon
          wait=-1
          wait=1.5
          wait=9999999
          wait=٣
          waiting=5
          wait
          return=minimal
          ,
          ''
          """)
  void whatIsNotUnderstoodIsIgnored(String header) {
    assertThat(Preference.read(header)).isEqualTo(Preference.NONE);
  }

  @ParameterizedTest(name = "Prefer: {0}: later is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          respond-async          | true
          Respond-Async, wait=10 | true
          wait=10, respond-async | true
          wait=10                | false
          respond-asynchronously | false
          """)
  void whoMayBeAnsweredLaterIsRead(String header, boolean later) {
    assertThat(Preference.read(header).respondAsync()).isEqualTo(later);
  }

  @Test
  void withoutAHeaderNothingIsPreferred() {
    assertThat(Preference.read(null)).isEqualTo(Preference.NONE);
  }
}
