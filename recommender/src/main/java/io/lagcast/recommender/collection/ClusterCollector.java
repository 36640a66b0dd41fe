package io.lagcast.recommender.collection;

import io.lagcast.costmodel.LagSample;
import io.lagcast.recommender.tracing.Traces;
import io.lagcast.recommender.workloads.Workload;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collection on one cluster: a thread of its own, so that a cluster that does not answer, or whose name cannot be resolved, holds up no
 * other. A round that takes too long delays the next one instead of piling up.
 */
final class ClusterCollector implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClusterCollector.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final String name;
    private final Supplier<Admin> connect;
    private final Supplier<List<Workload>> workloads;
    private final SampleReceiver receiver;
    private final CollectionSettings settings;
    private final CollectionMeters meters;
    private final Traces traces;
    private final InstantSource clock;
    private final Thread thread;
    private final ChangedGroups changed;

    private Optional<Connection> connection = Optional.empty();
    private Instant nextRound = Instant.MIN;
    private volatile Reachability reachability;

    ClusterCollector(
            String name,
            Supplier<Admin> connect,
            Supplier<List<Workload>> workloads,
            SampleReceiver receiver,
            CollectionSettings settings,
            CollectionMeters meters,
            Traces traces,
            InstantSource clock) {
        this.name = name;
        this.connect = connect;
        this.workloads = workloads;
        this.receiver = receiver;
        this.settings = settings;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
        this.changed = new ChangedGroups(settings.rebalanceWatch());
        this.reachability = new Reachability(Reachability.State.UNKNOWN, clock.instant(), Optional.empty());
        this.thread = Thread.ofPlatform().daemon().name("collection-" + name).unstarted(this::run);
    }

    private record Connection(Admin admin, KafkaSource source) {}

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(guardedBeat());
            }
        } catch (InterruptedException e) {
            log.debug("Collection on cluster {} ends", name);
        }
    }

    Reachability reachability() {
        return reachability;
    }

    String name() {
        return name;
    }

    /** Nothing may end the loop but its end. */
    private Duration guardedBeat() {
        try {
            return beat();
        } catch (RuntimeException e) {
            log.error("Collection on cluster {} failed and goes on with the next round", name, e);
            return settings.interval();
        }
    }

    /** Collects what is due and returns how long to wait for the next time. */
    private Duration beat() {
        Instant now = clock.instant();
        boolean all = !now.isBefore(nextRound);
        if (all) {
            nextRound = now.plus(settings.interval());
        }
        List<Workload> some = all ? workloads.get() : followed(now);
        if (!some.isEmpty()) {
            collect(some, all);
        }
        return untilNext(clock.instant());
    }

    private Duration untilNext(Instant now) {
        Duration round = Duration.between(now, nextRound);
        boolean soon =
                !settings.rebalanceInterval().isZero() && !changed.followed(now).isEmpty();
        Duration next =
                soon && settings.rebalanceInterval().compareTo(round) < 0 ? settings.rebalanceInterval() : round;
        return next.isNegative() ? Duration.ZERO : next;
    }

    private List<Workload> followed(Instant now) {
        Set<String> groups = changed.followed(now);
        return workloads.get().stream()
                .filter(workload -> groups.contains(workload.group()))
                .toList();
    }

    /** One round. Whatever goes wrong with the cluster ends here: counted, told once, and every workload learns that it was not read. */
    private void collect(List<Workload> some, boolean all) {
        Instant start = clock.instant();
        try {
            KafkaSource source = connection().source();
            Collected collected = all ? source.collect(some) : source.collectSome(some);
            collected.failures().forEach((workload, reason) -> meters.failed(name, reason));
            judge(collected);
            collected.samples().forEach((workload, sample) -> deliver(workload, sample, start));
            changed.observe(collected.views(), clock.instant());
            if (all) {
                changed.retain(some.stream().map(Workload::group).collect(Collectors.toSet()));
            }
        } catch (CancellationException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            meters.failed(name, e);
            down(e);
            LagSample unreadable = LagSample.unreadable(clock.instant().truncatedTo(ChronoUnit.MICROS));
            some.forEach(workload -> deliver(workload.name(), unreadable, start));
        } finally {
            meters.took(name, Duration.between(start, clock.instant()));
        }
    }

    private Connection connection() {
        if (connection.isEmpty()) {
            Admin admin = connect.get();
            connection = Optional.of(new Connection(admin, new KafkaSource(admin, settings, clock)));
        }
        return connection.get();
    }

    /** One workload's receiver must not keep the others from their samples. */
    private void deliver(String workload, LagSample sample, Instant start) {
        try {
            traces.step("collect").since(start).run(attributes -> {
                attributes.tag("lagcast.workload", workload);
                attributes.tag("lagcast.cluster", name);
                receiver.receive(workload, sample);
            });
        } catch (RuntimeException e) {
            log.error("The sample of workload {} taken at {} was lost", workload, sample.time(), e);
        }
    }

    /** The cluster is down when nothing at all could be read and not for a reason of the groups' own. */
    private void judge(Collected collected) {
        Map<String, Exception> failures = collected.failures();
        boolean answers = failures.isEmpty()
                || collected.hasContent()
                || !failures.values().stream().allMatch(ClusterCollector::isOfCluster);
        if (!answers) {
            down(failures.values().iterator().next());
            return;
        }
        if (reachability.state() == Reachability.State.DOWN) {
            log.info("Cluster {} answers again; it was down since {}", name, reachability.since());
        }
        reachability = reachability.up(clock.instant());
        if (failures.isEmpty()) {
            meters.complete(name, clock.instant());
            return;
        }
        Map.Entry<String, Exception> first = failures.entrySet().iterator().next();
        log.debug(
                "{} workloads of cluster {} have gaps, such as {}",
                failures.size(),
                name,
                first.getKey(),
                first.getValue());
    }

    private static boolean isOfCluster(Exception reason) {
        return !(reason instanceof UnsupportedGroupException)
                && (!(reason instanceof ApiException)
                        || reason instanceof RetriableException
                        || reason instanceof AuthenticationException);
    }

    private void down(Exception reason) {
        if (reachability.state() != Reachability.State.DOWN) {
            log.warn("Cluster {} does not answer: {}", name, Reachability.describe(reason));
        }
        reachability = reachability.down(clock.instant(), reason);
    }

    /** Stops collecting; waits for nothing that hangs. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(CLOSE_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connection.ifPresent(open -> open.admin().close(CLOSE_TIMEOUT));
    }

    /** Connects to a cluster with its properties, within the waits of the settings. */
    static Admin connect(ClusterSettings cluster, CollectionSettings settings) {
        String timeout = String.valueOf(settings.requestTimeout().toMillis());
        Map<String, Object> properties = cluster.clientWithDefaults(Map.of(
                "client.id",
                "lagcast-" + cluster.name(),
                "request.timeout.ms",
                timeout,
                "default.api.timeout.ms",
                timeout,
                "reconnect.backoff.max.ms",
                "5000",
                "enable.metrics.push",
                "false"));
        try {
            return Admin.create(properties);
        } catch (KafkaException e) {
            throw new KafkaException("Cannot connect to " + cluster, e);
        }
    }
}
