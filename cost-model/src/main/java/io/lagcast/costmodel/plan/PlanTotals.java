package io.lagcast.costmodel.plan;

import java.util.Arrays;

/** Sums over scenarios, by target count. Mutable. */
final class PlanTotals {

    final double[] total;
    final double[] running;
    final double[] moving;

    private double heaviest;
    private int laterStep = -1;
    private int laterTarget = -1;

    PlanTotals(int counts) {
        total = new double[counts];
        running = new double[counts];
        moving = new double[counts];
    }

    void add(int target, double weight, double totalPrice, double runningPrice, double movingPrice) {
        total[target] += weight * totalPrice;
        running[target] += weight * runningPrice;
        moving[target] += weight * movingPrice;
    }

    /** The likeliest scenario says when the later move is. */
    void later(double weight, int step, int target) {
        if (weight > heaviest) {
            heaviest = weight;
            laterStep = step;
            laterTarget = target;
        }
    }

    int laterStep() {
        return laterStep;
    }

    int laterTarget() {
        return laterTarget;
    }

    @Override
    public String toString() {
        return "PlanTotals" + Arrays.toString(total);
    }
}
