package io.lagcast.recommender.collection;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeShareGroupsOptions;
import org.apache.kafka.clients.admin.DescribeStreamsGroupsOptions;
import org.apache.kafka.clients.admin.ShareGroupDescription;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Asks a cluster about many groups at once, whatever their protocol. */
final class GroupReader {

    private final Admin admin;
    private final Duration timeout;

    GroupReader(Admin admin, Duration timeout) {
        this.admin = admin;
        this.timeout = timeout;
    }

    /** Sends the request for classic and KIP-848 groups. */
    Map<String, KafkaFuture<ConsumerGroupDescription>> request(Collection<String> groups) {
        DescribeConsumerGroupsOptions options = new DescribeConsumerGroupsOptions().timeoutMs((int) timeout.toMillis());
        return admin.describeConsumerGroups(groups, options).describedGroups();
    }

    /** Waits for the answers and asks again about those that are no consumer groups: they are of another kind, or do not exist. */
    Answers<String, GroupView> await(Map<String, KafkaFuture<ConsumerGroupDescription>> requested) {
        Answers<String, ConsumerGroupDescription> described = Answers.await(requested, timeout);
        Map<String, GroupView> views = new HashMap<>();
        described.known().forEach((group, description) -> views.put(group, GroupView.of(description)));
        Map<String, Exception> failed = new HashMap<>(described.failed());
        List<String> missing = failed.keySet().stream()
                .filter(group -> failed.get(group) instanceof GroupIdNotFoundException)
                .toList();
        if (!missing.isEmpty()) {
            failed.keySet().removeAll(missing);
            readOtherKinds(missing, views, failed);
        }
        return new Answers<>(views, failed);
    }

    /** Clusters too old to know the other kinds say so by failing; the group does not exist then. */
    private void readOtherKinds(List<String> groups, Map<String, GroupView> views, Map<String, Exception> failed) {
        int timeoutMillis = (int) timeout.toMillis();
        Map<String, KafkaFuture<StreamsGroupDescription>> streams = admin.describeStreamsGroups(
                        groups, new DescribeStreamsGroupsOptions().timeoutMs(timeoutMillis))
                .describedGroups();
        Map<String, KafkaFuture<ShareGroupDescription>> shares = admin.describeShareGroups(
                        groups, new DescribeShareGroupsOptions().timeoutMs(timeoutMillis))
                .describedGroups();
        groups.forEach(group -> views.put(group, GroupView.ABSENT));
        Answers.await(streams, timeout)
                .known()
                .forEach((group, description) -> views.put(group, GroupView.of(description)));
        Answers.await(shares, timeout).known().keySet().forEach(group -> {
            views.remove(group);
            failed.put(group, new UnsupportedGroupException(group));
        });
    }
}
