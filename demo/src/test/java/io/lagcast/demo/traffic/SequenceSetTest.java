package io.lagcast.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequenceSetTest {

    @Test
    void knowsNumbersAlsoAfterTheyLeftItsMemory() {
        SequenceSet set = new SequenceSet();
        for (long number = 0; number < 200_000; number++) {
            assertThat(set.add(number)).isTrue();
        }

        assertThat(set.add(0)).isFalse();
        assertThat(set.add(65_536)).isFalse();
        assertThat(set.add(199_999)).isFalse();
        assertThat(set.add(200_000)).isTrue();
    }

    @Test
    void agreesWithAnOrdinarySetWhateverTheOrder() {
        SplittableRandom random = new SplittableRandom(1);
        SequenceSet set = new SequenceSet();
        Set<Long> expected = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            long number = Math.max(0, i - 500L) + random.nextInt(1_000);

            assertThat(set.add(number)).as("number %d at step %d", number, i).isEqualTo(expected.add(number));
        }
    }

    @Test
    void waitsForANumberThatIsMissing() {
        SequenceSet set = new SequenceSet();
        for (long number = 1; number < 150_000; number++) {
            assertThat(set.add(number)).isTrue();
        }

        assertThat(set.add(0)).isTrue();
        assertThat(set.add(0)).isFalse();
    }
}
