package io.lagcast.recommender.cli;

import io.lagcast.forecasting.Forecaster;
import io.lagcast.forecasting.QuantileLevels;
import io.lagcast.forecasting.evaluation.Accuracy;
import io.lagcast.forecasting.evaluation.Cost;
import io.lagcast.forecasting.evaluation.Evaluation;
import io.lagcast.forecasting.evaluation.LevelScore;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints how forecasters did on a series: a line for each horizon and forecaster, columns apart. */
final class BacktestTable {

    private final List<List<String>> lines = new ArrayList<>();
    private final List<Evaluation> evaluations;

    BacktestTable(List<Evaluation> evaluations, QuantileLevels levels) {
        this.evaluations = evaluations;
        List<String> names = new ArrayList<>(List.of("horizon", "forecaster", "MASE", "WQL"));
        for (double level : levels.toArray()) {
            names.add("WQL" + CsvNumber.ofLevel(level));
        }
        for (double level : levels.toArray()) {
            names.add("cov" + CsvNumber.ofLevel(level));
        }
        names.addAll(List.of("origins", "values", "seconds"));
        lines.add(names);
    }

    /** Adds the lines of a horizon. */
    BacktestTable add(String text, Duration horizon) {
        for (Evaluation evaluation : evaluations) {
            evaluation.at(horizon).ifPresent(accuracy -> lines.add(line(text, evaluation, accuracy)));
        }
        return this;
    }

    private static List<String> line(String horizon, Evaluation evaluation, Accuracy accuracy) {
        List<String> line = new ArrayList<>();
        line.add(horizon);
        line.add(evaluation.forecaster());
        line.add(decimals(accuracy.scaledError()));
        line.add(decimals(accuracy.weightedLoss()));
        for (LevelScore level : accuracy.levels()) {
            line.add(decimals(level.weightedLoss()));
        }
        for (LevelScore level : accuracy.levels()) {
            line.add(String.format(Locale.ROOT, "%.3f", level.coverage()));
        }
        line.add(Integer.toString(accuracy.origins()));
        line.add(Integer.toString(accuracy.values()));
        line.add(String.format(Locale.ROOT, "%.2f", seconds(evaluation.cost())));
        return line;
    }

    private static String decimals(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
    }

    private static double seconds(Cost cost) {
        return cost.refitting().plus(cost.updating()).plus(cost.forecasting()).toNanos() / 1e9;
    }

    /** Whether nothing could be scored. */
    boolean isEmpty() {
        return lines.size() == 1;
    }

    /** Prints the lines, every column as wide as its widest entry, texts to the left and numbers to the right. */
    void print(PrintWriter out) {
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                String entry = line.get(column);
                String room = " ".repeat(width(column) - entry.length());
                text.append(column < 2 ? entry + room : room + entry).append("  ");
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    /** Prints the record that the first forecaster keeps of its models. */
    void printModels(PrintWriter out) {
        out.println("loss        to last value  origins  model (* = used)");
        for (Forecaster.Score score : evaluations.getFirst().models()) {
            out.printf(
                    Locale.ROOT,
                    "%-10.5g  %13.3f  %7d  %s%s%n",
                    score.loss(),
                    score.relativeToLastValue(),
                    score.origins(),
                    score.model(),
                    score.chosen() ? " *" : "");
        }
    }
}
