package poegateway.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;

/**
 * A Poe on raw sockets that says things nobody asked it, at times nobody expects. An answer holds the token of its question;
 * what belongs to nobody holds the word {@link #FOREIGN}.
 *
 * <p>What it says on an idle connection it says in a quiet moment, in which no question is on its way: HTTP/1.1 itself cannot
 * tell such bytes from an answer once the two cross.
 */
final class UnrulyPoe implements AutoCloseable {
    static final String FOREIGN = "foreign";

    private static final Pattern TOKEN = Pattern.compile("token-\\d+");
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");
    private static final int ON_THE_WAY_MAX = 1000;
    /** So many connections to one that begins with words of its own. */
    private static final int BANNER_ONE_IN = 20;

    /** What happens to one question. */
    enum Manner {
        PROPER,
        STRAY_BYTES_AFTER_IT,
        SECOND_REPLY_AFTER_IT,
        LATE_SECOND_REPLY,
        LATE_STRAY_BYTES,
        TIMEOUT_ON_IDLE,
        CLOSE_ON_IDLE,
        RESET_ON_IDLE,
        HALF_A_REPLY,
        HALF_A_REPLY_AND_RESET,
        IN_PIECES
    }

    private final ServerSocket port;
    private final String scheme;
    private final Random random;
    private final Set<String> onTheWay = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Map<Manner, Integer> seen = new ConcurrentHashMap<>();
    private final Semaphore quiet = new Semaphore(ON_THE_WAY_MAX, true);

    private UnrulyPoe(ServerSocket port, String scheme, long seed) {
        this.port = port;
        this.scheme = scheme;
        this.random = new Random(seed);
        Thread.startVirtualThread(this::accept);
    }

