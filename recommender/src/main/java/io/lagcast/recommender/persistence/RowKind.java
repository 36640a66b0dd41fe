package io.lagcast.recommender.persistence;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** How one kind of row is named, kept in a file while PostgreSQL is away, and written to it. */
public interface RowKind<T> {

    /** Plural noun, used in metrics, messages and as a directory name. */
    String name();

    /** Encodes a row. Begin with a version, so that a newer program can read what an older one left behind. */
    void encode(T row, DataOutput out) throws IOException;

    /** The row that {@link #encode} wrote. */
    T decode(DataInput in) throws IOException;

    /** Writes rows in the given order. Must have no effect on rows that were written before: a crash may hand the same rows over twice. */
    void insert(Session session, List<T> rows) throws SQLException;
}
