package io.lagcast.recommender.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of IP addresses in CIDR notation (RFC 4632, RFC 4291).
 *
 * @param network any address in it
 * @param prefixBits how many leading bits its addresses share
 */
record AddressRange(InetAddress network, int prefixBits) {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    AddressRange {
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefixBits < 0 || prefixBits > bits) {
            throw new IllegalArgumentException(
                    "A prefix of " + network.getHostAddress() + " has 0 to " + bits + " bits but was " + prefixBits);
        }
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", 2);
        try {
            if (IPV4.matcher(parts[0]).matches() || IPV6.matcher(parts[0]).matches()) {
                InetAddress network = InetAddress.getByName(parts[0]);
                int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : network.getAddress().length * Byte.SIZE;
                return new AddressRange(network, bits);
            }
        } catch (UnknownHostException | NumberFormatException malformed) {
            throw new IllegalArgumentException(expected(text), malformed);
        }
        throw new IllegalArgumentException(expected(text));
    }

    private static String expected(String text) {
        return "An address range must be like 10.0.0.0/8, fd00::/8 or 192.0.2.7 but was \"" + text + "\"";
    }

    boolean contains(InetAddress address) {
        byte[] mine = network.getAddress();
        byte[] others = address.getAddress();
        if (mine.length != others.length) {
            return false;
        }
        int whole = prefixBits / Byte.SIZE;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != others[i]) {
                return false;
            }
        }
        int rest = prefixBits % Byte.SIZE;
        return rest == 0
                || (mine[whole] & 0xFF) >>> (Byte.SIZE - rest) == (others[whole] & 0xFF) >>> (Byte.SIZE - rest);
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefixBits;
    }
}
