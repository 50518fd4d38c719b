package poegateway.config;

import java.time.Duration;
import poegateway.core.Pulse;

/**
 * Loads the settings again when one of their files changes: the settings' file, {@code .env}, the key file, and files that
 * settings name, such as those of TLS. It looks at most once a second, and loads what two looks in a row found the same, so
 * that half a file is not taken for the whole.
 *
 * <p>May be used from several threads; the listener is called from the one that looked.
 */
public final class ConfigWatch implements Pulse.Member {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ConfigSources sources;
    private final Listener listener;
    private FileStamps loaded;
    private FileStamps seen;
    private long nextLookNanos;
    private boolean looked;

    /** Takes what was loaded. */
    public interface Listener {
        /** The settings as they are now, all of them; perhaps equal to those before. */
        void changed(LoadedConfig settings);

        /** The files hold mistakes; the settings from before go on. */
        void refused(ConfigException problems);
    }

    /** @param settings the ones that are in use, of the same sources */
    public ConfigWatch(ConfigSources sources, LoadedConfig settings, Listener listener) {
        this.sources = sources;
        this.listener = listener;
        this.loaded = settings.files();
        this.seen = settings.files();
    }

    @Override
    public synchronized void beat(long nowNanos) {
        if (looked && nowNanos - nextLookNanos < 0) {
            return;
        }
        looked = true;
        nextLookNanos = nowNanos + EVERY.toNanos();
        FileStamps now = loaded.again();
        boolean settled = now.same(seen);
        seen = now;
        if (settled && !now.same(loaded)) {
            reload();
        }
    }

    /** Loads at once, whether or not a file changed. */
    public synchronized void reload() {
        FileStamps before = loaded.again();
        try {
            LoadedConfig settings = ConfigLoader.load(sources);
            loaded = settings.files();
            listener.changed(settings);
        } catch (ConfigException problems) {
            loaded = before;
            listener.refused(problems);
        }
        seen = loaded;
    }
}
