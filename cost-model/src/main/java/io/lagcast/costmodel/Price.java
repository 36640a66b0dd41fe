package io.lagcast.costmodel;

import java.util.Currency;

/**
 * What a replica costs in money; used in reports, never in decisions.
 *
 * @param replicaHour price of one replica for one hour, at least 0
 * @param currency its currency
 */
public record Price(double replicaHour, Currency currency) {

    public Price {
        if (!(replicaHour >= 0 && replicaHour < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("price.replicaHour must not be negative but was " + replicaHour);
        }
    }
}
