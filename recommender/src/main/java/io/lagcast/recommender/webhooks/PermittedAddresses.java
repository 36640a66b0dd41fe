package io.lagcast.recommender.webhooks;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses deliveries may go to: those of the public internet, and what the configuration allows besides. A subscription's address comes from
 * whoever may call the API, so without this it could make the service talk to what only the service can reach.
 *
 * <p>Refused are the blocks of IANA's special-purpose registries (RFC 6890 and its successors) that are not globally reachable, and multicast. Of IPv6
 * only global unicast ({@code 2000::/3}) is permitted at all. An address of NAT64 (RFC 6052) is judged by the IPv4 address in it, as is an IPv4-mapped
 * one, which Java represents as IPv4.
 */
final class PermittedAddresses {

    private static final List<AddressRange> SPECIAL_IPV4 = ranges(
            "0.0.0.0/8", // this host, RFC 791
            "10.0.0.0/8", // private, RFC 1918
            "100.64.0.0/10", // carrier-grade NAT, RFC 6598
            "127.0.0.0/8", // loopback, RFC 1122
            "169.254.0.0/16", // link-local, RFC 3927; cloud metadata at 169.254.169.254
            "172.16.0.0/12", // private, RFC 1918
            "192.0.0.0/24", // IETF protocol assignments, RFC 6890
            "192.0.2.0/24", // documentation, RFC 5737
            "192.88.99.0/24", // 6to4 relay, RFC 7526
            "192.168.0.0/16", // private, RFC 1918
            "198.18.0.0/15", // benchmarking, RFC 2544
            "198.51.100.0/24", // documentation, RFC 5737
            "203.0.113.0/24", // documentation, RFC 5737
            "224.0.0.0/4", // multicast, RFC 5771
            "240.0.0.0/4"); // reserved and broadcast, RFC 1112 and RFC 8190

    private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");
    private static final AddressRange NAT64 = AddressRange.parse("64:ff9b::/96");

    private static final List<AddressRange> SPECIAL_IPV6 = ranges(
            "2001::/23", // IETF protocol assignments with Teredo, RFC 2928
            "2001:db8::/32", // documentation, RFC 3849
            "2002::/16", // 6to4, RFC 3056
            "3fff::/20"); // documentation, RFC 9637

    private final List<AddressRange> allowed;

    PermittedAddresses(List<AddressRange> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    boolean permits(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address)) || isPublic(address);
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return SPECIAL_IPV4.stream().noneMatch(range -> range.contains(address));
        }
        if (NAT64.contains(address)) {
            return isPublic(embeddedIpv4(address));
        }
        return GLOBAL_UNICAST.contains(address) && SPECIAL_IPV6.stream().noneMatch(range -> range.contains(address));
    }

    private static InetAddress embeddedIpv4(InetAddress address) {
        byte[] bytes = address.getAddress();
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, bytes.length - Integer.BYTES, bytes.length));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("Four bytes are an address of IPv4", impossible);
        }
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }
}
