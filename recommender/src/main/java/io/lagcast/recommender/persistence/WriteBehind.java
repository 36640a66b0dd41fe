package io.lagcast.recommender.persistence;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of one kind on their way to PostgreSQL, in order. {@link #add} only puts a row into memory; the background writer's thread takes it from there,
 * straight to PostgreSQL while that answers, and into files while it does not. What waits on disk is always older than what waits in memory and is
 * written first. A row is lost only when memory is full, which takes both PostgreSQL and the disk to be unable; it is counted.
 */
public final class WriteBehind<T> {

    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);

    private final RowKind<T> kind;
    private final Database database;
    private final PersistenceSettings settings;
    private final Optional<SpillFiles> spill;
    private final Counter written;
    private final Counter lost;
    private final Deque<T> queue = new ArrayDeque<>();
    private volatile long spilledBytes;
    private volatile String lastError = "";

    WriteBehind(
            RowKind<T> kind, Database database, PersistenceSettings settings, Path directory, MeterRegistry meters) {
        this.kind = kind;
        this.database = database;
        this.settings = settings;
        this.spill = openSpill(directory.resolve(kind.name()));
        this.spilledBytes = spill.map(SpillFiles::bytes).orElse(0L);
        this.written = meters.counter("lagcast." + kind.name() + ".written");
        this.lost = meters.counter("lagcast." + kind.name() + ".lost");
        meters.gauge("lagcast." + kind.name() + ".queued", this, WriteBehind::queuedRows);
        meters.gauge("lagcast." + kind.name() + ".spilled.bytes", this, WriteBehind::spilledBytes);
    }

    /** Takes a row; false when it is lost because memory is full. */
    public boolean add(T row) {
        synchronized (queue) {
            if (queue.size() < settings.queueRows()) {
                queue.addLast(row);
                return true;
            }
        }
        lost.increment();
        lastError = "More than " + settings.queueRows() + " " + kind.name() + " wait in memory; the newest are lost";
        return false;
    }

    /** Shows every row that an earlier process left on disk. To be called before the background writer starts. */
    public void leftBehind(Consumer<T> reader) {
        spill.ifPresent(files -> {
            try {
                files.all().forEach(bytes -> reader.accept(decode(bytes)));
            } catch (IOException | UncheckedIOException unreadable) {
                LOG.warn("Cannot read what was left behind of {}: {}", kind.name(), unreadable.getMessage());
            }
        });
    }

    public Availability databaseAvailability() {
        return database.availability();
    }

    public int queuedRows() {
        synchronized (queue) {
            return queue.size();
        }
    }

    public boolean isFull() {
        return queuedRows() >= settings.queueRows();
    }

    public long spilledBytes() {
        return spilledBytes;
    }

    public long lostRows() {
        return (long) lost.count();
    }

    public String lastError() {
        return lastError;
    }

    /** Writes everything that waits, or moves it to disk when that fails. Returns whether nothing waits on disk. */
    boolean flush() {
        if (database.isAvailable()) {
            try {
                writeSpilled();
                writeQueued();
                return isCaughtUp();
            } catch (IOException | RuntimeException failed) {
                noteFailure(failed);
            }
        }
        spillQueued();
        return false;
    }

    void close() {
        flush();
        spill.ifPresent(files -> {
            try {
                files.close();
            } catch (IOException unclosed) {
                LOG.warn("Cannot release the spill files of {}: {}", kind.name(), unclosed.getMessage());
            }
        });
    }

    private boolean isCaughtUp() {
        return spill.map(SpillFiles::isEmpty).orElse(true);
    }

    private void writeSpilled() throws IOException {
        if (spill.isEmpty()) {
            return;
        }
        SpillFiles files = spill.get();
        while (!files.isEmpty()) {
            SpillFiles.Batch batch = files.oldest(settings.batchRows());
            List<T> rows = new ArrayList<>();
            int unreadable = batch.damaged();
            for (byte[] bytes : batch.records()) {
                try {
                    rows.add(decode(bytes));
                } catch (UncheckedIOException | IllegalArgumentException damaged) {
                    unreadable++;
                }
            }
            write(rows);
            if (unreadable > 0) {
                lost.increment(unreadable);
                LOG.warn(
                        "{} of the {} in {} were half written or damaged and are lost",
                        unreadable,
                        kind.name(),
                        batch.segment().file());
            }
            files.remove(batch);
            spilledBytes = files.bytes();
        }
    }

    private void writeQueued() {
        List<T> batch = head();
        while (!batch.isEmpty()) {
            write(batch);
            removeHead(batch.size());
            batch = batch.size() < settings.batchRows() ? List.of() : head();
        }
    }

    /** Rows that PostgreSQL refuses whatever is tried must not hold up the others: halves the batch until they are alone. */
    private void write(List<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        try {
            database.transaction(session -> {
                kind.insert(session, rows);
                return rows;
            });
            written.increment(rows.size());
        } catch (RuntimeException failed) {
            Optional<SQLException> refusal = Outages.sqlError(failed).filter(Outages::isRefusal);
            if (refusal.isEmpty()) {
                throw failed;
            }
            if (rows.size() > 1) {
                write(rows.subList(0, rows.size() / 2));
                write(rows.subList(rows.size() / 2, rows.size()));
                return;
            }
            lost.increment();
            lastError = "PostgreSQL refuses " + rows.getFirst() + ": "
                    + refusal.get().getMessage();
            LOG.warn("A row of {} is lost: {}", kind.name(), lastError);
        }
    }

    private void spillQueued() {
        if (spill.isEmpty()) {
            return;
        }
        SpillFiles files = spill.get();
        try {
            List<T> batch = head();
            while (!batch.isEmpty()) {
                int taken = files.append(batch.stream().map(this::encode).toList());
                removeHead(taken);
                spilledBytes = files.bytes();
                batch = taken < batch.size() ? List.of() : head();
            }
        } catch (IOException | UncheckedIOException failed) {
            noteFailure(failed);
        }
    }

    private List<T> head() {
        synchronized (queue) {
            return queue.stream().limit(settings.batchRows()).toList();
        }
    }

    private void removeHead(int count) {
        synchronized (queue) {
            for (int i = 0; i < count; i++) {
                queue.removeFirst();
            }
        }
    }

    private void noteFailure(Exception failed) {
        String error = String.valueOf(failed.getMessage());
        if (!error.equals(lastError)) {
            LOG.warn("Cannot write {} now, they wait: {}", kind.name(), error);
        }
        lastError = error;
    }

    private byte[] encode(T row) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            kind.encode(row, new DataOutputStream(bytes));
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Cannot encode " + row, impossible);
        }
    }

    private T decode(byte[] bytes) {
        try {
            return kind.decode(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<SpillFiles> openSpill(Path directory) {
        try {
            return Optional.of(new SpillFiles(
                    directory,
                    settings.spillSize().toBytes(),
                    settings.spillSegmentSize().toBytes()));
        } catch (IOException unusable) {
            LOG.warn(
                    "While PostgreSQL is away, {} wait in memory only: {} cannot be used ({})",
                    kind.name(),
                    directory,
                    unusable.getMessage());
            return Optional.empty();
        }
    }
}
