package io.lagcast.recommender.cli;

import io.lagcast.forecasting.QuantileLevels;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Quantile levels on the command line: {@code 0.5,0.9}, in any order. */
final class LevelsOption implements ITypeConverter<QuantileLevels> {

    @Override
    public QuantileLevels convert(String text) {
        double[] levels = Arrays.stream(text.split(",", -1))
                .mapToDouble(LevelsOption::level)
                .sorted()
                .distinct()
                .toArray();
        return QuantileLevels.of(levels);
    }

    private static double level(String text) {
        try {
            double level = Double.parseDouble(text.strip());
            if (level > 0 && level < 1) {
                return level;
            }
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number between 0 and 1");
        }
        throw new TypeConversionException("'" + text + "' is not between 0 and 1");
    }
}
