package io.lagcast.forecasting.expert;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an expert is and how its parameters came about.
 *
 * @param learner class that learns its parameters, ours or a library's
 * @param isFitted whether anything is learned when it is fitted; if not, there is nothing to choose
 * @param choices hyper-parameters in force, in the order to be read: given ones, and those chosen within the history it was fitted on
 * @param seed of what it draws at random; empty if it draws nothing
 * @param remark what else should be known of it, a sentence; empty if nothing
 */
public record Learning(String learner, boolean isFitted, List<Choice> choices, OptionalLong seed, String remark) {

    private static final MathContext PRECISION = new MathContext(4);

    public Learning {
        choices = List.copyOf(choices);
    }

    /**
     * A hyper-parameter.
     *
     * @param name what it is called, with its unit if it has one
     * @param value as it is to be read
     */
    public record Choice(String name, String value) {}

    /** Of an expert that learns its own parameters. */
    public static Learning by(Class<?> learner) {
        return new Learning(learner.getName(), true, List.of(), OptionalLong.empty(), "");
    }

    /** Of an expert without parameters, or one whose parameters come from elsewhere. */
    public static Learning nothing(Class<?> expert) {
        return new Learning(expert.getName(), false, List.of(), OptionalLong.empty(), "");
    }

    /** The same with one more choice. */
    public Learning with(String name, String value) {
        List<Choice> more = new ArrayList<>(choices);
        more.add(new Choice(name, value));
        return new Learning(learner, isFitted, more, seed, remark);
    }

    /** The same with one more choice, a number to four significant digits; "none" for one that is not finite. */
    public Learning with(String name, double value) {
        return with(name, Double.isFinite(value) ? text(value) : "none");
    }

    private static String text(double value) {
        BigDecimal rounded = new BigDecimal(value).round(PRECISION);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** The same, drawing by that seed. */
    public Learning seeded(long newSeed) {
        return new Learning(learner, isFitted, choices, OptionalLong.of(newSeed), remark);
    }

    /** The same with another remark. */
    public Learning remarking(String newRemark) {
        return new Learning(learner, isFitted, choices, seed, newRemark);
    }
}
