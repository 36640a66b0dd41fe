package io.lagcast.recommender.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadPatternTest {

    @ParameterizedTest
    @CsvSource({
        "orders, orders, true",
        "orders, orders-1, false",
        "orders-*, orders-1, true",
        "orders-*, orders-, true",
        "orders-*, my-orders-1, false",
        "*-dlq, orders-dlq, true",
        "*-dlq, orders-dlq-2, false",
        "a*b*c, a-b-b-c, true",
        "a*b*c, a-c-b, false",
        "order?, orders, true",
        "order?, order, false",
        "or.ers, orders, false",
        "*, anything, true",
        "**, anything, true"
    })
    void matchesNames(String pattern, String name, boolean matches) {
        assertThat(new WorkloadPattern(pattern).matches(name)).isEqualTo(matches);
    }

    @Test
    void takesNoLongerForManyStars() {
        String stars = "*a".repeat(100) + "b";

        assertThat(new WorkloadPattern(stars).matches("a".repeat(253))).isFalse();
    }

    @Test
    void namesThePatternThatIsNone() {
        assertThatThrownBy(() -> new WorkloadPattern("orders/*")).hasMessageContaining("\"orders/*\"");
    }
}
