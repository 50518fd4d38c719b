package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import poegateway.core.failure.Failure;

final class OutOfOpenFilesTest {
    private final TransportFailures faults =
            new TransportFailures("api.poe.com:443", Optional.empty(), Duration.ofSeconds(5));

    @Test
    void aProcessThatMayOpenNoMoreFilesIsOverloadedAndPoeIsNotBlamed() {
        SocketException none = new SocketException("Too many open files");
        for (IOException thrown : new IOException[] {none, new IOException("wrapped", none)}) {
            Failure failure = faults.beforeHead(thrown, AttemptProgress.Phase.CONNECTING);
            assertEquals(503, failure.status());
            assertEquals("gateway_overloaded", failure.code());
        }
    }

    @Test
    void anotherFailureToConnectIsStillPoes() {
        Failure failure =
                faults.beforeHead(new ConnectException("Connection refused"), AttemptProgress.Phase.CONNECTING);
        assertEquals("upstream_unreachable", failure.code());
    }
}
