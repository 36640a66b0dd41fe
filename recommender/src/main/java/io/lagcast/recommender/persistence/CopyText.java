package io.lagcast.recommender.persistence;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.postgresql.PGConnection;

/** Rows in the text format of PostgreSQL's COPY. Mutable, for one statement. */
public final class CopyText {

    private static final String NULL = "\\N";
    private static final double NANOS_PER_SECOND = 1e9;

    private final StringBuilder rows = new StringBuilder();
    private boolean inRow;

    public CopyText text(String value) {
        return column(escaped(value));
    }

    public CopyText text(Optional<String> value) {
        return value.map(this::text).orElseGet(this::nothing);
    }

    public CopyText number(long value) {
        return column(Long.toString(value));
    }

    public CopyText number(double value) {
        return column(Double.toString(value));
    }

    public CopyText number(OptionalInt value) {
        return value.isPresent() ? number(value.getAsInt()) : nothing();
    }

    public CopyText number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : nothing();
    }

    public CopyText flag(boolean value) {
        return column(value ? "t" : "f");
    }

    public CopyText instant(Instant value) {
        return column(value.toString());
    }

    public CopyText instant(Optional<Instant> value) {
        return value.map(this::instant).orElseGet(this::nothing);
    }

    public CopyText seconds(Duration value) {
        return number(value.getSeconds() + value.getNano() / NANOS_PER_SECOND);
    }

    public CopyText seconds(Optional<Duration> value) {
        return value.map(this::seconds).orElseGet(this::nothing);
    }

    public <E> CopyText texts(List<E> values, Function<E, String> text) {
        return array(
                values, value -> "\"" + text.apply(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
    }

    public <E> CopyText longs(List<E> values, Function<E, OptionalLong> number) {
        return array(values, value -> {
            OptionalLong known = number.apply(value);
            return known.isPresent() ? Long.toString(known.getAsLong()) : "NULL";
        });
    }

    public <E> CopyText integers(List<E> values, ToIntFunction<E> number) {
        return array(values, value -> Integer.toString(number.applyAsInt(value)));
    }

    public <E> CopyText doubles(List<E> values, ToDoubleFunction<E> number) {
        return array(values, value -> Double.toString(number.applyAsDouble(value)));
    }

    public CopyText nothing() {
        return column(NULL);
    }

    public CopyText endRow() {
        rows.append('\n');
        inRow = false;
        return this;
    }

    /** Runs a {@code COPY ... FROM STDIN} statement with the rows. */
    public void copy(Session session, String statement) throws SQLException {
        try {
            session.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(statement, new StringReader(rows.toString()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private <E> CopyText array(List<E> values, Function<E, String> element) {
        StringBuilder array = new StringBuilder("{");
        for (int i = 0; i < values.size(); i++) {
            array.append(i == 0 ? "" : ",").append(element.apply(values.get(i)));
        }
        return column(escaped(array.append('}').toString()));
    }

    private CopyText column(String encoded) {
        if (inRow) {
            rows.append('\t');
        }
        inRow = true;
        rows.append(encoded);
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }
}
