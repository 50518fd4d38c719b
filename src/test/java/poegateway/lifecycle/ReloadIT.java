package poegateway.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.io.TempDir;
import poegateway.app.Gateway;
import poegateway.config.GatewayConfig;
import poegateway.config.LimitsConfig;
import poegateway.config.ServerConfig;
import poegateway.core.Scope;
import poegateway.rig.Changed;
import poegateway.rig.GatewayTest;
import poegateway.rig.Keyring;
import poegateway.rig.Reply;
import poegateway.rig.Rig;
import poegateway.rig.Transport;

/** Settings that are loaded again while the gateway runs: all that may change, or nothing. */
class ReloadIT {
    private static final String KEY = Keyring.key(1);

    @TempDir
    Path folder = Path.of("");

    @GatewayTest(transport = Transport.H2)
    void whereTheCertificateCannotBeUsedKeysAndLimitsStayAsWell(Rig rig) throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder().build();
        HeldCertificate other = new HeldCertificate.Builder().build();
        Path chain = Files.writeString(folder.resolve("chain.pem"), certificate.certificatePem());
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path otherKey = Files.writeString(folder.resolve("other.key"), other.privateKeyPkcs8Pem());
        AtomicReference<GatewayConfig> started = new AtomicReference<>();
        Gateway gateway = rig.gatewayWith(config -> {
            started.set(config);
            return config;
        });
        for (ServerConfig.Tls broken : new ServerConfig.Tls[] {
            new ServerConfig.Tls(chain, empty),
            new ServerConfig.Tls(empty, otherKey),
            new ServerConfig.Tls(chain, otherKey),
            new ServerConfig.Tls(chain, folder.resolve("absent.key"))
        }) {
            IllegalArgumentException refusal = assertThrows(
                    IllegalArgumentException.class, () -> gateway.reload(changed(started.get(), Optional.of(broken))));
            assertTrue(String.valueOf(refusal.getMessage()).contains("server.tls"), refusal.getMessage());
            assertEquals(200, models(rig, gateway, Optional.empty()).status(), "no key is asked for");
            assertEquals(200, models(rig, gateway, Optional.empty()).status(), "and there is no limit");
        }
        ServerConfig.Tls own = started.get().server().tls().orElseThrow();
        gateway.reload(changed(started.get(), Optional.of(own)));
        assertEquals(401, models(rig, gateway, Optional.empty()).status());
        assertEquals(200, models(rig, gateway, Optional.of(KEY)).status());
        assertEquals(429, models(rig, gateway, Optional.of(KEY)).status());
    }

    @GatewayTest
    void aRotatedKeyOfPoeIsTakenUpByWhateverPaysWithIt(Rig rig) throws IOException {
        AtomicReference<GatewayConfig> started = new AtomicReference<>();
        Gateway gateway = rig.gatewayWith(config -> {
            started.set(Changed.poeKey(config, "wrong-key"));
            return started.get();
        });
        assertEquals(502, chat(rig, gateway, Optional.empty()).status(), "the simulator refuses this key");
        gateway.reload(Changed.poeKey(started.get(), "rotated"));
        assertEquals(200, chat(rig, gateway, Optional.empty()).status());

        GatewayConfig wrong = Changed.auth(
                Changed.poeKey(started.get(), "wrong-key"), Keyring.auth(Keyring.known("ci", KEY, Scope.API)));
        gateway.reload(wrong);
        assertEquals(502, chat(rig, gateway, Optional.of(KEY)).status(), "callers with keys pay with it too");
        gateway.reload(Changed.poeKey(wrong, "rotated"));
        assertEquals(200, chat(rig, gateway, Optional.of(KEY)).status());
    }

    /** A key is asked for, and one request a minute is allowed. */
    private static GatewayConfig changed(GatewayConfig from, Optional<ServerConfig.Tls> tls) {
        LimitsConfig limits = new LimitsConfig(
                1_000_000,
                900_000,
                Duration.ofSeconds(20),
                200,
                Optional.of(1),
                Optional.empty(),
                Optional.empty(),
                20,
                3);
        return Changed.tls(
                Changed.limits(Changed.auth(from, Keyring.auth(Keyring.known("ci", KEY, Scope.API))), limits), tls);
    }

    private static Reply chat(Rig rig, Gateway gateway, Optional<String> key) {
        String body = "{\"model\":\"Claude-Haiku-4.5\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";
        Request.Builder request = new Request.Builder()
                .url(gateway.url() + "/v1/chat/completions")
                .post(RequestBody.create(body, MediaType.get("application/json")));
        key.ifPresent(known -> request.header("authorization", "Bearer " + known));
        return rig.read(rig.caller().newCall(request.build()));
    }

    private static Reply models(Rig rig, Gateway gateway, Optional<String> key) {
        Request.Builder request = new Request.Builder().url(gateway.url() + "/v1/models");
        key.ifPresent(known -> request.header("authorization", "Bearer " + known));
        return rig.read(rig.caller().newCall(request.build()));
    }
}
