package poegateway.vault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A disk in memory, with as much room as a test gives it. */
final class MemoryFiles implements VaultFiles {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final AtomicLong room;
    private volatile Optional<IOException> refusal = Optional.empty();

    MemoryFiles(long room) {
        this.room = new AtomicLong(room);
    }

    void room(long bytes) {
        room.set(bytes);
    }

    /** From now on nothing may be created. */
    void refuse(Optional<IOException> why) {
        refusal = why;
    }

    Set<String> names() {
        return files.keySet();
    }

    void lose(String name) {
        files.remove(name);
    }

    void truncate(String name) {
        files.put(name, new byte[0]);
    }

    @Override
    public WritableByteChannel create(String name) throws IOException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        if (files.putIfAbsent(name, new byte[0]) != null) {
            throw new FileAlreadyExistsException(name);
        }
        return new Writing(name);
    }

    @Override
    public SeekableByteChannel open(String name) throws IOException {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new NoSuchFileException(name);
        }
        return new Reading(bytes);
    }

    @Override
    public void delete(String name) {
        byte[] gone = files.remove(name);
        if (gone != null) {
            room.addAndGet(gone.length);
        }
    }

    @Override
    public void close() {
        files.clear();
    }

    private final class Writing implements WritableByteChannel {
        private final String name;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean open = true;

        Writing(String name) {
            this.name = name;
        }

        @Override
        public int write(ByteBuffer more) throws IOException {
            int count = (int) Math.min(more.remaining(), room.get());
            if (count == 0) {
                throw new IOException("No space left on device");
            }
            room.addAndGet(-count);
            byte[] taken = new byte[count];
            more.get(taken);
            bytes.writeBytes(taken);
            files.computeIfPresent(name, (same, before) -> bytes.toByteArray());
            return count;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    private static final class Reading implements SeekableByteChannel {
        private final byte[] bytes;
        private int at;

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read(ByteBuffer into) {
            int count = Math.min(into.remaining(), bytes.length - at);
            if (count <= 0) {
                return -1;
            }
            into.put(bytes, at, count);
            at += count;
            return count;
        }

        @Override
        public SeekableByteChannel position(long newPosition) {
            at = (int) newPosition;
            return this;
        }

        @Override
        public long position() {
            return at;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public int write(ByteBuffer more) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
