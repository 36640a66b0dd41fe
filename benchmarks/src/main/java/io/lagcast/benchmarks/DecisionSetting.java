package io.lagcast.benchmarks;

import io.lagcast.costmodel.Objective;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.simulator.trace.Trace;
import io.lagcast.simulator.world.Arrivals;
import io.lagcast.simulator.world.GroupSettings;
import io.lagcast.simulator.world.Scenario;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything about a measurement of decisions but the trace and who decides. The first half of the trace, eight days at most, is history; the rest is
 * replayed with decisions every 15 s.
 *
 * @param group the truth about the group
 * @param prior what the policy says of a replica's throughput, in multiples of the truth; empty = nothing
 * @param missing share of the samples that do not arrive
 * @param noise variance of a second's arrivals over their mean
 * @param objective how late records may be
 * @param latePenalty price of a late record in multiples of the cost of processing it
 * @param days at most so many days are replayed
 * @param seed source of all chance
 */
record DecisionSetting(
        GroupSettings group,
        OptionalDouble prior,
        double missing,
        double noise,
        Objective objective,
        double latePenalty,
        double days,
        long seed) {

    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration LONGEST_WARM_UP = Duration.ofDays(8);

    /** The 99.9th percentile of the arrivals as a share of what a group of all partitions can process. */
    private static final double PEAK = 0.9;

    /** The scenario that the trace makes. */
    Scenario scenario(Trace trace) {
        Trace scaled = trace.scaledTo(PEAK * mostPerSecond());
        int learned = (int) Math.min(trace.length() / 2, LONGEST_WARM_UP.dividedBy(trace.step()));
        long longest = Math.max(2, Math.round(days * Duration.ofDays(1).dividedBy(trace.step())));
        Trace played = scaled.part(learned, (int) Math.min(trace.length(), learned + longest));
        return new Scenario(
                group,
                Arrivals.smooth(played.values(), played.step()).noisy(noise, seed),
                Optional.of(scaled.part(0, learned)),
                played.start(),
                INTERVAL,
                objective,
                latePenalty,
                1,
                group.partitions(),
                group.partitions(),
                prior.isPresent()
                        ? Optional.of(new RecordsPerSecond(
                                prior.getAsDouble() * group.throughput().value()))
                        : Optional.empty(),
                missing,
                seed);
    }

    /** What a replica for every partition processes before the busiest of them falls behind. */
    private double mostPerSecond() {
        double throughput = group.throughput().value();
        return group.skew() > 0
                ? throughput / Arrays.stream(group.shares()).max().orElseThrow()
                : group.partitions() * throughput;
    }

    /** The same for scalers that know the throughput. */
    DecisionSetting withoutPrior() {
        return withPrior(OptionalDouble.empty());
    }

    /** The same with another prior. */
    DecisionSetting withPrior(OptionalDouble other) {
        return new DecisionSetting(group, other, missing, noise, objective, latePenalty, days, seed);
    }

    /** The same with another seed, for the group as well. */
    DecisionSetting withSeed(long other) {
        return new DecisionSetting(group.withSeed(other), prior, missing, noise, objective, latePenalty, days, other);
    }

    /** The same with another group. */
    DecisionSetting withGroup(GroupSettings other) {
        return new DecisionSetting(other, prior, missing, noise, objective, latePenalty, days, seed);
    }

    /** The same with other gaps. */
    DecisionSetting withMissing(double other) {
        return new DecisionSetting(group, prior, other, noise, objective, latePenalty, days, seed);
    }

    /** The same with another lag time allowed. */
    DecisionSetting withLagTime(Duration other) {
        return new DecisionSetting(
                group, prior, missing, noise, new Objective(other, objective.attainment()), latePenalty, days, seed);
    }
}
