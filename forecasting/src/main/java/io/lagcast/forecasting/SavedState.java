package io.lagcast.forecasting;

import io.lagcast.forecasting.expert.State;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The two directions of {@link State} over bytes: big-endian, arrays and texts with their length before them, numbers bit for bit. */
final class SavedState {

    private SavedState() {}

    /** Appends to bytes that grow. */
    static final class Writer implements State {

        private static final int INITIAL = 1 << 16;

        private ByteBuffer buffer = ByteBuffer.allocate(INITIAL);

        private ByteBuffer room(int bytes) {
            if (buffer.remaining() < bytes) {
                int capacity = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
                buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
            }
            return buffer;
        }

        byte[] bytes() {
            return Arrays.copyOf(buffer.array(), buffer.position());
        }

        @Override
        public boolean isRestoring() {
            return false;
        }

        @Override
        public double number(double current) {
            room(Double.BYTES).putDouble(current);
            return current;
        }

        @Override
        public int count(int current) {
            room(Integer.BYTES).putInt(current);
            return current;
        }

        @Override
        public long whole(long current) {
            room(Long.BYTES).putLong(current);
            return current;
        }

        @Override
        public boolean flag(boolean current) {
            room(1).put((byte) (current ? 1 : 0));
            return current;
        }

        @Override
        public double[] numbers(double[] current) {
            count(current.length);
            ByteBuffer into = room(Double.BYTES * current.length);
            for (double number : current) {
                into.putDouble(number);
            }
            return current;
        }

        @Override
        public short[] shorts(short[] current) {
            count(current.length);
            ByteBuffer into = room(Short.BYTES * current.length);
            for (short number : current) {
                into.putShort(number);
            }
            return current;
        }

        @Override
        public float[] floats(float[] current) {
            count(current.length);
            ByteBuffer into = room(Float.BYTES * current.length);
            for (float number : current) {
                into.putFloat(number);
            }
            return current;
        }

        @Override
        public int[] counts(int[] current) {
            count(current.length);
            ByteBuffer into = room(Integer.BYTES * current.length);
            for (int number : current) {
                into.putInt(number);
            }
            return current;
        }

        @Override
        public long[] wholes(long[] current) {
            count(current.length);
            ByteBuffer into = room(Long.BYTES * current.length);
            for (long number : current) {
                into.putLong(number);
            }
            return current;
        }

        @Override
        public String text(String current) {
            byte[] bytes = current.getBytes(StandardCharsets.UTF_8);
            count(bytes.length);
            room(bytes.length).put(bytes);
            return current;
        }
    }

    /** Reads what a writer wrote. Every method answers what is stored and ignores what it is given. */
    static final class Reader implements State {

        private final ByteBuffer buffer;

        Reader(byte[] bytes) {
            this.buffer = ByteBuffer.wrap(bytes);
        }

        /** Whether everything was read. */
        boolean isAtEnd() {
            return !buffer.hasRemaining();
        }

        private int length(int bytesEach) {
            int length = buffer.getInt();
            if (length < 0 || (long) length * bytesEach > buffer.remaining()) {
                throw new BufferUnderflowException();
            }
            return length;
        }

        @Override
        public boolean isRestoring() {
            return true;
        }

        @Override
        public double number(double current) {
            return buffer.getDouble();
        }

        @Override
        public int count(int current) {
            return buffer.getInt();
        }

        @Override
        public long whole(long current) {
            return buffer.getLong();
        }

        @Override
        public boolean flag(boolean current) {
            return buffer.get() != 0;
        }

        @Override
        public double[] numbers(double[] current) {
            double[] numbers = new double[length(Double.BYTES)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = buffer.getDouble();
            }
            return numbers;
        }

        @Override
        public short[] shorts(short[] current) {
            short[] numbers = new short[length(Short.BYTES)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = buffer.getShort();
            }
            return numbers;
        }

        @Override
        public float[] floats(float[] current) {
            float[] numbers = new float[length(Float.BYTES)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = buffer.getFloat();
            }
            return numbers;
        }

        @Override
        public int[] counts(int[] current) {
            int[] numbers = new int[length(Integer.BYTES)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = buffer.getInt();
            }
            return numbers;
        }

        @Override
        public long[] wholes(long[] current) {
            long[] numbers = new long[length(Long.BYTES)];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = buffer.getLong();
            }
            return numbers;
        }

        @Override
        public String text(String current) {
            byte[] bytes = new byte[length(1)];
            buffer.get(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
