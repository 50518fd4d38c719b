package poegateway.cli;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import poegateway.app.BackendChoice;
import poegateway.app.ConfigReloader;
import poegateway.app.EarlyStart;
import poegateway.app.Gateway;
import poegateway.app.KeyUseRecorder;
import poegateway.app.Platform;
import poegateway.config.GatewayConfig;
import poegateway.config.LogConfig;
import poegateway.config.load.ConfigLoader;
import poegateway.config.load.ConfigSources;
import poegateway.config.load.ConfigWatch;
import poegateway.config.load.KeyUses;
import poegateway.config.load.LoadedConfig;
import poegateway.config.tree.ConfigException;
import poegateway.logging.Logs;

/** One run of the gateway, from settings to exit code. */
final class ServeRun {
    static final int FAILED = 1;
    static final int WRONG_SETTINGS = 3;
    static final int CUT = 4;

    private final ConfigSources sources;
    private final Platform platform;
    private final Consumer<Gateway> stay;
    private final EarlyStart early;
    private final LifecycleLog log;

    private ServeRun(
            ConfigSources sources, Platform platform, Consumer<Gateway> stay, EarlyStart early, LifecycleLog log) {
        this.sources = sources;
        this.platform = platform;
        this.stay = stay;
        this.early = early;
        this.log = log;
    }

    /** Runs until the process is told to stop; everything that keeps it from starting is one sentence. */
    static int run(GivenSettings given, Platform platform) {
        try {
            return run(given.sources(), platform, ServeRun::awaitStop);
        } catch (ConfigException wrong) {
            return refuse(WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * The same with another end.
     *
     * @param stay returns when the gateway, which serves, is to stop
     */
    static int run(ConfigSources sources, Platform platform, Consumer<Gateway> stay) {
        EarlyStart early = EarlyStart.begin();
        try {
            LoadedConfig settings = ConfigLoader.load(sources);
            LogConfig log = settings.config().log();
            Logs.apply(log, platform.process());
            return new ServeRun(sources, platform, stay, early, new LifecycleLog(log, platform.process()))
                    .run(settings);
        } catch (ConfigException wrong) {
            return refuse(WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
        }
    }

    private int run(LoadedConfig settings) {
        try {
            log.starting();
            return serve(withKey(settings));
        } catch (ConfigException | IllegalArgumentException wrong) {
            return log.refuse(WRONG_SETTINGS, String.valueOf(wrong.getMessage()));
        }
    }

    /**
     * Where callers are asked for a key and none exists, one is made, and shown this once; but where what is shown is kept, as
     * in the log of a container, none is made, and nobody may call until it is.
     */
    private LoadedConfig withKey(LoadedConfig settings) {
        BackendChoice.refuseNone(settings.config());
        if (!FirstKey.isNeeded(settings.config())) {
            return settings;
        }
        if (!platform.process().terminal()) {
            log.noKey(settings.config().auth().keyFile().toAbsolutePath());
            return settings;
        }
        log.firstKey(FirstKey.make(settings.config(), new SecureRandom()));
        return ConfigLoader.load(sources);
    }

    private int serve(LoadedConfig settings) {
        GatewayConfig config = settings.config();
        long startNanos = platform.nanoTime().getAsLong();
        early.await();
        try (Gateway gateway = Gateway.start(config, platform)) {
            Duration startup = Duration.ofNanos(platform.nanoTime().getAsLong() - startNanos);
            KeyUseRecorder uses = new KeyUseRecorder(
                    gateway::lastKeyUses, new KeyUses(config.auth().keyFile()), startNanos, Thread::startVirtualThread);
            ConfigWatch watch = new ConfigWatch(
                    sources, settings, new ConfigReloader(gateway, settings), Thread::startVirtualThread);
            gateway.addTickListener(watch);
            gateway.addTickListener(uses);
            Signals.on("HUP", watch::reload);
            log.ready(gateway, config, startup);
            stay.accept(gateway);
            log.stopping(gateway.census(), config.server());
            int cut = gateway.drain();
            uses.close();
            log.stopped(cut);
            return cut == 0
                    ? 0
                    : log.refuse(
                            CUT, "Requests and jobs cut off when it stopped: " + cut + "; see server.drain-timeout.");
        } catch (UncheckedIOException taken) {
            return log.refuse(
                    FAILED, taken(config.server().host(), config.server().port()));
        }
    }

    /** The sentence for a port that cannot be had. */
    static String taken(String host, int port) {
        return "Cannot listen on " + host + " port " + port
                + ": the port is in use, or not allowed. Choose another, such as --port " + (port + 1) + ".";
    }

    /** Ends when the process is asked to stop (SIGTERM, Ctrl-C); asked once more, it does not wait for what runs. */
    private static void awaitStop(Gateway gateway) {
        CountDownLatch stop = new CountDownLatch(1);
        Runnable asked = () -> {
            if (stop.getCount() == 0) {
                gateway.drain();
            }
            stop.countDown();
        };
        boolean heard = Signals.on("TERM", asked) && Signals.on("INT", asked);
        if (!heard) {
            holdProcess(stop);
        }
        try {
            stop.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where signals are not heard, the end of the process is held up until all is done. */
    private static void holdProcess(CountDownLatch stop) {
        Thread main = Thread.currentThread();
        Thread hook = new Thread(
                () -> {
                    stop.countDown();
                    joinQuietly(main);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static void joinQuietly(Thread main) {
        try {
            main.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    static int refuse(int exitCode, String sentence) {
        System.err.println(sentence);
        return exitCode;
    }
}
