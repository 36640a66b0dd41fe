package io.lagcast.recommender.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names to permitted addresses only. The client connects to the very addresses given here, so that a name which resolves to something else a
 * moment later (DNS rebinding) changes nothing.
 */
final class CheckedResolver implements DnsResolver {

    private final DnsResolver names;
    private final PermittedAddresses permitted;

    CheckedResolver(DnsResolver names, PermittedAddresses permitted) {
        this.names = names;
        this.permitted = permitted;
    }

    /** No address of the name may be delivered to. */
    static final class AddressNotPermitted extends UnknownHostException {

        private static final long serialVersionUID = 1L;

        AddressNotPermitted(String message) {
            super(message);
        }
    }

    /**
     * The permitted addresses of a name or literal.
     *
     * @throws AddressNotPermitted if it has addresses, but none is permitted
     * @throws UnknownHostException if it has none
     */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] all = names.resolve(host);
        if (all == null || all.length == 0) {
            throw new UnknownHostException(host);
        }
        InetAddress[] good = Stream.of(all).filter(permitted::permits).toArray(InetAddress[]::new);
        if (good.length == 0) {
            String found = Arrays.stream(all).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
            throw new AddressNotPermitted("Webhooks are not delivered to " + host + " at " + found
                    + ". Maybe add that to lagcast.webhooks.allowed-addresses");
        }
        return good;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
