package io.lagcast.costmodel.offsets;

import io.lagcast.costmodel.GroupState;
import io.lagcast.costmodel.LagSample;
import io.lagcast.costmodel.Measurement;
import io.lagcast.costmodel.PartitionId;
import io.lagcast.costmodel.PartitionOffsets;
import io.lagcast.costmodel.PartitionRate;
import io.lagcast.costmodel.PartitionRates;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The accounts of one group's partitions: takes samples in the order of time and says what each one means. Mutable, one owner.
 *
 * <ul>
 *   <li>What is there when a partition is first seen is lag by position, but was not produced in the interval.
 *   <li>A partition that is named unread, or was known and is missing, makes the sample a gap: lag, production and consumption of the group
 *       are unknown. The others are accounted for; the next complete sample averages over the whole time since the last complete one, so
 *       that nothing is lost or counted twice.
 *   <li>A partition missing from readable samples, and not named unread, for {@value #FORGET_MINUTES} minutes is gone: its topic was deleted
 *       or is no longer consumed. Until then it is a gap, because a partial answer looks the same.
 *   <li>When a log is cut (unclean leader election) or made again (topic deleted and recreated), production and consumption of the interval
 *       are unknown; lag is counted in the new log.
 *   <li>A commit set back is lag again and not negative consumption.
 *   <li>Tails that are never committed ({@link Residue}) and commits rarer than samples ({@link CommitPace}) have rules of their own.
 * </ul>
 */
public final class OffsetAccounts {

    private static final long FORGET_MINUTES = 5;

    /**
     * Share of the partitions that must be backlogged for consumption to be capacity. Replicas whose partitions are all among the rest may
     * idle, so capacity may be taught up to a tenth too low, never too high.
     */
    private static final double BACKLOGGED_SHARE = 0.9;

    private final ResetPolicy resetPolicy;
    private final Map<PartitionId, PartitionAccount> accounts = new HashMap<>();
    private final Timeline timeline = new Timeline();
    private final Steadiness steadiness = new Steadiness();

    private GroupState state = GroupState.UNKNOWN;
    private Optional<Long> completeAtMicros = Optional.empty();
    private double produced;
    private double consumed;
    private boolean reset;
    private boolean changed;

    public OffsetAccounts(ResetPolicy resetPolicy) {
        this.resetPolicy = resetPolicy;
    }

    /** Accounts for a sample, which must be newer than the one before. */
    public Measurement account(LagSample sample) {
        long atMicros = EventTime.micros(sample.time());
        GroupPhase phase = new GroupPhase(state, sample.groupState());
        state = sample.groupState();
        boolean unreadable = sample.partitions().isEmpty() && state == GroupState.UNKNOWN;
        changed = false;
        sample.partitions().forEach(read -> read(read, atMicros, phase));
        if (!unreadable) {
            forgetGone(sample, atMicros);
            remember(atMicros);
        }
        boolean gap = unreadable || !sample.unread().isEmpty() || !allReadAt(atMicros);
        steadiness.observe(sample, phase, gap || changed, atMicros);
        return gap ? gap(sample) : complete(sample, atMicros);
    }

    private void read(PartitionOffsets read, long atMicros, GroupPhase phase) {
        PartitionAccount account = accounts.get(read.id());
        if (account == null) {
            accounts.put(read.id(), new PartitionAccount(read, resetPolicy, atMicros));
            changed = true;
            return;
        }
        account.advance(read, atMicros, phase);
        produced += account.produced();
        consumed += account.consumed();
        reset |= account.isReset();
        changed |= account.isReset();
    }

    private void forgetGone(LagSample sample, long atMicros) {
        Duration patience = Duration.ofMinutes(FORGET_MINUTES);
        accounts.values().stream()
                .filter(account ->
                        !account.isReadAt(atMicros) && !sample.unread().contains(account.id()))
                .forEach(account -> account.miss(atMicros));
        changed |= accounts.values().removeIf(account -> account.missingMicros(atMicros) >= EventTime.micros(patience));
    }

    private void remember(long atMicros) {
        int place = timeline.add(atMicros);
        for (PartitionAccount account : accounts.values()) {
            boolean isRead = account.isReadAt(atMicros);
            account.remember(place, isRead);
            if (isRead) {
                account.measureLagTime(timeline);
            }
        }
    }

    private boolean allReadAt(long atMicros) {
        return accounts.values().stream().allMatch(account -> account.isReadAt(atMicros));
    }

    private Measurement gap(LagSample sample) {
        long unknown =
                sample.unread().stream().filter(id -> !accounts.containsKey(id)).count();
        return new Measurement(
                sample.time(),
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                sample.replicas(),
                accounts.size() + (int) unknown,
                sample.groupState(),
                true,
                false);
    }

    private Measurement complete(LagSample sample, long atMicros) {
        Optional<Duration> interval = completeAtMicros.map(since -> EventTime.duration(atMicros - since));
        Optional<Duration> accounted = reset || accounts.isEmpty() ? Optional.empty() : interval;
        Measurement measurement = new Measurement(
                sample.time(),
                interval,
                rate(produced, accounted),
                rate(consumed, accounted),
                lag(),
                lagTime(),
                sample.replicas(),
                accounts.size(),
                sample.groupState(),
                false,
                completeAtMicros.filter(this::isCapacitySince).isPresent());
        completeAtMicros = Optional.of(atMicros);
        produced = 0;
        consumed = 0;
        reset = false;
        return measurement;
    }

    private static OptionalDouble rate(double records, Optional<Duration> interval) {
        return interval.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(records * EventTime.MICROS_PER_SECOND / EventTime.micros(interval.get()));
    }

    private OptionalDouble lag() {
        return accounts.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(accounts.values().stream()
                        .mapToDouble(PartitionAccount::lag)
                        .sum());
    }

    private Optional<Duration> lagTime() {
        return accounts.values().stream()
                .map(PartitionAccount::lagAgeMicros)
                .filter(age -> age >= 0)
                .max(Comparator.naturalOrder())
                .filter(age -> age > 0 || accounts.values().stream().allMatch(account -> account.lagAgeMicros() == 0))
                .map(EventTime::duration);
    }

    /** Whether the group consumed all it could since then: settled, undisturbed, and enough to do on nearly every partition. */
    private boolean isCapacitySince(long sinceMicros) {
        long backlogged = accounts.values().stream()
                .filter(PartitionAccount::isBacklogged)
                .count();
        return backlogged > 0
                && backlogged >= BACKLOGGED_SHARE * accounts.size()
                && steadiness.hasSettledBy(sinceMicros);
    }

    /** The newest view of every partition. */
    public PartitionRates partitions() {
        return new PartitionRates(accounts.values().stream()
                .map(PartitionAccount::rate)
                .sorted(Comparator.comparing(PartitionRate::id))
                .toList());
    }
}
