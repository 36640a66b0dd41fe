package io.lagcast.recommender.persistence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One append-only file of records, each framed by its length and CRC-32C so that a record that was half written when the process died is noticed.
 */
record SpillSegment(Path file) {

    private static final int FRAME_BYTES = 2 * Integer.BYTES;

    /**
     * Records read from a position on.
     *
     * @param records intact records, in order
     * @param nextPosition where to go on reading
     * @param damaged records that were not intact
     * @param atEnd whether nothing readable follows
     */
    record Page(List<byte[]> records, long nextPosition, int damaged, boolean atEnd) {}

    static long frameBytes(byte[] payload) {
        return FRAME_BYTES + (long) payload.length;
    }

    /** Appends records whole, or leaves the file as it was. */
    void append(List<byte[]> payloads) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            long before = channel.size();
            boolean whole = false;
            try {
                ByteBuffer frames = frames(payloads);
                while (frames.hasRemaining()) {
                    channel.write(frames);
                }
                channel.force(false);
                whole = true;
            } finally {
                if (!whole) {
                    channel.truncate(before);
                }
            }
        }
    }

    /** Up to {@code limit} records from {@code position} on. */
    Page read(long position, int limit) throws IOException {
        List<byte[]> records = new ArrayList<>();
        int damaged = 0;
        long at = position;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            while (records.size() < limit) {
                if (at == size) {
                    return new Page(records, at, damaged, true);
                }
                ByteBuffer frame = at + FRAME_BYTES <= size ? fully(channel, at, FRAME_BYTES) : ByteBuffer.allocate(0);
                int length = frame.hasRemaining() ? frame.getInt() : -1;
                if (length < 0 || at + FRAME_BYTES + length > size) {
                    return new Page(records, size, damaged + 1, true);
                }
                byte[] payload = fully(channel, at + FRAME_BYTES, length).array();
                if (frame.getInt() == checksum(payload)) {
                    records.add(payload);
                } else {
                    damaged++;
                }
                at += FRAME_BYTES + length;
            }
            return new Page(records, at, damaged, at == size);
        }
    }

    long bytes() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    private static ByteBuffer frames(List<byte[]> payloads) {
        ByteBuffer frames = ByteBuffer.allocate(Math.toIntExact(
                payloads.stream().mapToLong(SpillSegment::frameBytes).sum()));
        payloads.forEach(payload ->
                frames.putInt(payload.length).putInt(checksum(payload)).put(payload));
        return frames.flip();
    }

    private static ByteBuffer fully(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("A spill file shrank while it was read");
            }
        }
        return buffer.flip();
    }

    private static int checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