    static UnrulyPoe plain(long seed) throws IOException {
        return new UnrulyPoe(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), "http", seed);
    }

    /** TLS without HTTP/2. */
    static UnrulyPoe tls(HeldCertificate certificate, long seed) throws IOException {
        HandshakeCertificates own =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        return new UnrulyPoe(
                own.sslContext().getServerSocketFactory().createServerSocket(0, 200, InetAddress.getLoopbackAddress()),
                "https",
                seed);
    }

    URI baseUrl() {
        return URI.create(scheme + "://127.0.0.1:" + port.getLocalPort() + "/v1");
    }

    /** A question is about to be asked. */
    void asking(String token) {
        quiet.acquireUninterruptibly();
        onTheWay.add(token);
    }

    /** The question has its answer, or will have none. */
    void over(String token) {
        if (onTheWay.remove(token)) {
            quiet.release();
        }
    }

    /** Whether the question was given a whole answer. */
    boolean answered(String token) {
        return answered.contains(token);
    }

    /** How often each manner was chosen. */
    Map<Manner, Integer> seen() {
        return seen;
    }

    @Override
    public void close() throws IOException {
        port.close();
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                socket.setTcpNoDelay(true); // else what is said may wait for the gateway's word on what was said before
                Thread.startVirtualThread(() -> new Visit(socket).serve());
            } catch (IOException over) {
                // The port is closed, or a handshake came to nothing.
            }
        }
    }

    private synchronized Manner choose() {
        Manner[] all = Manner.values();
        Manner manner = random.nextInt(3) == 0 ? Manner.PROPER : all[random.nextInt(all.length)];
        seen.merge(manner, 1, Integer::sum);
        return manner;
    }

    private synchronized int chance(int bound) {
        return random.nextInt(bound);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String reply(String word, boolean stream) {
        return stream ? streamed(word) : whole(word);
    }

    private static String whole(String word) {
        String body = "{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"" + word
                + "\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\""
                + word + "\"}}]}";
        return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String streamed(String word) {
        String head = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"" + word
                + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + word + "\"},\"finish_reason\":";
        String tail = "}]}\n\n";
        return "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                + chunk(head + "null" + tail) + chunk(head + "\"stop\"" + tail + "data: [DONE]\n\n") + "0\r\n\r\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    /** One connection. */
    private final class Visit {
        private final Socket socket;
        private boolean busy;
        private boolean banner;

        Visit(Socket socket) {
            this.socket = socket;
        }

        void serve() {
            try (socket) {
                InputStream in = new BufferedInputStream(socket.getInputStream());
                banner = chance(BANNER_ONE_IN) == 0;
                if (banner) {
                    socket.getOutputStream().write(bytes("220 " + FOREIGN + " banner\r\n"));
                }
                while (answerNext(in)) {
                    // the connection lives on
                }
            } catch (IOException left) {
                // The gateway found out.
            }
        }

        private boolean answerNext(InputStream in) throws IOException {
            String question = question(in);
            if (question == null) {
                return false;
            }
            Matcher found = TOKEN.matcher(question);
            String token = found.find() ? found.group() : "nobody";
            synchronized (this) {
                busy = true;
            }
            over(token);
            return answer(choose(), token, question.contains("\"stream\":true"));
        }

        private boolean answer(Manner manner, String token, boolean stream) throws IOException {
            OutputStream out = socket.getOutputStream();
            String reply = reply(token, stream);
            String foreign = reply(FOREIGN, chance(2) == 0);
            switch (manner) {
                case HALF_A_REPLY, HALF_A_REPLY_AND_RESET -> {
                    out.write(bytes(reply.substring(0, 1 + chance(reply.length() - 1))));
                    reset(manner == Manner.HALF_A_REPLY_AND_RESET);
                    return false;
                }
                case STRAY_BYTES_AFTER_IT -> reply += FOREIGN.substring(0, 1 + chance(FOREIGN.length()));
                case SECOND_REPLY_AFTER_IT -> reply += foreign;
                default -> {}
            }
            if (!banner) {
                answered.add(token);
            }
            write(out, bytes(reply), manner == Manner.IN_PIECES);
            synchronized (this) {
                busy = false;
            }
            switch (manner) {
                case LATE_SECOND_REPLY -> later(() -> out.write(bytes(foreign)));
                case LATE_STRAY_BYTES -> later(() -> out.write(bytes(FOREIGN)));
                case TIMEOUT_ON_IDLE ->
                    later(() -> {
                        out.write(bytes("HTTP/1.1 408 Request Timeout\r\ncontent-length: 7\r\n\r\n" + FOREIGN));
                        socket.close();
                    });
                case CLOSE_ON_IDLE -> later(socket::close);
                case RESET_ON_IDLE -> later(() -> reset(true));
                default -> {}
            }
            return true;
        }

        private void write(OutputStream out, byte[] reply, boolean inPieces) throws IOException {
            int step = inPieces ? Math.max(1, reply.length / 7) : reply.length;
            for (int from = 0; from < reply.length; from += step) {
                out.write(reply, from, Math.min(step, reply.length - from));
                if (inPieces) {
                    LockSupport.parkNanos(200_000);
                }
            }
        }

        private void reset(boolean hard) throws IOException {
            if (hard) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        }

        /** Does it while no question is on its way to anywhere, and only if none is being answered here. */
        private void later(Trick trick) {
            Thread.startVirtualThread(() -> {
                LockSupport.parkNanos(chance(3_000_000));
                quiet.acquireUninterruptibly(ON_THE_WAY_MAX);
                try {
                    synchronized (this) {
                        if (!busy) {
                            trick.play();
                            LockSupport.parkNanos(300_000); // until the kernel has it
                        }
                    }
                } catch (IOException left) {
                    // The connection is gone already.
                } finally {
                    quiet.release(ON_THE_WAY_MAX);
                }
            });
        }

        private @Nullable String question(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                head.append((char) next);
            }
            Matcher length = LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    /** Something done to a connection. */
    @FunctionalInterface
    private interface Trick {
        void play() throws IOException;
    }
}
