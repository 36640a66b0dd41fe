package io.lagcast.recommender.externalmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelSelectorTest {

    private static final Map<String, String> ORDERS = Map.of("workload", "orders", "size", "3");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | true",
                "' ' | true",
                "workload=orders | true",
                "workload==orders | true",
                " workload = orders | true",
                "workload=refunds | false",
                "workload!=refunds | true",
                "workload!=orders | false",
                "workload in (orders,refunds) | true",
                "workload in ( refunds , returns ) | false",
                "workload notin (refunds) | true",
                "workload notin (orders) | false",
                "workload | true",
                "!workload | false",
                "! zone | true",
                "zone | false",
                "zone=a | false",
                "zone!=a | true",
                "zone notin (a) | true",
                "zone in (a,b) | false",
                "size>2 | true",
                "size > 3 | false",
                "size<4 | true",
                "workload<4 | false",
                "workload=orders,size=3 | true",
                "workload=orders,!size | false",
                "workload in (orders),size notin (1,2),zone!=b | true",
                "example.com/tier=a | false",
                "workload= | false",
                "zone in () | false",
                "in in (orders) | false",
                "workload=in | false"
            })
    void selectsAsKubernetesDoes(String text, boolean expected) {
        assertThat(LabelSelectorParser.parse(text).matches(ORDERS)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "= | \"=\"",
                "workload=orders, | its end",
                ",workload | \",\"",
                "workload in orders | expected \"(\" but found \"orders\"",
                "workload in (orders | expected \")\" but found its end",
                "workload notin | expected \"(\"",
                "workload like orders | expected an operator such as =, != or in but found \"like\"",
                "workload=a b | expected \",\" but found \"b\"",
                "workload=sch\u00f6n | a label value",
                "-workload | a label key",
                "size>many | a whole number",
                "size> | a whole number but found its end",
                "!! | a label key",
                "workload=a=b | expected \",\""
            })
    void namesWhatCannotBeRead(String text, String problem) {
        assertThatThrownBy(() -> LabelSelectorParser.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labelSelector \"" + text + "\" cannot be read")
                .hasMessageContaining(problem);
    }

    @Test
    void readsOrRefusesWhateverIsWritten() {
        String[] pieces = {
            "workload", "orders", "in", "notin", "=", "==", "!=", "!", "(", ")", ",", " ", "<", ">", "1", "\u0000"
        };
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(9), 0, pieces.length).forEach(piece -> text.append(pieces[piece]));
            try {
                LabelSelectorParser.parse(text.toString()).matches(ORDERS);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("cannot be read");
            }
        }
    }
}
