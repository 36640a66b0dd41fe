package io.lagcast.forecasting.panel;

/**
 * Which leads a panel answers for, in buckets.
 *
 * @param anchorReach the lead up to which single leads have cells of their own, 0 for none
 * @param covered the lead up to which somebody else answers: no records are kept of leads that nobody asks for
 * @param reach the farthest lead
 */
public record Span(int anchorReach, int covered, int reach) {

    public Span {
        if (anchorReach < 0 || covered < 0 || reach < 1 || anchorReach > reach || covered >= reach) {
            throw new IllegalArgumentException("A panel needs leads of its own but was to answer for " + anchorReach
                    + " single ones and up to " + reach + ", of which " + covered + " are covered");
        }
    }
}
