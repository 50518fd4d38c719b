package poegateway.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Stands for the servers that have archives of Temurin and of Maven, each with its checksum beside it. */
final class DownloadStandIn implements AutoCloseable {
    static final String TEMURIN = "/temurin/jdk-25.0.4.1%2B1/OpenJDK25U-jdk_x64_linux_hotspot_25.0.4.1_1.tar.gz";
    static final String MAVEN = "/dist/maven/maven-3/3.9.16/binaries/apache-maven-3.9.16-bin.tar.gz";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch half = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile boolean stalls;

    DownloadStandIn() throws IOException {
        this(HttpServer.create());
    }

    /** @param server not yet bound, such as one that speaks TLS */
    DownloadStandIn(HttpServer server) throws IOException {
        this.server = server;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    /** The paths that were asked for. */
    List<String> asked() {
        return asked;
    }

    /** Offers a folder, packed by tar, and its checksum. */
    void offer(String path, Path folder, String algorithm, String ending) throws Exception {
        Path parent = Objects.requireNonNull(folder.getParent());
        String name = String.valueOf(folder.getFileName());
        Path archive = Files.createTempFile(parent, "offer", ".tar.gz");
        Process tar = new ProcessBuilder("tar", "-czf", archive.toString(), "-C", parent.toString(), name)
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new AssertionError("tar failed");
        }
        byte[] bytes = Files.readAllBytes(archive);
        files.put(path, bytes);
        say(path + ending, sum(algorithm, bytes) + "  " + path.substring(path.lastIndexOf('/') + 1) + "\n");
    }

    void say(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sum(String algorithm, byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    /** From now on it sends half of each file and then nothing more, or the whole again. */
    void stall(boolean stalling) {
        stalls = stalling;
    }

    /** Waits until half of a file was sent. */
    void awaitHalf() throws InterruptedException {
        if (!half.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("nothing was asked for");
        }
    }

    private void answer(HttpExchange exchange) {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            asked.add(path);
            byte[] file = files.get(path);
            if (file == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.sendResponseHeaders(200, file.length);
            try (OutputStream body = exchange.getResponseBody()) {
                if (stalls) {
                    body.write(file, 0, file.length / 2);
                    body.flush();
                    half.countDown();
                    closed.await();
                } else {
                    body.write(file);
                }
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
