package io.lagcast.recommender.limits;

import io.lagcast.recommender.access.Caller;
import io.lagcast.recommender.access.CallerAuthentication;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Whom requests are counted for: a known caller, else the address of the connection. Headers that name another address are not believed, since everybody
 * can send them: behind a proxy all who have no token are one requester.
 *
 * @param name distinguishes requesters
 */
public record Requester(String name) {

    /** An IPv6 network hands each of its customers that many bytes of addresses at least. */
    private static final int IPV6_PREFIX_BYTES = 8;

    /** Who asks on this thread by this request. */
    public static Requester of(ServletRequest request) {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? of(known.getPrincipal())
                : ofAddress(request);
    }

    /** Whoever has the address that the request came from, known or not. */
    public static Requester ofAddress(ServletRequest request) {
        ServletRequest received = request;
        while (received instanceof ServletRequestWrapper wrapper) {
            received = wrapper.getRequest();
        }
        return of(new InetSocketAddress(received.getRemoteAddr(), 0));
    }

    /** A caller that proved who it is. */
    public static Requester of(Caller caller) {
        return new Requester("caller " + caller.name());
    }

    /** Whoever has this address; IPv6 addresses of one network (/64) count as one. */
    public static Requester of(@Nullable SocketAddress address) {
        return new Requester("address "
                + (address instanceof InetSocketAddress socket && socket.getAddress() != null
                        ? network(socket.getAddress())
                        : "unknown"));
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_PREFIX_BYTES))
                : address.getHostAddress();
    }
}
