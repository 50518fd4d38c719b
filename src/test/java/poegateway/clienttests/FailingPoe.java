package poegateway.clienttests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import poegateway.app.Gateway;
import poegateway.app.Platform;
import poegateway.config.GatewayConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;
import poegateway.rig.Reply;

/** A Poe that is not there, and a gateway before it that has a bug. */
final class FailingPoe implements AutoCloseable {
    private final Gateway gateway;
    private final OkHttpClient caller = new OkHttpClient();

    private FailingPoe(URI baseUrl, Platform platform) {
        this.gateway = Gateway.start(config(baseUrl), platform);
    }

    /** Poe is not there, and the gateway itself has a bug: it fails where it would wait to send again. */
    static FailingPoe behindABug() throws IOException {
        ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        URI base = URI.create("http://127.0.0.1:" + gone.getLocalPort() + "/v1");
        gone.close();
        return new FailingPoe(base, platform(() -> {
            throw new IllegalStateException("a bug on purpose");
        }));
    }

    static GatewayConfig config(URI baseUrl) {
        Map<String, String> flags = Map.of(
                "server.port", "0",
                "poe.source", "poe",
                "poe.base-url", baseUrl.toString(),
                "poe.balance-every", "0s", // else its question would fail too, and be told
                "models.refresh-every", "0s"); // likewise
        Map<String, String> environment = Map.of("POE_API_KEY", "test-key");
        return ConfigLoader.load(new ConfigSources(Path.of(""), Optional.empty(), environment, flags))
                .config();
    }

    Reply post(String path, String json) throws IOException {
        RequestBody body = RequestBody.create(json, MediaType.get("application/json"));
        return send(new Request.Builder().url(gateway.url() + path).post(body).build());
    }

    @Override
    public void close() {
        caller.connectionPool().evictAll();
        caller.dispatcher().executorService().shutdown();
        gateway.close();
    }

    private Reply send(Request request) throws IOException {
        try (Response response = caller.newCall(request).execute()) {
            return new Reply(
                    response.code(), response.headers(), response.body().string());
        }
    }

    private static Platform platform(Runnable whenWaiting) {
        return new Platform(
                System::nanoTime, InstantSource.system(), (duration, cancellation) -> whenWaiting.run(), new Random(3));
    }
}
