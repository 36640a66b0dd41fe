package io.lagcast.costmodel.plan;

import io.lagcast.costmodel.Candidate;
import io.lagcast.costmodel.RecordsPerSecond;
import io.lagcast.costmodel.ReplicaSeconds;
import io.lagcast.costmodel.Replicas;
import io.lagcast.costmodel.lag.LatenessPrice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Prices every first action by planning the whole horizon after it, for scenarios of arrivals between which the course may change at every step, and
 * averaging.
 *
 * <p>The first action is common to all scenarios; what follows knows the scenario of the moment, but not how long it lasts. That values waiting a
 * little too highly, which is why the advisor bounds the answer from below by what is needed now.
 */
public final class RecedingHorizonPlan {

    /** Enough for the edge of the lag-time objective to fall between close nodes; twice as many change decisions by less than the noise. */
    private static final int NODES = 48;

    /**
     * How long arrivals keep to a scenario before they go over to another, on average. Scenarios are quantiles of every moment, which no real course
     * keeps to for long.
     */
    private static final Duration PERSISTENCE = Duration.ofMinutes(1);

    private final PlannedGroup group;
    private final Demand demand;
    private final LatenessPrice lateness;
    private final RecordsPerSecond throughputPerReplica;

    public RecedingHorizonPlan(
            PlannedGroup group, Demand demand, LatenessPrice lateness, RecordsPerSecond throughputPerReplica) {
        this.group = group;
        this.demand = demand;
        this.lateness = lateness;
        this.throughputPerReplica = throughputPerReplica;
    }

    /** The price of every count. */
    public PricedCounts price() {
        PlanTerms terms = new PlanTerms(
                group, demand.step(), demand.steps(), lateness, 1 / throughputPerReplica.value(), demand.doubt());
        BacklogGrid grid = new BacklogGrid(NODES, largestBacklog());
        PlanTotals totals = new PlanTotals(terms.counts());
        ScenarioPlan[] plans = solved(terms, grid);
        for (int s = 0; s < plans.length; s++) {
            for (int target = 0; target < terms.counts(); target++) {
                plans[s].follow(target, demand.backlog().count(), demand.weight(s), totals);
            }
        }
        return new PricedCounts(candidates(totals), later(totals));
    }

    private ScenarioPlan[] solved(PlanTerms terms, BacklogGrid grid) {
        ScenarioPlan[] plans = new ScenarioPlan[demand.scenarios()];
        Arrays.setAll(plans, s -> new ScenarioPlan(terms, grid, demand.path(s), arrivedWithinLagTime(demand.path(s))));
        for (int t = demand.steps() - 1; t >= 0; t--) {
            for (ScenarioPlan plan : plans) {
                plan.goBack(t);
            }
            mix(plans, t);
        }
        return plans;
    }

    /**
     * Lets the value of each scenario be partly that of the others: in a step a path goes over to one drawn by weight with probability
     * {@code 1 - exp(-step / PERSISTENCE)}. What is planned for one scenario is then not the best answer to it alone.
     */
    private void mix(ScenarioPlan[] plans, int t) {
        if (plans.length == 1) {
            return;
        }
        double leaving = -Math.expm1(-seconds(demand.step()) / seconds(PERSISTENCE));
        double[] mean = new double[plans[0].values(t).length];
        for (int s = 0; s < plans.length; s++) {
            double[] values = plans[s].values(t);
            for (int cell = 0; cell < mean.length; cell++) {
                mean[cell] += leaving * demand.weight(s) * values[cell];
            }
        }
        for (ScenarioPlan plan : plans) {
            double[] values = plan.values(t);
            for (int cell = 0; cell < mean.length; cell++) {
                values[cell] = (1 - leaving) * values[cell] + mean[cell];
            }
        }
    }

    /** Beyond three lag times of the highest rate, or half more than what waits now, values go on in a straight line. */
    private double largestBacklog() {
        double highest = Math.max(1e-3, demand.recent().value());
        for (int s = 0; s < demand.scenarios(); s++) {
            highest = Math.max(highest, Arrays.stream(demand.path(s)).max().orElse(0));
        }
        double lagSeconds = seconds(lateness.plannedLagTime());
        double untilServed = seconds(group.startUp()) + seconds(demand.step());
        return Math.max(
                highest * (2 * lagSeconds + Math.min(untilServed, 10 * lagSeconds)),
                1.5 * demand.backlog().count());
    }

    /** Records that arrived within the planned lag time before the beginning of each step (and the end of the last). */
    private double[] arrivedWithinLagTime(double[] path) {
        double step = seconds(demand.step());
        double window = seconds(lateness.plannedLagTime());
        double[] arrived = new double[path.length + 1];
        for (int t = 0; t < arrived.length; t++) {
            double left = window;
            for (int before = t - 1; before >= 0 && left > 0; before--) {
                arrived[t] += path[before] * Math.min(step, left);
                left -= step;
            }
            arrived[t] += demand.recent().value() * Math.max(0, left);
        }
        return arrived;
    }

    private List<Candidate> candidates(PlanTotals totals) {
        List<Candidate> candidates = new ArrayList<>(group.counts());
        for (int i = 0; i < group.counts(); i++) {
            double total = totals.total[i];
            double moving = Math.min(total, totals.moving[i]);
            double running = Math.min(total - moving, totals.running[i]);
            candidates.add(new Candidate(
                    new Replicas(group.replicas(i)),
                    new ReplicaSeconds(total),
                    new ReplicaSeconds(running),
                    new ReplicaSeconds(total - running - moving),
                    new ReplicaSeconds(moving)));
        }
        return candidates;
    }

    private Optional<PricedCounts.LaterMove> later(PlanTotals totals) {
        if (totals.laterStep() < 0) {
            return Optional.empty();
        }
        Duration delay = demand.step().multipliedBy(totals.laterStep());
        return Optional.of(new PricedCounts.LaterMove(delay, new Replicas(group.replicas(totals.laterTarget()))));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
