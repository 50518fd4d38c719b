package poegateway.simulator;

import java.net.URI;
import java.nio.channels.Pipe;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import poegateway.simulator.answer.Manner;
import poegateway.simulator.answer.TurnAuthor;
import poegateway.simulator.http1.Http1Server;
import poegateway.simulator.http1.InProcessServer;
import poegateway.simulator.http2.Http2Server;
import poegateway.simulator.script.Delayer;
import poegateway.simulator.script.Mishap;
import poegateway.simulator.script.QueuedScript;
import poegateway.simulator.script.Responder;
import poegateway.simulator.script.Script;
import poegateway.simulator.script.ScriptQueue;
import poegateway.simulator.script.ScriptReader;
import poegateway.simulator.upload.UploadStore;
import poegateway.simulator.upload.UploadedFile;
import poegateway.simulator.wire.Arrival;
import poegateway.simulator.wire.ControlSurface;
import poegateway.simulator.wire.RequestCounts;
import poegateway.simulator.wire.RequestLog;
import poegateway.simulator.wire.ServerContext;
import poegateway.simulator.wire.Threads;
import poegateway.simulator.wire.TlsCredential;
import poegateway.simulator.wire.TlsIdentity;
import poegateway.simulator.wire.WireServer;

/**
 * A running simulator: one server on one port, or within this process. Scripts can be queued here or over {@code POST /simulator/scripts};
 * where none waits, the simulator answers as Poe would.
 *
 * <p>Each {@link Mishap} is done on either transport; one that a transport does not have is replaced by its nearest equivalent.
 * HTTP/2: {@link Mishap.BadStatusLine} and {@link Mishap.BadChunkSize} are RST_STREAM with PROTOCOL_ERROR, and what
 * closes or resets the connection takes all other streams on it along; {@link Mishap.ResetMidBody} is RST_STREAM with
 * INTERNAL_ERROR. HTTP/1.1: {@link Mishap.RefuseStream} and {@link Mishap.GoAway} close the connection before any byte.
 *
 * <p>Limits: heads of requests 64 KiB (HTTP/1.1: 431), bodies 64 MiB (413), 20,000 connections of
 * HTTP/1.1, 10,000 waiting scripts, 1,000 uploaded files and 64 MiB of them.
 */
public final class SimulatedPoe implements AutoCloseable {
    /** How requests come. */
    public enum Transport {
        /** HTTP/1.1 without TLS. */
        PLAIN_H1,
        /** TLS with HTTP/2 and nothing else. */
        TLS_H2,
        /** HTTP/1.1 over pipes within this process: no port is opened, and {@link SimulatedPoe#serve} takes connections. */
        IN_PROCESS
    }

    /**
     * How to listen.
     *
     * @param host own name or address to listen on
     * @param port 0 takes a free one
     * @param credential of no meaning without TLS
     * @param concurrentStreams how many streams a connection of HTTP/2 may have open
     * @param delayer lets time pass for {@link Mishap.Drip}
     */
    public record Options(
            String host,
            int port,
            Transport transport,
            TlsCredential credential,
            int concurrentStreams,
            Delayer delayer) {
        public static final int CONCURRENT_STREAMS = 4096;

        /** A free port on 127.0.0.1. */
        public static Options of(Transport transport, Delayer delayer) {
            return new Options("127.0.0.1", 0, transport, TlsCredential.VALID, CONCURRENT_STREAMS, delayer);
        }

        public Options withHost(String other) {
            return new Options(other, port, transport, credential, concurrentStreams, delayer);
        }

        public Options withPort(int other) {
            return new Options(host, other, transport, credential, concurrentStreams, delayer);
        }

        public Options withCredential(TlsCredential other) {
            return new Options(host, port, transport, other, concurrentStreams, delayer);
        }
    }

    /** Stands in addresses where there is no port; the name leads nowhere (RFC 6761). */
    private static final String IN_PROCESS_HOST = "simulator.invalid";

    private final Options options;
    private final RequestLog log;
    private final ScriptQueue queue;
    private final Threads threads;
    private final WireServer server;
    private final @Nullable TlsIdentity identity;
    private final UploadStore uploads;

    private SimulatedPoe(Options options, Responder responder, ScriptReader reader, UploadStore uploads) {
        this.options = options;
        this.uploads = uploads;
        log = new RequestLog();
        queue = new ScriptQueue();
        threads = new Threads();
        RequestDispatcher dispatcher = new RequestDispatcher(new ControlSurface(queue, reader, log), queue, responder);
        ServerContext context = new ServerContext(log, dispatcher, options.delayer(), threads);
        boolean tls = options.transport() == Transport.TLS_H2;
        identity = tls ? TlsIdentity.of(options.credential(), options.host()) : null;
        server = identity == null
                ? plain(options, context)
                : Http2Server.start(options.host(), options.port(), options.concurrentStreams(), identity, context);
    }

    private static WireServer plain(Options options, ServerContext context) {
        return options.transport() == Transport.IN_PROCESS
                ? new InProcessServer(context)
                : Http1Server.start(options.host(), options.port(), context);
    }

