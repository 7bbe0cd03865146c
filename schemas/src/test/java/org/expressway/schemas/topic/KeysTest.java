package org.expressway.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    @Test
    void aKeyIsTakenApartAsItWasMade() {
        String key = Keys.of("Köln 2", "S 1.a");
        assertThat(key).isEqualTo("Köln 2/S 1.a");
        assertThat(Keys.site(key)).isEqualTo("Köln 2");
        assertThat(Keys.id(key)).isEqualTo("S 1.a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "a\tb", "a\u0000", "a\n"})
    void aPartThatWouldNotComeBackIsRefused(String part) {
        assertThatThrownBy(() -> Keys.of(part, "S1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("site");
        assertThatThrownBy(() -> Keys.of("A", part)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPartHasAtMostTwoHundredCharacters() {
        assertThat(Keys.of("A", "x".repeat(200))).hasSize(202);
        assertThatThrownBy(() -> Keys.of("A", "x".repeat(201))).hasMessageContaining("201");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "/S1", "A/", "A/B/S1"})
    void whatIsNoKeyIsNotTakenApart(String text) {
        assertThatThrownBy(() -> Keys.site(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SITE/ID");
        assertThatThrownBy(() -> Keys.id(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
