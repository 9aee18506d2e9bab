package org.partnergateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ListCursorTest {
  @Test
  void itComesBackAsItWasAndIsSafeInAnAddress() {
    ListCursor cursor = new ListCursor(Instant.parse("2026-11-23T02:00:00.123456Z"), "ord_1");

    assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
    assertThat(ListCursor.parse(cursor.text())).isEqualTo(cursor);
    assertThat(ListCursor.parse(null)).isEqualTo(ListCursor.START);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "b3JkXzE", "bm8gdGltZQ", "MjAyNi0xMS0yM1QwMjowMDowMFog", "AA"})
  void whatNoListGaveOutIsRefused(String text) {
    assertThatThrownBy(() -> ListCursor.parse(text))
        .isInstanceOf(InvalidCursor.class)
        .hasMessageContaining("is no cursor of this list");
  }
}
