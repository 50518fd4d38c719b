package poegateway.config.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import poegateway.config.GatewayConfig;
import poegateway.config.KeyConfig;
import poegateway.config.tree.ConfigException;

final class ConfigWatchTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    private final List<String> heard = new ArrayList<>();
    private final Deque<Runnable> looks = new ArrayDeque<>();
    private long nanos;

    @SuppressWarnings("NullAway.Init")
    private ConfigWatch watch;

    private final ConfigWatch.Listener listener = new ConfigWatch.Listener() {
        @Override
        public void changed(LoadedConfig settings) {
            GatewayConfig config = settings.config();
            heard.add("attempts " + config.upstream().attempts() + ", keys "
                    + config.auth().keys().size());
        }

        @Override
        public void refused(ConfigException problems) {
            heard.add(problems.problems().getFirst().where().text());
        }
    };

    @BeforeEach
    void start() {
        file("attempts: 1");
        watch = started(folder);
    }

    private ConfigWatch started(Path home) {
        ConfigSources sources = new ConfigSources(home, Optional.empty(), Map.of(), Map.of());
        return new ConfigWatch(sources, ConfigLoader.load(sources), listener, looks::add);
    }

    private void file(String setting) {
        Sources.in(folder).file("upstream: {" + setting + "}");
    }

    private void second() {
        nanos += Duration.ofSeconds(1).toNanos();
        tick();
    }

    /** A tick, and the look that it hands over. */
    private void tick() {
        watch.tick(nanos);
        while (!looks.isEmpty()) {
            looks.removeFirst().run();
        }
    }

    private void seconds(int count) {
        for (int i = 0; i < count; i++) {
            second();
        }
    }

    @Test
    void withoutAChangeNothingIsSaid() {
        seconds(5);
        assertEquals(List.of(), heard);
    }

    @Test
    void aChangeIsLoadedOnceItHasSettled() {
        second();
        file("attempts: 22222");
        second();
        file("attempts: 2");
        second();
        assertEquals(List.of(), heard, "the file changed between two looks");
        seconds(4);
        assertEquals(List.of("attempts 2, keys 0"), heard);
    }

    @Test
    void itLooksAtMostOnceASecond() {
        second();
        file("attempts: 2");
        for (int i = 0; i < 30; i++) {
            nanos += Duration.ofMillis(33).toNanos();
            tick();
        }
        assertEquals(List.of(), heard);
        seconds(2);
        assertEquals(List.of("attempts 2, keys 0"), heard);
    }

    @Test
    void aBadFileIsToldOnceAndTheNextGoodOneIsLoaded() {
        file("attempts: none");
        seconds(5);
        file("attempts: 3");
        seconds(5);
        assertEquals(List.of("config/poe-gateway.yaml:1:22", "attempts 3, keys 0"), heard);
    }

    @Test
    void aFileThatIsMadeOrRemovedIsAChange() throws IOException {
        KeyFile keys = new KeyFile(folder.resolve("data/keys.yaml"));
        keys.add(KeyConfig.hashed("ci", HASH));
        seconds(3);
        keys.add(KeyConfig.hashed("lab", HASH.replace('0', '1')));
        seconds(3);
        Files.delete(folder.resolve("data/keys.yaml"));
        seconds(3);
        assertEquals(List.of("attempts 1, keys 1", "attempts 1, keys 2", "attempts 1, keys 0"), heard);
    }

    @Test
    void aFileThatASettingNamesIsWatchedFromTheLoadOn() {
        Sources.in(folder).file("ca.pem", "a").file("poe: {ca-file: ca.pem}");
        seconds(3);
        Sources.in(folder).file("ca.pem", "ab");
        seconds(3);
        assertEquals(2, heard.size());
    }

    @Test
    void aChangeBetweenTheFirstLoadAndTheFirstLookIsSeen() {
        file("attempts: 7");
        seconds(2);
        assertEquals(List.of("attempts 7, keys 0"), heard);
    }

    @Test
    void aReloadThatIsAskedForHappensAtOnce() {
        watch.reload();
        file("attempts: 0");
        watch.reload();
        seconds(3);
        assertEquals(List.of("attempts 1, keys 0", "config/poe-gateway.yaml:1:22"), heard);
    }

    @Test
    void aTickReadsNoFileAndTheNextLookWaitsForTheOneThatHangs() {
        file("attempts: 2");
        for (int tick = 0; tick < 5; tick++) {
            nanos += Duration.ofSeconds(1).toNanos();
            watch.tick(nanos);
        }
        assertEquals(List.of(), heard);
        assertEquals(1, looks.size());
        looks.removeFirst().run();
        seconds(2);
        assertEquals(List.of("attempts 2, keys 0"), heard);
    }

    @Test
    void aTickDoesNotWaitForAReload() throws InterruptedException {
        ConfigWatch held = watch;
        Thread ticking = new Thread(() -> held.tick(1));
        synchronized (held) { // as a reload holds it
            ticking.start();
            ticking.join(Duration.ofSeconds(20));
        }
        assertEquals(1, looks.size());
    }

    @Test
    void aLookForWhichNoThreadCouldBeHadIsMadeASecondLater() {
        AtomicInteger asked = new AtomicInteger();
        ConfigSources sources = new ConfigSources(folder, Optional.empty(), Map.of(), Map.of());
        watch = new ConfigWatch(sources, ConfigLoader.load(sources), listener, look -> {
            if (asked.incrementAndGet() == 1) {
                throw new OutOfMemoryError();
            }
            look.run();
        });
        file("attempts: 2");
        assertThrows(OutOfMemoryError.class, () -> watch.tick(nanos));
        seconds(2);
        assertEquals(List.of("attempts 2, keys 0"), heard);
    }

    @Test
    void aLookThatFailsDoesNotEndTheLooking() {
        AtomicInteger told = new AtomicInteger();
        ConfigSources sources = new ConfigSources(folder, Optional.empty(), Map.of(), Map.of());
        ConfigWatch.Listener failing = new ConfigWatch.Listener() {
            @Override
            public void changed(LoadedConfig settings) {
                if (told.incrementAndGet() == 1) {
                    throw new OutOfMemoryError();
                }
                listener.changed(settings);
            }

            @Override
            public void refused(ConfigException problems) {
                listener.refused(problems);
            }
        };
        watch = new ConfigWatch(sources, ConfigLoader.load(sources), failing, looks::add);
        file("attempts: 2");
        second();
        assertThrows(OutOfMemoryError.class, this::second);
        file("attempts: 3");
        seconds(3);
        assertEquals(List.of("attempts 3, keys 0"), heard);
    }
}
