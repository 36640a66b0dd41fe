package io.lagcast.recommender.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecommendationEncodingTest {

    private static final UUID ID = UUID.fromString("019b0000-0000-7000-8000-000000000001");

    @Test
    void comesBackAsItWasWritten() throws IOException {
        LedgerRow row = new LedgerRow(7, recommendation(TestingAdvice.PROVENANCE));

        assertThat(read(write(row))).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void comesBackFromAFileOfBeforeThereWereTraces() throws IOException {
        LedgerRow row = new LedgerRow(7, recommendation(untraced()));
        byte[] written = write(row);
        // The last two bytes are the length of a traceparent that is not there.
        byte[] before = Arrays.copyOf(written, written.length - 2);
        before[0] = 2;

        assertThat(read(before)).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void comesBackFromAFileOfBeforeThereWereElections() throws IOException {
        Recommendation recommendation = recommendation(untraced());
        byte[] written = write(new LedgerRow(7, recommendation));
        byte[] before = new byte[written.length - 2 - Long.BYTES];
        before[0] = 1;
        System.arraycopy(written, 1 + Long.BYTES, before, 1, before.length - 1);

        assertThat(read(before)).usingRecursiveComparison().isEqualTo(new LedgerRow(0, recommendation));
    }

    @Test
    void refusesAVersionItDoesNotKnow() throws IOException {
        byte[] written = write(new LedgerRow(7, recommendation(untraced())));
        written[0] = 4;

        assertThatThrownBy(() -> read(written)).hasMessageContaining("Version 4");
    }

    private static Provenance untraced() {
        Provenance traced = TestingAdvice.PROVENANCE;
        return new Provenance(
                traced.model(),
                traced.trainedFrom(),
                traced.trainedTo(),
                traced.seed(),
                traced.codeVersion(),
                Optional.empty());
    }

    private static Recommendation recommendation(Provenance provenance) {
        return new Recommendation(ID, "orders", TestingAdvice.scaleOut(TestingAdvice.START), provenance);
    }

    private static byte[] write(LedgerRow row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RecommendationEncoding.write(row, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static LedgerRow read(byte[] bytes) throws IOException {
        return RecommendationEncoding.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
