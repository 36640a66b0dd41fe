package io.lagcast.costmodel;

/**
 * How forecasts that were acted upon turned out, next to simply repeating the last value: fading sums of absolute errors. Kept besides the
 * forecaster's own scores so that a forecaster that is wrong about itself is found out.
 *
 * @param forecastLoss fading sum of the forecasts' absolute errors
 * @param lastValueLoss the same for the last value
 * @param outcomes how many came true or not
 */
public record TrackRecord(double forecastLoss, double lastValueLoss, int outcomes) {

    public static final TrackRecord NONE = new TrackRecord(0, 0, 0);

    /** About two hours at one outcome a minute. */
    private static final double FADING = 0.99;

    /** Half an hour of outcomes: fewer prove nothing. */
    private static final int ENOUGH = 30;

    /** A forecast is no worse than the last value as long as it loses by less than chance does. */
    private static final double CLEARLY_WORSE = 1.15;

    /**
     * Share of the last value's errors from which on nothing of the caution is given up. With 1 in its place a forecast that is merely less wrong, as the
     * mean of everything is on a noisy trace, took the floor away that kept records in time (docs/findings/0003-decisions.md).
     */
    static final double DOUBTED_IN_FULL = 0.5;

    /** The record after one more outcome. */
    public TrackRecord with(double forecast, double lastValue, double actual) {
        return new TrackRecord(
                FADING * forecastLoss + Math.abs(forecast - actual),
                FADING * lastValueLoss + Math.abs(lastValue - actual),
                Math.min(outcomes + 1, Integer.MAX_VALUE - 1));
    }

    /**
     * How far the forecast is to be doubted: 0 if it has always been right, in proportion to its errors up to 1 if they are {@value #DOUBTED_IN_FULL} of
     * the last value's or more, if there are too few outcomes to tell, or if what it forecasts does not change.
     */
    public double doubt() {
        return outcomes < ENOUGH || lastValueLoss <= 0
                ? 1
                : Math.min(1, forecastLoss / (DOUBTED_IN_FULL * lastValueLoss));
    }

    /** Whether repeating the last value has clearly been better. */
    public boolean discredits() {
        return outcomes >= ENOUGH && forecastLoss > CLEARLY_WORSE * lastValueLoss;
    }
}
