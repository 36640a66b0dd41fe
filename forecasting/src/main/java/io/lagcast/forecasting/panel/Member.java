package io.lagcast.forecasting.panel;

import io.lagcast.forecasting.expert.Learning;
import java.util.List;

/**
 * An expert as one of a panel.
 *
 * @param name what it is called
 * @param learning what it is and how its parameters came about
 * @param provenance what the library that learned its parameters says of them; empty if it was ours
 * @param shares its weight in every range of leads in which it was scored, nearest first
 */
public record Member(String name, Learning learning, String provenance, List<Share> shares) {

    public Member {
        shares = List.copyOf(shares);
    }

    /**
     * A weight in a range of leads.
     *
     * @param firstLead nearest lead, in buckets
     * @param lastLead farthest lead
     * @param weight in the combination's median, between 0 and 1
     */
    public record Share(int firstLead, int lastLead, double weight) {}
}
