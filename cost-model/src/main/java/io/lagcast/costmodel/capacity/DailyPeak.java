package io.lagcast.costmodel.capacity;

import io.lagcast.costmodel.RecordsPerSecond;
import java.time.Instant;

/**
 * The highest arrivals of a day.
 *
 * @param day when the day began
 * @param peak highest mean of its stretches, all equally long from day to day
 */
public record DailyPeak(Instant day, RecordsPerSecond peak) {}
