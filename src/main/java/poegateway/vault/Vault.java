package poegateway.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import poegateway.core.Ticker;
import poegateway.core.failure.FailureException;
import poegateway.core.failure.FileFailure;
import poegateway.core.failure.GatewayFailure;
import poegateway.keep.MemoryStore;
import poegateway.keep.RunIds;
import poegateway.keep.StoreLimits;
import poegateway.keep.Versioned;
import poegateway.keep.WriteResult;

/**
 * Keeps bytes on disk for callers. What is kept is known in memory alone, so that after a restart nothing is, and a file that was
 * not written to its end is never served. Bytes count while they come; whatever ends soonest goes where there are too many.
 *
 * <p>Nothing here throws an {@link IOException} of the disk, which callers would take for one of a connection.
 */
public final class Vault implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);
    private static final int ID_BYTES = 16;
    private static final int PROBE_BYTES = 64 * 1024;
    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);

    private final VaultFiles files;
    private final StoreLimits limits;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final RunIds ids;
    private final Executor background;
    private final DiskState disk;
    private final MemoryStore<Slot> slots;
    private final Map<String, KeptBytes> byId = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> unwanted = new ConcurrentLinkedQueue<>();
    private final AtomicLong temporaryBytes = new AtomicLong();
    private final AtomicLong temporaryFiles = new AtomicLong();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile long lastSweepNanos;

    /** What is kept or being written under one id. */
    record Slot(String id, long bytes) {}

    /**
     * A vault.
     *
     * @param random makes ids that nobody guesses
     * @param background runs what must not keep a tick waiting
     */
    Vault(
            VaultFiles files,
            StoreLimits limits,
            InstantSource clock,
            Ticker ticker,
            RandomGenerator random,
            Executor background) {
        this.files = files;
        this.limits = limits;
        this.clock = clock;
        this.random = random;
        this.ids = new RunIds(random);
        this.background = background;
        this.disk = new DiskState(ticker::nanoTime);
        this.slots = new MemoryStore<>(limits, Slot::bytes, ticker, this::gone);
        var unused = ticker.registerPermanently(this::tick);
    }

    /**
     * A vault in a folder of a disk, which is made when it is first written to.
     *
     * @param random makes ids that nobody guesses
     */
    public static Vault at(
            Path folder, StoreLimits limits, InstantSource clock, Ticker ticker, RandomGenerator random) {
        DiskFolder disk = new DiskFolder(folder, hex(random));
        disk.deleteLeftovers();
        Vault vault = new Vault(disk, limits, clock, ticker, random, Thread::startVirtualThread);
        if (!disk.seemsWritable()) {
            var unused = vault.disk.refused(new IOException("it may not be written"));
        }
        return vault;
    }

    /**
     * Begins to keep something.
     *
     * @param kind what ids of its kind begin with
     * @throws FailureException with {@link FileFailure.StorageUnavailable}
     */
    public VaultWriter begin(String owner, String kind) {
        disk.check();
        String id = ids.next(kind);
        return new VaultWriter(this, owner, id, channel(id));
    }

    /** Bytes on their way, which are gone when that is closed. */
    public TemporaryBytes temporary() {
        disk.check();
        String name = "part-" + hex(random);
        WritableByteChannel channel = channel(name);
        temporaryFiles.incrementAndGet();
        return new TemporaryBytes(this, name, channel);
    }

    /** Whether an id is that of something which another process kept, such as this gateway before it was started anew. */
    public boolean isOfAnotherRun(String kind, String id) {
        return ids.isOfAnotherRun(kind, id);
    }

    /** What is kept for that owner under that id. */
    public Optional<KeptBytes> find(String owner, String id) {
        return find(id).filter(kept -> kept.owner().equals(owner));
    }

    /** What is kept under that id, for whomever: for callers who have proven otherwise that they may have it. */
    public Optional<KeptBytes> find(String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(kept -> clock.instant().isBefore(kept.expires()))
                .filter(kept -> slots.get(kept.owner(), id).isPresent());
    }

    /** What is kept for that owner, the oldest first. */
    public List<KeptBytes> list(String owner, String kind) {
        return slots.ids(owner).stream()
                .filter(id -> id.startsWith(kind))
                .flatMap(id -> find(id).stream())
                .toList();
    }

    /** Lets something go; false where it was not there. */
    public boolean remove(String owner, String id) {
        boolean there = find(owner, id).isPresent();
        if (there) {
            slots.remove(owner, id);
            sweep();
        }
        return there;
    }

    /**
     * Opens what is kept, from its beginning. It can be read to its end, even if it ends meanwhile.
     *
     * @return empty where it is gone
     */
    public Optional<VaultReader> open(KeptBytes kept) {
        try {
            return Optional.of(new VaultReader(files.open(kept.id()), kept.bytes()));
        } catch (NoSuchFileException gone) {
            slots.remove(kept.owner(), kept.id());
            return Optional.empty();
        } catch (IOException unreadable) {
            throw disk.refused(unreadable);
        }
    }

    /** Why nothing can be kept for now; empty where it can. */
    public Optional<String> refusal() {
        return disk.reason();
    }

    /** How much one thing may have at most, in bytes. */
    public long bytesMax() {
        return limits.valueWeightMax();
    }

    /** How long things are kept at most. */
    public Duration timeToLive() {
        return limits.timeToLive();
    }

    /** Bytes that are kept or are being written. */
    public long bytes() {
        return slots.weight();
    }

    /** Things that are kept or are being written. */
    public int count() {
        return slots.count();
    }

    /** Files of requests under way; 0 when nothing leaked. */
    public long temporaryFiles() {
        return temporaryFiles.get();
    }

    @Override
    public void close() {
        byId.clear();
        files.close();
    }

    // for the writers

    Versioned<Slot> reserve(String owner, Slot slot, Optional<Versioned<Slot>> before) {
        WriteResult<Slot> result = before.map(last -> slots.replace(owner, slot.id, last.version(), slot))
                .orElseGet(() -> slots.create(owner, slot.id, slot));
        sweep();
        return switch (result) {
            case WriteResult.Written<Slot> written -> written.now();
            case WriteResult.TooHeavy<Slot> heavy ->
                throw new FailureException(new FileFailure.FileTooLarge("vault.bytes-per-caller", heavy.weightMax()));
            case WriteResult.Conflict<Slot> lost ->
                throw new FailureException(new GatewayFailure.Overloaded("vault.bytes"));
        };
    }

    void reserveTemporary(long bytes) {
        if (temporaryBytes.addAndGet(bytes) > limits.inAll().weight()) {
            temporaryBytes.addAndGet(-bytes);
            throw new FailureException(new GatewayFailure.Overloaded("vault.bytes"));
        }
    }

    InputStream read(String name) {
        try {
            return Channels.newInputStream(files.open(name));
        } catch (IOException unreadable) {
            throw disk.refused(unreadable);
        }
    }

    void dropTemporary(String name, long bytes) {
        temporaryBytes.addAndGet(-bytes);
        temporaryFiles.decrementAndGet();
        delete(name);
    }

    KeptBytes kept(String owner, Versioned<Slot> slot, Label label, Duration lifetime) {
        var now = clock.instant();
        Duration most = limits.timeToLive();
        Duration given = lifetime.compareTo(most) < 0 ? lifetime : most;
        KeptBytes kept = new KeptBytes(slot.value().id, owner, label, slot.value().bytes, now, now.plus(given));
        byId.put(kept.id(), kept);
        disk.took();
        return kept;
    }

    void abandon(String owner, String id) {
        slots.remove(owner, id);
        unwanted.add(id);
        sweep();
    }

    FailureException refused(IOException why) {
        return disk.refused(why);
    }

    private WritableByteChannel channel(String name) {
        try {
            return files.create(name);
        } catch (IOException unwritable) {
            throw disk.refused(unwritable);
        }
    }

    private void gone(String owner, Slot slot) {
        byId.remove(slot.id);
        unwanted.add(slot.id);
    }

    private void tick(long nowNanos) {
        boolean due = nowNanos - lastSweepNanos >= SWEEP_EVERY.toNanos();
        if (due && sweeping.compareAndSet(false, true)) {
            lastSweepNanos = nowNanos;
            if (byId.isEmpty() && unwanted.isEmpty() && !disk.isDue()) {
                sweeping.set(false);
                return;
            }
            background.execute(this::tidy);
        }
    }

    private void tidy() {
        try {
            var now = clock.instant();
            byId.values().stream().filter(kept -> !now.isBefore(kept.expires())).forEach(kept -> {
                slots.remove(kept.owner(), kept.id());
                gone(kept.owner(), new Slot(kept.id(), 0));
            });
            sweep();
            if (disk.isDue()) {
                probe();
            }
        } finally {
            sweeping.set(false);
        }
    }

    /** What no store knows any more goes from the disk. */
    private void sweep() {
        for (String name = unwanted.poll(); name != null; name = unwanted.poll()) {
            delete(name);
        }
    }

    private void delete(String name) {
        try {
            files.delete(name);
        } catch (IOException left) {
            LOG.warn("A file of the vault cannot be deleted: {}", left.toString());
        }
    }

    /** Nobody may come to write for a long time: whether the disk takes something again is tried out. */
    private void probe() {
        String name = "probe-" + hex(random);
        try (WritableByteChannel channel = files.create(name)) {
            ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            disk.took();
        } catch (IOException refused) {
            var unused = disk.refused(refused);
        } finally {
            delete(name);
        }
    }

    private static String hex(RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
