package io.lagcast.recommender.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class StartFailureTest {

    @Test
    void namesTheGrpcPortThatIsInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            CommandFailed failure = StartFailure.explain(startOn(taken.getLocalPort()));

            assertThat(failure)
                    .hasMessage("Port " + taken.getLocalPort()
                            + ", meant for gRPC, is in use; stop what uses it or choose another with --grpc-port.");
        }
    }

    private static RuntimeException startOn(int port) {
        Server server = NettyServerBuilder.forPort(port).build();
        try {
            server.start();
            server.shutdownNow();
            return new IllegalStateException("started although the port is taken");
        } catch (IOException refused) {
            return new UncheckedIOException("Failed to start the grpc server", refused);
        }
    }
}
