package io.lagcast.recommender.history;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what was seen is kept.
 *
 * @param window how long samples are kept in memory, per workload
 * @param rawRetention how long samples are stored with every partition's offsets
 * @param fifteenSecondRetention how long means over 15 seconds are stored
 * @param minuteRetention how long means over a minute are stored; forecasters are taught from these when the service starts
 * @param fiveMinuteRetention how long means over 5 minutes are stored
 * @param hourRetention how long means over an hour are stored
 */
@ConfigurationProperties("lagcast.history")
public record HistorySettings(
        @DefaultValue("2h") Duration window,
        @DefaultValue("2d") Duration rawRetention,
        @DefaultValue("3d") Duration fifteenSecondRetention,
        @DefaultValue("21d") Duration minuteRetention,
        @DefaultValue("120d") Duration fiveMinuteRetention,
        @DefaultValue("800d") Duration hourRetention) {

    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(5);
    private static final Duration LONGEST_WINDOW = Duration.ofDays(1);
    private static final Duration LONGEST_RETENTION = Duration.ofDays(3660);

    public HistorySettings {
        requireBetween("window", window, SHORTEST_WINDOW, LONGEST_WINDOW);
        requireBetween("raw-retention", rawRetention, window, LONGEST_RETENTION);
        requireBetween("fifteen-second-retention", fifteenSecondRetention, window, LONGEST_RETENTION);
        requireBetween("minute-retention", minuteRetention, fifteenSecondRetention, LONGEST_RETENTION);
        requireBetween("five-minute-retention", fiveMinuteRetention, minuteRetention, LONGEST_RETENTION);
        requireBetween("hour-retention", hourRetention, fiveMinuteRetention, LONGEST_RETENTION);
    }

    private static void requireBetween(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    "lagcast.history." + name + " must lie between " + least + " and " + most + " but was " + value);
        }
    }
}
