package poegateway.simulator.upload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest files. When there are too many, or they are too large together, the oldest are dropped. */
public final class UploadStore {
    /** Most files. */
    static final int FILES_KEPT = 1_000;
    /** Most bytes of all files together; more than one file can have. */
    static final long BYTES_KEPT = 64L * 1024 * 1024;

    private final Map<String, UploadedFile> byPath = new LinkedHashMap<>();
    private long bytes;

    /** Keeps a file; one that has its path is replaced. */
    public synchronized void add(UploadedFile file) {
        remove(file.path());
        byPath.put(file.path(), file);
        bytes += file.content().length;
        while (byPath.size() > FILES_KEPT || (bytes > BYTES_KEPT && byPath.size() > 1)) {
            remove(byPath.keySet().iterator().next());
        }
    }

    private void remove(String path) {
        UploadedFile old = byPath.remove(path);
        bytes -= old == null ? 0 : old.content().length;
    }

    /** The file that is fetched at that path. */
    public synchronized Optional<UploadedFile> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** All files, oldest first. */
    public synchronized List<UploadedFile> files() {
        return new ArrayList<>(byPath.values());
    }
}