    /**
     * Starts a Poe that speaks in that manner; the port takes connections when this returns.
     *
     * @param clock tells when a reply was made
     * @param random chance for ids, from any thread
     * @throws java.io.UncheckedIOException when the port cannot be had
     */
    public static SimulatedPoe start(Options options, Manner manner, InstantSource clock, RandomGenerator random) {
        UploadStore uploads = new UploadStore();
        AtomicReference<String> pictures = new AtomicReference<>(TurnAuthor.POE_MEDIA);
        PoeResponder responder = new PoeResponder(
                manner,
                options.delayer(),
                clock,
                random::nextLong,
                new PoeResponder.Files(scheme(options), uploads, pictures::get));
        SimulatedPoe poe =
                new SimulatedPoe(options, responder, new ScriptJson(options.delayer(), responder)::read, uploads);
        pictures.set(poe.uri("").toString()); // its port is known only now
        return poe;
    }

    /** Starts; the port takes connections when this returns, and fails with an unchecked exception when it cannot. */
    static SimulatedPoe start(Options options, Responder responder, ScriptReader reader) {
        return new SimulatedPoe(options, responder, reader, new UploadStore());
    }

    /** What a client of Poe takes as its base: ends in {@code /v1}. */
    public URI baseUri() {
        return uri("/v1");
    }

    /** Where the bots are: their names follow after a slash. */
    public URI botUri() {
        return uri("/bot");
    }

    /** Where files are uploaded: {@code /file_upload_3RD_PARTY_POST} follows. */
    public URI uploadUri() {
        return uri("/poe_api");
    }

    private static String scheme(Options options) {
        return options.transport() == Transport.TLS_H2 ? "https" : "http";
    }

    private URI uri(String path) {
        if (isInProcess()) {
            return URI.create("http://" + IN_PROCESS_HOST + path);
        }
        String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
        return URI.create(scheme(options) + "://" + host + ":" + port() + path);
    }

    /**
     * Where it listens.
     *
     * @throws IllegalStateException within the process
     */
    public int port() {
        return server.port();
    }

    /** Whether it has no port. */
    public boolean isInProcess() {
        return options.transport() == Transport.IN_PROCESS;
    }

    /**
     * Takes a connection within this process; returns at once.
     *
     * @throws IllegalStateException when it listens on a port
     */
    public void serve(Pipe.SourceChannel requests, Pipe.SinkChannel replies) {
        if (!(server instanceof InProcessServer inProcess)) {
            throw new IllegalStateException("connect to the port");
        }
        inProcess.serve(requests, replies);
    }

    /**
     * The authority that signed what this simulator shows: what a client must trust to talk to it. Made anew at each
     * start.
     *
     * @throws IllegalStateException without TLS
     */
    public X509Certificate certificate() {
        if (identity == null) {
            throw new IllegalStateException("there is no certificate without TLS");
        }
        return identity.authority();
    }

    /**
     * Keeps a script for the next POST below {@code /v1/} that has none yet.
     *
     * @throws IllegalArgumentException when too many wait
     */
    public void enqueue(Script script) {
        queue.add(List.of(QueuedScript.ofAnyPath(script)));
    }

    /**
     * Keeps a script for the next request for that path, of any method, that has none yet. It goes before scripts for
     * any path.
     *
     * @param path without query, below {@code /v1/}, {@code /bot/}, {@code /poe_api/}, {@code /usage/} or {@code /base/}
     * @throws IllegalArgumentException when too many wait, or for another path
     */
    public void enqueue(String path, Script script) {
        queue.add(List.of(new QueuedScript(path, script)));
    }

    /** Scripts that no request has used yet. */
    public int scriptsWaiting() {
        return queue.size();
    }

    public RequestCounts census() {
        return log.census();
    }

    /** The latest arrivals with their details, at most 256, oldest first. */
    public List<Arrival> arrivals() {
        return log.latest();
    }

    /** How many requests for that path came whole. */
    public long arrivals(String path) {
        return census().arrivalsByPath().getOrDefault(path, 0L);
    }

    /** The latest files that were uploaded, oldest first; they are bounded in number and bytes. */
    public List<UploadedFile> uploads() {
        return uploads.files();
    }

    /** Waits until exactly that many requests are open; false when that was not so in time. */
    public boolean awaitOpen(int requests, Duration atMost) throws InterruptedException {
        return await(census -> census.openRequests() == requests, atMost);
    }

    /** Waits until that many requests or more have come whole; false when they had not in time. */
    public boolean awaitArrivals(long requests, Duration atMost) throws InterruptedException {
        return await(census -> census.arrivals() >= requests, atMost);
    }

    /** Waits until the counts are as wanted, looking at every change; false when they were not in time. */
    public boolean await(Predicate<RequestCounts> wanted, Duration atMost) throws InterruptedException {
        return log.await(wanted, atMost);
    }

    /** Threads of replies and connections that have not ended. */
    int threadsRunning() {
        return threads.count();
    }

    /** Closes the port and all connections, ends all threads. */
    @Override
    public void close() {
        server.close();
        try {
            threads.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
