package poegateway.config.load;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import poegateway.config.tree.ConfigException;
import poegateway.core.Ticker;

/**
 * Loads the settings again when one of their files changes: the settings' file, {@code .env}, the key file, and files that
 * settings name, such as those of TLS. It looks at most once a second, and loads what two looks in a row found the same, so
 * that half a file is not taken for the whole.
 *
 * <p>A tick only notices that a second is over. The look itself, which may hang on a slow disk, is handed to an executor,
 * and the next one waits for its end. May be used from several threads; the listener is called from the one that looked.
 */
public final class ConfigWatch implements Ticker.Listener {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final ConfigSources sources;
    private final Listener listener;
    private final Executor looks;
    private final AtomicBoolean looking = new AtomicBoolean();
    private FileStamps loaded;
    private FileStamps seen;
    private long nextLookNanos; // of the thread that ticks, as the next field is
    private boolean looked;

    /** Takes what was loaded. */
    public interface Listener {
        /** The settings as they are now, all of them; perhaps equal to those before. */
        void changed(LoadedConfig settings);

        /** The files hold mistakes; the settings from before go on. */
        void refused(ConfigException problems);
    }

    /**
     * @param settings the ones that are in use, of the same sources
     * @param looks runs one look, at once or soon, on a thread that may block
     */
    public ConfigWatch(ConfigSources sources, LoadedConfig settings, Listener listener, Executor looks) {
        this.sources = sources;
        this.listener = listener;
        this.looks = looks;
        this.loaded = settings.files();
        this.seen = settings.files();
    }

    @Override
    public void tick(long nowNanos) {
        if ((looked && nowNanos - nextLookNanos < 0) || !looking.compareAndSet(false, true)) {
            return;
        }
        looked = true;
        nextLookNanos = nowNanos + EVERY.toNanos();
        boolean handedOver = false;
        try {
            looks.execute(this::lookOnce);
            handedOver = true;
        } finally {
            if (!handedOver) {
                looking.set(false); // no thread could be had: the next second tries again
            }
        }
    }

    /** Loads at once, whether or not a file changed; blocks until that is done. */
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

    private void lookOnce() {
        try {
            look();
        } finally {
            looking.set(false);
        }
    }

    private synchronized void look() {
        FileStamps now = loaded.again();
        boolean settled = now.same(seen);
        seen = now;
        if (settled && !now.same(loaded)) {
            reload();
        }
    }
}
