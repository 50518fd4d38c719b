package poegateway;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import poegateway.config.ConfigException;
import poegateway.config.ConfigLoader;
import poegateway.config.ConfigSources;
import poegateway.config.GatewayConfig;

/** One run of the gateway, from settings to exit code. */
final class Launch {
    static final int FAILED = 1;
    static final int WRONG_SETTINGS = 3;

    private Launch() {}

    /** Runs until the process is told to stop; everything that keeps it from starting is one sentence on stderr. */
    static int run(Optional<Path> file, Map<String, String> flags, Circumstances circumstances) {
        try {
            ConfigSources sources = new ConfigSources(Path.of(""), file, System.getenv(), flags);
            GatewayConfig config = ConfigLoader.load(sources).config();
            return serve(config, circumstances);
        } catch (ConfigException wrong) {
            return refuse(WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
        } catch (IllegalArgumentException wrong) {
            return refuse(WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
        }
    }

    private static int serve(GatewayConfig config, Circumstances circumstances) {
        long startNanos = circumstances.nanoTime().getAsLong();
        try (Gateway gateway = Gateway.start(config, circumstances)) {
            Duration startup = Duration.ofNanos(circumstances.nanoTime().getAsLong() - startNanos);
            System.out.println(Welcome.lines(gateway.url(), gateway.simulator().isPresent(), startup));
            awaitStop();
            return 0;
        } catch (UncheckedIOException taken) {
            return refuse(FAILED, taken(config.server().host(), config.server().port()));
        }
    }

    /** The sentence for a port that cannot be had. */
    static String taken(String host, int port) {
        return "Cannot listen on " + host + " port " + port
                + ": it is taken, or not allowed. Choose another, such as --port " + (port + 1) + ".";
    }

    /** Ends when the process is asked to (SIGTERM, Ctrl-C); the hook holds the process until the gateway is closed. */
    private static void awaitStop() {
        CountDownLatch stop = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.countDown();
                            joinQuietly(main);
                        },
                        "stop"));
        try {
            stop.await();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private static void joinQuietly(Thread main) {
        try {
            main.join(Duration.ofSeconds(5));
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    static int refuse(int exitCode, String sentence) {
        System.err.println(sentence);
        return exitCode;
    }
}
