package poegateway.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okio.Buffer;
import org.junit.jupiter.api.Test;

class Http2ClientTest {
    private final Http2Client http2 =
            new Http2Client(Duration.ofSeconds(7), Optional.empty(), Optional.empty(), () -> 0);

    @Test
    void nothingButTheConnectHasALimitOfTheClients() {
        OkHttpClient client = http2.client();
        assertEquals(7_000, client.connectTimeoutMillis());
        assertEquals(0, client.readTimeoutMillis());
        assertEquals(0, client.writeTimeoutMillis());
        assertEquals(0, client.callTimeoutMillis());
    }

    @Test
    void nothingIsSentTwiceOrElsewhere() {
        OkHttpClient client = http2.client();
        assertFalse(client.retryOnConnectionFailure());
        assertFalse(client.followRedirects());
        assertFalse(client.followSslRedirects());
    }

    @Test
    void aDeadConnectionIsFoundOutByPings() {
        assertEquals(20_000, http2.client().pingIntervalMillis());
        assertEquals(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1), http2.client().protocols());
    }

    @Test
    void aBodyTellsItsLengthAndGoesOnce() throws IOException {
        RequestBody body = Http2Client.once(new PoeRequestBody() {
            @Override
            public long length() {
                return 3;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(new byte[] {'a', 'b', 'c'});
            }
        });
        assertEquals(3, body.contentLength());
        assertTrue(body.isOneShot());
        assertEquals("application/json", String.valueOf(body.contentType()));
        Buffer written = new Buffer();
        body.writeTo(written);
        assertEquals("abc", written.readUtf8());
    }
}
