package io.lagcast.recommender.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermittedAddressesTest {

    private final PermittedAddresses standard = new PermittedAddresses(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "169.254.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "::10.0.0.1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "3fff::1",
                "4000::1"
            })
    void refusesWhatIsNotOnThePublicInternet(String literal) throws UnknownHostException {
        assertThat(standard.permits(InetAddress.getByName(literal))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001:81b::200e",
                "2001:200::1",
                "64:ff9b::101:101",
                "::ffff:1.1.1.1"
            })
    void permitsThePublicInternet(String literal) throws UnknownHostException {
        assertThat(standard.permits(InetAddress.getByName(literal))).isTrue();
    }

    @Test
    void permitsWhatTheConfigurationAllowsAndNotOneAddressMore() throws UnknownHostException {
        PermittedAddresses configured = new PermittedAddresses(List.of(
                AddressRange.parse("10.1.2.0/23"), AddressRange.parse("fd00::/16"), AddressRange.parse("127.0.0.1")));

        assertThat(List.of("10.1.2.0", "10.1.3.255", "fd00:ffff::1", "127.0.0.1"))
                .allSatisfy(literal -> assertThat(configured.permits(InetAddress.getByName(literal)))
                        .isTrue());
        assertThat(List.of("10.1.1.255", "10.1.4.0", "fd01::1", "127.0.0.2", "::1"))
                .allSatisfy(literal -> assertThat(configured.permits(InetAddress.getByName(literal)))
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "fade.cafe",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0/8",
                "fd00::/129",
                "300.1.1.1"
            })
    void refusesARangeThatIsNone(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
