package poegateway.rig;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static poegateway.rig.ChatDialect.CHAT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import poegateway.app.Gateway;
import poegateway.app.Platform;
import poegateway.config.GatewayConfig;
import poegateway.core.RequestPhase;
import poegateway.core.Ticker;
import poegateway.front.Surface;
import poegateway.logging.ProcessEnvironment;
import poegateway.simulator.SimulatedPoe;
import poegateway.simulator.answer.Manner;

/** A gateway, a simulated Poe behind it, and a caller before it. */
public final class Rig {
    private static final HeldCertificate GATEWAY_CERTIFICATE = new HeldCertificate.Builder()
            .addSubjectAlternativeName("127.0.0.1")
            .addSubjectAlternativeName("localhost")
            .build();
    private static final MediaType JSON = MediaType.get("application/json");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration STILL = Duration.ofMillis(500);
    private static final Duration STILL_WITHIN = Duration.ofSeconds(50);

    private final Transport transport;
    private final List<String> chosen;
    private final TestDialect dialect;
    private final Alarms alarms;
    private final ManualTime time = new ManualTime();
    private final ManualTicks ticks = new ManualTicks(time);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final SimulatedPoe poe;
    private final GatewaySettings settings;
    private final Gateway gateway;
    private final OkHttpClient caller;
    private final List<Gateway> others = new ArrayList<>();

    private Rig(Transport transport, List<String> chosen, TestDialect dialect, Alarms alarms) throws IOException {
        this.transport = transport;
        this.chosen = chosen;
        this.dialect = dialect;
        this.alarms = alarms;
        this.poe = simulator(transport, time);
        this.settings = settings();
        this.gateway = start(settings.load(chosen), dialect.surfaces());
        this.caller = newCaller();
    }

