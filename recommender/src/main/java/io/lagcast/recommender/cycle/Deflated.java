package io.lagcast.recommender.cycle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Bytes in fewer bytes: zlib's format (RFC 1950), as fast as it gets. */
final class Deflated {

    private Deflated() {}

    static byte[] of(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream deflated = new ByteArrayOutputStream(bytes.length / 2);
        try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
            out.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            deflater.end();
        }
        return deflated.toByteArray();
    }

    /**
     * The bytes that were deflated.
     *
     * @throws IllegalArgumentException if that is not what {@link #of} made
     */
    static byte[] inflate(byte[] deflated) {
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
            return in.readAllBytes();
        } catch (IOException damaged) {
            throw new IllegalArgumentException(
                    "Its " + deflated.length + " bytes cannot be inflated: " + damaged.getMessage(), damaged);
        }
    }
}
