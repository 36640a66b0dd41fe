package io.lagcast.demo.traffic;

import java.util.BitSet;

/** A set of numbers that come almost in order from 0: all below a line, and few above. Not safe for several threads. */
final class SequenceSet {

    /** How many numbers are dropped from memory at once. */
    private static final int COMPACT_AT = 1 << 16;

    private final BitSet above = new BitSet();
    private long base;

    /** Adds a number and tells whether it was new. */
    boolean add(long number) {
        if (number < base) {
            return false;
        }
        int index = Math.toIntExact(number - base);
        if (above.get(index)) {
            return false;
        }
        above.set(index);
        if (index == COMPACT_AT) {
            compact();
        }
        return true;
    }

    private void compact() {
        int complete = above.nextClearBit(0);
        BitSet rest = above.get(complete, Math.max(complete, above.length()));
        above.clear();
        above.or(rest);
        base += complete;
    }
}