    /** Starts both, and gives the gateway what it needs for the dialect. */
    static Rig start(Transport transport, List<String> chosen, TestDialect dialect, Alarms alarms) {
        try {
            return new Rig(transport, chosen, dialect, alarms);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A simulated Poe of its own, for tests that talk to it directly. */
    public static SimulatedPoe simulator(Transport transport, ManualTime time) {
        SimulatedPoe.Transport spoken =
                transport == Transport.H1 ? SimulatedPoe.Transport.PLAIN_H1 : SimulatedPoe.Transport.TLS_H2;
        SimulatedPoe.Options options = SimulatedPoe.Options.of(spoken, time::pass);
        return SimulatedPoe.start(options, Manner.PROMPT, time::instant, new Random(7));
    }

    public Transport transport() {
        return transport;
    }

    public SimulatedPoe poe() {
        return poe;
    }

    public Gateway gateway() {
        return gateway;
    }

    public ManualTime time() {
        return time;
    }

    /**
     * Time passes for the gateways and Poe, and after it limits in time are looked at, once. No write may be under way: what
     * was written may have been read here before the thread that wrote it goes on, and that write would look blocked.
     */
    public void advance(Duration by) {
        awaitWritten(gateway);
        others.forEach(Rig::awaitWritten);
        ticks.advance(by);
    }

    /** The same while a caller does not read. */
    public void advanceUnread(Duration by) {
        ticks.advance(by);
    }

    private static void awaitWritten(Gateway running) {
        Eventually.holds(
                SOON,
                () -> running.requestsIn(RequestPhase.WRITING_TO_CALLER) == 0,
                () -> "a caller does not read: " + running.census());
    }

    /** Limits in time are looked at, without any time that passes; so are callers who may have left. */
    public void tick() {
        ticks.tick();
    }

    /** The outcome, which other threads bring about while limits in time are looked at and no time passes. */
    public <T> T await(CompletableFuture<T> outcome) {
        until(outcome::isDone, () -> "no outcome: " + gateway.census());
        return outcome.join();
    }

    /** Reads while limits in time are looked at: a heartbeat may need a second look, where the first came upon a write. */
    public <T> T reading(Callable<T> read) {
        return await(CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return read.call();
                    } catch (Exception failed) {
                        throw new CompletionException(failed);
                    }
                },
                Thread::startVirtualThread));
    }

    /** What Poe has sent once it sends no more. How full the buffers on the way are no gate can tell, so real time does. */
    public long awaitStill() {
        long[] last = {-1, System.nanoTime()};
        Eventually.holds(
                STILL_WITHIN,
                () -> {
                    long sent = poe.census().bytesSent();
                    if (sent != last[0]) {
                        last[0] = sent;
                        last[1] = System.nanoTime();
                    }
                    return sent > 0 && System.nanoTime() - last[1] > STILL.toNanos();
                },
                () -> "Poe runs on: " + poe.census());
        return last[0];
    }

    /** Time passes in such steps until Poe is hung up on; between them whatever can still be sent is sent. */
    public void advanceUntilHungUp(Duration step) {
        for (int steps = 0; poe.census().hangUps() == 0; steps++) {
            assertTrue(steps < 10, () -> "nobody was cut: " + gateway.census());
            awaitStill();
            advanceUnread(step);
            awaitStill();
        }
    }

    /** One more thing that is told the time at each tick, until the registration is closed. */
    public Ticker.Registration onTick(Ticker.Listener listener) {
        return ticks.register(listener);
    }

    /** Waits, while limits in time are looked at and no time passes, for what another thread brings about. */
    public void until(BooleanSupplier so, Supplier<String> otherwise) {
        Eventually.holds(
                SOON,
                () -> {
                    tick();
                    return so.getAsBoolean();
                },
                otherwise);
    }

    /** The access log, once it has that many lines. */
    public List<String> log(int lines) {
        until(() -> written().size() >= lines, () -> "log: " + written());
        return written();
    }

    private List<String> written() {
        return log.toString(StandardCharsets.UTF_8).lines().toList();
    }

    public OkHttpClient caller() {
        return caller;
    }

    /** Base URL of an OpenAI client. */
    public String baseUrl() {
        return gateway.url() + "/v1";
    }

    /** A caller with connections of its own. */
    public OkHttpClient newCaller() {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .socketFactory(new PromptSockets())
                .readTimeout(Duration.ofSeconds(20));
        if (transport == Transport.H2) {
            HandshakeCertificates trusted = new HandshakeCertificates.Builder()
                    .addTrustedCertificate(GATEWAY_CERTIFICATE.certificate())
                    .build();
            client.sslSocketFactory(trusted.sslSocketFactory(), trusted.trustManager());
        }
        return client.build();
    }

    /**
     * One more gateway with the same settings and the same time, whose Poe is at another address.
     *
     * @param trusted certificates that are believed there, beside the system's
     */
    public Gateway gatewayTo(URI poeBase, X509Certificate... trusted) throws IOException {
        StringBuilder chain = new StringBuilder();
        for (X509Certificate certificate : trusted) {
            chain.append(Pem.of(certificate));
        }
        List<String> changed = new ArrayList<>(chosen);
        changed.add("poe.base-url=" + poeBase);
        if (trusted.length > 0) {
            changed.add("poe.ca-file=" + settings.file("trusted-" + others.size() + ".pem", chain.toString()));
        }
        return another(settings.load(changed), dialect.surfaces());
    }

    /** One more gateway before the same Poe, whose settings differ. */
    public Gateway gatewayWith(UnaryOperator<GatewayConfig> change) throws IOException {
        return another(change.apply(settings.load(chosen)), dialect.surfaces());
    }

    /** One more gateway before the same Poe, with one more surface. */
    public Gateway gatewayServing(Surface.Factory surface) throws IOException {
        return another(settings.load(chosen), List.of(surface));
    }

    private Gateway another(GatewayConfig config, List<Surface.Factory> surfaces) {
        Gateway other = start(config, surfaces);
        others.add(other);
        return other;
    }

    private Gateway start(GatewayConfig config, List<Surface.Factory> surfaces) {
        ProcessEnvironment process = new ProcessEnvironment(log, false, ZoneOffset.UTC, Map.of());
        Platform platform = new Platform(time::nanoTime, time::instant, time::sleep, ticks, new Random(11), process);
        return Gateway.start(config, platform, surfaces);
    }

    /** A log line of WARN or worse that holds this text is part of the test. */
    public void expectAlarm(String text) {
        alarms.expect(text);
    }

    /** Sends a JSON body and reads the answer to its end. */
    public Reply post(String path, String json) {
        return read(call(path, json));
    }

    public Reply get(String path) {
        return read(
                caller.newCall(new Request.Builder().url(gateway.url() + path).build()));
    }

    /** One word to a model. */
    public Reply ask(TestDialect asked, String model, boolean stream) {
        return read(call(asked, model, stream));
    }

    /** One word to a model, through another gateway. */
    public Reply ask(Gateway through, TestDialect asked, String model, boolean stream) {
        return read(caller.newCall(request(through, asked, model, stream).build()));
    }

    /** One word to a model, not sent yet. */
    public Call call(TestDialect asked, String model, boolean stream) {
        return caller.newCall(request(asked, model, stream).build());
    }

    /** Sends it, and returns when the head is there. */
    public Response open(TestDialect asked, String model, boolean stream) throws IOException {
        return call(asked, model, stream).execute();
    }

    /** One word to a model, to which headers may be added. */
    public Request.Builder request(TestDialect asked, String model, boolean stream) {
        return request(gateway, asked, model, stream);
    }

    private static Request.Builder request(Gateway through, TestDialect asked, String model, boolean stream) {
        return new Request.Builder()
                .url(through.url() + asked.path())
                .tag(TestDialect.class, asked)
                .post(RequestBody.create(asked.body(model, stream), JSON));
    }

    /** One word to a model in a chat. */
    public Reply chat(String model, boolean stream) {
        return ask(CHAT, model, stream);
    }

    /** Sends that, and returns when the head is there. */
    public Response open(String model, boolean stream) throws IOException {
        return open(CHAT, model, stream);
    }

    public Call call(String path, String json) {
        RequestBody body = RequestBody.create(json, JSON);
        return caller.newCall(
                new Request.Builder().url(gateway.url() + path).post(body).build());
    }

    public Reply read(Call call) {
        try (Response response = call.execute()) {
            return Reply.of(response);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Waits until some request is in this phase: from then on its limit runs. */
    public void awaitPhase(RequestPhase phase) {
        until(() -> gateway.requestsIn(phase) > 0, () -> "no request is " + phase);
    }

    /** Waits until nothing runs, in the gateway and at Poe; fails when something stays. */
    public void awaitQuiet() {
        awaitQuiet(gateway);
        others.forEach(this::awaitQuiet);
        until(() -> poe.census().openRequests() == 0, () -> "left open at Poe: " + poe.census());
    }

    private void awaitQuiet(Gateway running) {
        until(() -> running.census().quiet(), () -> "left over in the gateway: " + running.census());
    }

    void finish(boolean check) {
        try {
            if (check) {
                awaitQuiet();
                until(() -> poe.scriptsWaiting() == 0, () -> "scripts that no request used: " + poe.scriptsWaiting());
            }
        } finally {
            caller.dispatcher().executorService().shutdown();
            caller.connectionPool().evictAll();
            others.forEach(Gateway::close);
            gateway.close();
            poe.close();
            settings.delete();
        }
    }

    private GatewaySettings settings() throws IOException {
        GatewaySettings common = new GatewaySettings(poe.baseUri());
        if (transport == Transport.H2) {
            common.add("poe.ca-file", common.file("poe.pem", Pem.of(poe.certificate())));
            common.add("server.tls.certificate-file", common.file("gateway.pem", GATEWAY_CERTIFICATE.certificatePem()));
            common.add("server.tls.key-file", common.file("gateway.key", GATEWAY_CERTIFICATE.privateKeyPkcs8Pem()));
        }
        return common;
    }
}
