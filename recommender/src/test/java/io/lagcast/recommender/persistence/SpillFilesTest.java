package io.lagcast.recommender.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFilesTest {

    private static final int FRAME = 8;

    @TempDir
    Path directory;

    @Test
    void givesRecordsBackInOrderAcrossSegmentsAndRestarts() throws IOException {
        try (SpillFiles first = open(1_000_000, 1_000)) {
            first.append(records(0, 100));
        }
        try (SpillFiles second = open(1_000_000, 1_000)) {
            second.append(records(100, 150));

            assertThat(drain(second, 7)).isEqualTo(texts(0, 150));
            assertThat(second.isEmpty()).isTrue();
            assertThat(second.bytes()).isZero();
        }
        assertThat(segments()).isEmpty();
    }

    @Test
    void dropsTheHalfWrittenLastRecordOfAProcessThatDied() throws IOException {
        try (SpillFiles first = open(1_000_000, 100_000)) {
            first.append(records(0, 10));
        }
        Path only = segments().getFirst();
        try (RandomAccessFile file = new RandomAccessFile(only.toFile(), "rw")) {
            file.setLength(file.length() - 3);
        }

        try (SpillFiles second = open(1_000_000, 100_000)) {
            second.append(records(10, 12));
            List<String> kept = drain(second, 100);

            assertThat(kept)
                    .isEqualTo(Stream.concat(texts(0, 9).stream(), texts(10, 12).stream())
                            .toList());
        }
    }

    @Test
    void dropsOnlyTheDamagedRecord() throws IOException {
        try (SpillFiles files = open(1_000_000, 100_000)) {
            files.append(records(0, 10));
            try (RandomAccessFile file =
                    new RandomAccessFile(segments().getFirst().toFile(), "rw")) {
                file.seek(3L * (FRAME + "record-0".length()) + FRAME);
                file.write('X');
            }

            SpillFiles.Batch batch = files.oldest(100);

            assertThat(batch.damaged()).isEqualTo(1);
            assertThat(batch.records()).hasSize(9);
        }
    }

    @Test
    void takesNoMoreThanItsLimit() throws IOException {
        try (SpillFiles files = open(10 * (FRAME + "record-0".length()) + 9, 64)) {
            int taken = files.append(records(0, 10)) + files.append(records(10, 20));

            assertThat(taken).isEqualTo(10);
            assertThat(drain(files, 3)).isEqualTo(texts(0, 10));
            assertThat(files.append(records(10, 15))).isEqualTo(5);
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() throws IOException {
        try (SpillFiles files = open(1_000, 100)) {
            assertThatThrownBy(() -> open(1_000, 100))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(directory.toString());
            assertThat(files.isEmpty()).isTrue();
        }
    }

    private SpillFiles open(long limitBytes, long segmentBytes) throws IOException {
        return new SpillFiles(directory, limitBytes, segmentBytes);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".spill"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> drain(SpillFiles files, int limit) throws IOException {
        List<String> all = new ArrayList<>();
        while (!files.isEmpty()) {
            SpillFiles.Batch batch = files.oldest(limit);
            batch.records().forEach(bytes -> all.add(new String(bytes, StandardCharsets.UTF_8)));
            files.remove(batch);
        }
        return all;
    }

    private static List<byte[]> records(int from, int to) {
        return texts(from, to).stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> texts(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "record-" + i).toList();
    }
}
