package io.lagcast.recommender.persistence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records that wait on disk, oldest first, in numbered {@link SpillSegment} files of one directory, at most so many bytes. Survives the process: what is
 * there when it starts is read first. Confined to one thread.
 */
final class SpillFiles implements Closeable {

    private static final String SUFFIX = ".spill";

    private final Path directory;
    private final long limitBytes;
    private final long segmentBytes;
    private final FileChannel lock;
    private final Deque<SpillSegment> segments = new ArrayDeque<>();
    private long nextNumber;
    private long totalBytes;
    private long headPosition;
    /** Whether the newest segment was begun by this process and may still grow; one that was found may end in half a record. */
    private boolean newestIsOpen;

    SpillFiles(Path directory, long limitBytes, long segmentBytes) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.limitBytes = limitBytes;
        this.segmentBytes = segmentBytes;
        this.lock = claim(directory.resolve("lock"));
        for (Path file : leftBehind()) {
            SpillSegment segment = new SpillSegment(file);
            segments.add(segment);
            totalBytes += segment.bytes();
            nextNumber = number(file) + 1;
        }
    }

    /** Records read, not yet removed. */
    record Batch(List<byte[]> records, int damaged, SpillSegment segment, long nextPosition, boolean endsSegment) {}

    boolean isEmpty() {
        return segments.isEmpty();
    }

    long bytes() {
        return totalBytes;
    }

    /** Appends as many records as there is space for, in order; returns how many. */
    int append(List<byte[]> records) throws IOException {
        int taken = 0;
        while (taken < records.size()) {
            List<byte[]> fitting = fitting(records.subList(taken, records.size()));
            if (fitting.isEmpty()) {
                return taken;
            }
            openSegment().append(fitting);
            totalBytes += fitting.stream().mapToLong(SpillSegment::frameBytes).sum();
            taken += fitting.size();
        }
        return taken;
    }

    /** The oldest records. */
    Batch oldest(int limit) throws IOException {
        SpillSegment head = segments.getFirst();
        SpillSegment.Page page = head.read(headPosition, limit);
        return new Batch(page.records(), page.damaged(), head, page.nextPosition(), page.atEnd());
    }

    /** Removes what {@link #oldest} returned. */
    void remove(Batch batch) throws IOException {
        if (!batch.endsSegment()) {
            headPosition = batch.nextPosition();
            return;
        }
        long bytes = batch.segment().bytes();
        batch.segment().delete();
        segments.removeFirst();
        totalBytes -= bytes;
        headPosition = 0;
        newestIsOpen = newestIsOpen && !segments.isEmpty();
    }

    /** Every record there is, without removing any. */
    List<byte[]> all() throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (SpillSegment segment : segments) {
            all.addAll(segment.read(0, Integer.MAX_VALUE).records());
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private List<byte[]> fitting(List<byte[]> records) throws IOException {
        long space = Math.min(limitBytes - totalBytes, Math.max(segmentBytes - openBytes(), segmentBytes / 2));
        int count = 0;
        long bytes = 0;
        while (count < records.size() && bytes + SpillSegment.frameBytes(records.get(count)) <= space) {
            bytes += SpillSegment.frameBytes(records.get(count));
            count++;
        }
        return records.subList(0, count);
    }

    private long openBytes() throws IOException {
        return newestIsOpen ? segments.getLast().bytes() : 0;
    }

    private SpillSegment openSegment() throws IOException {
        if (!newestIsOpen || openBytes() >= segmentBytes) {
            segments.addLast(new SpillSegment(directory.resolve(String.format("%019d%s", nextNumber++, SUFFIX))));
            newestIsOpen = true;
        }
        return segments.getLast();
    }

    private List<Path> leftBehind() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private static long number(Path file) {
        String name = String.valueOf(file.getFileName());
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    private static FileChannel claim(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldHere) {
            channel.close();
            throw new IOException("Another instance in this process uses " + file.getParent(), heldHere);
        }
        channel.close();
        throw new IOException("Another process uses " + file.getParent());
    }
}
