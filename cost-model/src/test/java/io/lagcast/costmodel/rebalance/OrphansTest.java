package io.lagcast.costmodel.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.lagcast.costmodel.Membership;
import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.Priors;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaSeconds;
import io.lagcast.costmodel.lag.LatenessPrice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrphansTest {

    private static final Priors BELIEVED = new Priors(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Duration.ofMinutes(2)));

    @Test
    void areThereWhereMembersAreStatic() {
        assertThat(Orphans.of(seen(Optional.of(true)), Priors.NONE).unserved()).isEqualTo(Duration.ofSeconds(45));
        assertThat(Orphans.of(seen(Optional.of(true)), BELIEVED).unserved()).isEqualTo(Duration.ofMinutes(2));
        assertThat(Orphans.of(seen(Optional.empty()), BELIEVED).unserved()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void areNotThereWhereMembersAreDynamicWhateverIsBelieved() {
        assertThat(Orphans.of(seen(Optional.of(false)), BELIEVED).unserved()).isZero();
        assertThat(Orphans.of(seen(Optional.empty()), Priors.NONE).unserved()).isZero();
    }

    @Test
    void costWhatArrivesTooEarlyToBeServedInTime() {
        LatenessPrice lateness = LatenessPrice.of(Objective.DEFAULT, 20, new RecordsPerSecond(1000));
        double lateSeconds = 120 + 10 - lateness.plannedLagTime().toMillis() / 1000.0;

        ReplicaSeconds price = new Orphans(Duration.ofMinutes(2))
                .pricePerReplica(new RecordsPerSecond(500), Duration.ofSeconds(10), lateness);

        assertThat(price.value()).isCloseTo(500 * lateSeconds * 20 / 1000, within(1e-6));
        assertThat(new Orphans(Duration.ZERO)
                        .pricePerReplica(new RecordsPerSecond(500), Duration.ofMinutes(5), lateness))
                .isEqualTo(ReplicaSeconds.NONE);
    }

    private static Membership seen(Optional<Boolean> statics) {
        return new Membership(Optional.empty(), Optional.empty(), statics, List.of());
    }
}
