package io.lagcast.costmodel.plan;

import io.lagcast.costmodel.Records;
import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Duration;
import java.util.Arrays;

/** What a plan has to process: the backlog now and, as weighted scenarios, the arrivals to come. */
public final class Demand {

    private final Records backlog;
    private final RecordsPerSecond recent;
    private final Duration step;
    private final double[][] arrivalPerSecond;
    private final double[] weight;
    private final double doubt;

    /** A demand whose scenarios are doubted in full. */
    public Demand(
            Records backlog, RecordsPerSecond recent, Duration step, double[][] arrivalPerSecond, double[] weight) {
        this(backlog, recent, step, arrivalPerSecond, weight, 1);
    }

    /**
     * A demand; the arrays are copied.
     *
     * @param backlog records waiting now
     * @param recent arrival rate over the lag time that just passed
     * @param step length of a step
     * @param arrivalPerSecond arrival rate by scenario and step
     * @param weight probability of each scenario, summing to 1
     * @param doubt from 0, if such scenarios have always been right, to 1, if they have been no better than repeating the last value
     */
    public Demand(
            Records backlog,
            RecordsPerSecond recent,
            Duration step,
            double[][] arrivalPerSecond,
            double[] weight,
            double doubt) {
        if (weight.length != arrivalPerSecond.length || weight.length == 0) {
            throw new IllegalArgumentException(
                    arrivalPerSecond.length + " scenarios cannot have " + weight.length + " weights");
        }
        this.backlog = backlog;
        this.recent = recent;
        this.step = step;
        this.arrivalPerSecond =
                Arrays.stream(arrivalPerSecond).map(double[]::clone).toArray(double[][]::new);
        this.weight = weight.clone();
        this.doubt = doubt;
    }

    public Records backlog() {
        return backlog;
    }

    public RecordsPerSecond recent() {
        return recent;
    }

    public Duration step() {
        return step;
    }

    public int steps() {
        return arrivalPerSecond[0].length;
    }

    int scenarios() {
        return weight.length;
    }

    double doubt() {
        return doubt;
    }

    double weight(int scenario) {
        return weight[scenario];
    }

    /** The path itself, not a copy: only plans read it. */
    double[] path(int scenario) {
        return arrivalPerSecond[scenario];
    }
}
